import {createServer, type IncomingMessage, type Server} from "node:http";
import {createServer as createTlsServer} from "node:https";
import type {AddressInfo} from "node:net";
import type {Duplex} from "node:stream";
import {getRequestListener} from "@hono/node-server";
import type {Hono} from "hono";
import {networkOf} from "./access/addressOf.js";
import {answerBadRequests} from "./badRequests.js";
import {formatEndpoint} from "./endpoint.js";
import {isLoopback} from "./isLoopback.js";
import {UserError} from "./userError.js";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listening {
  server: Server;
  /** with the actual port, also when port 0 was requested */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Certificate chain and private key, PEM. */
export interface TlsFiles {
  cert: Buffer;
  key: Buffer;
}

/** Until a request's headers are there, ms. */
const HEADERS_MS = 15_000;
const CHECK_MS = 2000;
/** A connection on which nothing moves is closed after this time, ms. Streams of events say something more often; WebSockets have their own limits. */
const IDLE_MS = 180_000;
const MOST_CONNECTIONS = 256;

/** Serves the app. `upgrade` gets WebSocket requests; without it they are closed. Port 0 takes any free one. */
export async function listen(
  app: Hono,
  {host, port, upgrade, tls}: {host: string; port: number; upgrade?: UpgradeHandler; tls?: TlsFiles | undefined},
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const checks = {connectionsCheckingInterval: CHECK_MS};
  const server = tls
    ? createTlsServer({...tls, ...checks, minVersion: "TLSv1.2"}, answer)
    : createServer(checks, answer);
  // Uploading a capture of some GiB may take longer than Node's default of five minutes. Headers must come at once,
  server.requestTimeout = 0;
  server.headersTimeout = HEADERS_MS;
  server.setTimeout(IDLE_MS, (socket) => socket.destroy());
  // and one who opens connections without end uses up his own.
  limitConnections(server);
  answerBadRequests(server);
  server.on("upgrade", upgrade ?? ((_, socket) => socket.destroy()));
  await bind(server, host, port);
  const actualPort = (server.address() as AddressInfo).port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return {
    server,
    port: actualPort,
    url: `http${tls ? "s" : ""}://${formatEndpoint({host: name, port: actualPort})}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Open pages keep their connections; pending responses get one second.
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

/** Connections of one address beyond this are closed; those of this machine, where a proxy may stand for all, are not counted. */
function limitConnections(server: Server): void {
  const counts = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = networkOf(socket.remoteAddress ?? "");
    if (isLoopback(socket.remoteAddress ?? "")) return;
    const count = (counts.get(address) ?? 0) + 1;
    if (count > MOST_CONNECTIONS) return void socket.destroy();
    counts.set(address, count);
    socket.on("close", () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  });
}

/** Throws as `listen` does when the port is not available, before time is spent on other preparations. */
export async function probe({host, port}: {host: string; port: number}): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  // A page that polls for the server may connect now: it must try again, and not keep this one open.
  server.on("connection", (socket) => socket.destroy());
  await bind(server, host, port);
  await new Promise((resolve) => server.close(resolve));
}

async function bind(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new UserError(`port ${port} is in use; choose another with --port ${port + 1} (environment PORT)`);
    case "EACCES":
      return new UserError(`no permission to listen on port ${port}; choose one above 1023 with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new UserError(`not an address of this machine: ${host} (--host)`);
    default:
      return error;
  }
}
