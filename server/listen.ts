import {createServer, type IncomingMessage, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Duplex} from "node:stream";
import {getRequestListener} from "@hono/node-server";
import type {Hono} from "hono";
import {formatEndpoint} from "./endpoint.js";
import {UserError} from "./userError.js";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listening {
  server: Server;
  /** with the actual port, also when port 0 was requested */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Serves the app. `upgrade` gets WebSocket requests; without it they are closed. Port 0 takes any free one. */
export async function listen(
  app: Hono,
  {host, port, upgrade}: {host: string; port: number; upgrade?: UpgradeHandler},
): Promise<Listening> {
  const server = createServer(getRequestListener(app.fetch, {overrideGlobalObjects: false}));
  // Uploading a capture of some GiB may take longer than Node's default of five minutes. The limit for headers stays.
  server.requestTimeout = 0;
  server.on("upgrade", upgrade ?? ((_, socket) => socket.destroy()));
  await bind(server, host, port);
  const actualPort = (server.address() as AddressInfo).port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return {
    server,
    port: actualPort,
    url: `http://${formatEndpoint({host: name, port: actualPort})}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Open pages keep their connections; pending responses get one second.
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
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
