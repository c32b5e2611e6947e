import type {IncomingMessage} from "node:http";
import type {Duplex} from "node:stream";
import {type WebSocket, WebSocketServer} from "ws";
import {WIRE_LIMITS} from "../../src/core/live/wire/protocol.js";
import {isOwn, isOwnHost} from "../guard.js";
import type {UpgradeHandler} from "../listen.js";
import type {WebSocketLike} from "./ports.js";
import type {Relay} from "./relay.js";

export interface LiveUpgradeOptions {
  /** the address the server listens on, for isOwnHost */
  host?: string;
  /** handles requests other than /live (the preview's hot reload); absent: they are closed */
  otherwise?: UpgradeHandler;
}

/**
 * Passes WebSocket requests for `/live` to the relay and others to `otherwise`. Requests without an Origin header come from
 * programs other than browsers and are accepted; requests of other sites' pages are refused. `/live?userId=NAME` gets the sessions of
 * that user only: a filter, not a login.
 */
export function liveUpgrade(relay: Relay, {host = "127.0.0.1", otherwise}: LiveUpgradeOptions = {}): UpgradeHandler {
  // No compression: for these small frames it took 6.6 times the CPU time (measured).
  const sockets = new WebSocketServer({noServer: true, perMessageDeflate: false, maxPayload: WIRE_LIMITS.message * 2});
  return (request, socket, head) => {
    if (pathOf(request) !== "/live") {
      if (otherwise) otherwise(request, socket, head);
      else socket.destroy();
      return;
    }
    const name = request.headers.host ?? "";
    const {origin} = request.headers;
    if (!isOwnHost(name, host)) return refuse(socket, 403, `unknown host: ${name}`);
    if (origin !== undefined && !isOwn(origin, name))
      return refuse(socket, 403, `request from another origin: ${origin}`);
    sockets.handleUpgrade(request, socket, head, (client) => relay.attach(likeWebSocket(client), userOf(request)));
  };
}

/** Adapts a connection of `ws`. */
function likeWebSocket(client: WebSocket): WebSocketLike {
  // Invalid frames of a client raise this event.
  client.on("error", () => client.terminate());
  const like: WebSocketLike = {
    get bufferedAmount() {
      return client.bufferedAmount;
    },
    send: (data) => {
      if (client.readyState === client.OPEN) client.send(data);
    },
    ping: () => {
      if (client.readyState === client.OPEN) client.ping();
    },
    close: (code, reason) => client.close(code, reason),
    terminate: () => client.terminate(),
    on(event: string, listener: (data: Uint8Array, isBinary: boolean) => void) {
      client.on(event, listener as () => void);
    },
  };
  return like;
}

/** null without `userId` in the query. */
function userOf({url = "/"}: IncomingMessage): string | null {
  const at = url.indexOf("?");
  return at < 0 ? null : new URLSearchParams(url.slice(at)).get("userId");
}

function pathOf({url = "/"}: IncomingMessage): string {
  return url.split("?", 1)[0];
}

function refuse(socket: Duplex, status: number, reason: string): void {
  socket.on("error", () => {});
  socket.end(
    `HTTP/1.1 ${status} Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
