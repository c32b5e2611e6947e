import {type IncomingMessage, STATUS_CODES} from "node:http";
import type {Duplex} from "node:stream";
import {isDeepStrictEqual} from "node:util";
import {type WebSocket, WebSocketServer} from "ws";
import {CLOSE, WIRE_LIMITS} from "../../src/core/live/wire/protocol.js";
import type {Access} from "../access/access.js";
import {callerOfHeaders} from "../access/accessControl.js";
import {isRestricted} from "../access/caller.js";
import {LOOK_MS} from "../access/whileHeld.js";
import {isOwn, isOwnHost} from "../guard.js";
import type {UpgradeHandler} from "../listen.js";
import type {Audience} from "./client.js";
import type {WebSocketLike} from "./ports.js";
import type {Relay} from "./relay.js";

export interface LiveUpgradeOptions {
  /** the address the server listens on, for isOwnHost */
  host?: string;
  /** further names of this server */
  hosts?: readonly string[];
  /** who may come in; absent: everybody */
  access?: Access;
  /** interval of checking whether a key is still valid, ms */
  lookMs?: number;
  /** handles requests other than /live (the preview's hot reload); absent: they are closed */
  otherwise?: UpgradeHandler;
}

/**
 * Passes WebSocket requests for `/live` to the relay and others to `otherwise`. Requests without an Origin header come from
 * programs other than browsers and are accepted; requests of other sites' pages are refused. `/live?userId=NAME` gets the sessions of
 * that user only: a filter, not a login.
 */
export function liveUpgrade(
  relay: Relay,
  {host = "127.0.0.1", hosts, access, lookMs = LOOK_MS, otherwise}: LiveUpgradeOptions = {},
): UpgradeHandler {
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
    if (!isOwnHost(name, host, hosts)) return refuse(socket, 403, `unknown host: ${name}`);
    if (origin !== undefined && !isOwn(origin, name))
      return refuse(socket, 403, `request from another origin: ${origin}`);
    admitted(access, request).then(
      (admittance) => {
        if (!admittance) return refuse(socket, 401, "a key is needed: sign in at /login");
        if (socket.destroyed) return;
        sockets.handleUpgrade(request, socket, head, (client) => {
          relay.attach(likeWebSocket(client), admittance.audience);
          if (admittance.isStill) watch(client, admittance.isStill, lookMs);
        });
      },
      () => refuse(socket, 500, "the keys cannot be read"),
    );
  };
}

interface Admittance {
  audience: Audience | undefined;
  /** whether the key has not been revoked and has not ended, and none has been made where there was none; absent without access control */
  isStill?: () => Promise<boolean>;
}

async function admitted(access: Access | undefined, request: IncomingMessage): Promise<Admittance | undefined> {
  const user = userOf(request);
  const all = user === null ? undefined : {user, sees: () => true};
  if (!access) return {audience: all};
  const identify = () => callerOfHeaders(access, request.headers);
  const caller = await identify();
  if (!caller) return undefined;
  const audience = isRestricted(caller) ? {user, sees: (session: string) => access.sees(caller, session)} : all;
  return {
    audience,
    // a key with other rights than at the start comes in again
    isStill: async () => isDeepStrictEqual(await identify(), caller),
  };
}

/** Closes a connection whose key was revoked, changed or has ended. */
function watch(client: WebSocket, isStill: () => Promise<boolean>, lookMs: number): void {
  const timer = setInterval(async () => {
    if (!(await isStill().catch(() => false))) client.close(CLOSE.policy, "signed out");
  }, lookMs);
  timer.unref();
  client.on("close", () => clearInterval(timer));
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
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
