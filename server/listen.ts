import {createServer, type IncomingMessage, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Duplex} from "node:stream";
import {getRequestListener} from "@hono/node-server";
import type {Hono} from "hono";
import {UserError} from "./userError.js";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listening {
  server: Server;
  /** with the port that was taken, also when 0 was asked for */
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
  // A capture of some GiB over a slow line takes longer than Node's five minutes; headers keep their limit.
  server.requestTimeout = 0;
  server.on("upgrade", upgrade ?? ((_, socket) => socket.destroy()));
  await bind(server, host, port);
  const taken = (server.address() as AddressInfo).port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return {
    server,
    port: taken,
    url: `http://${name}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // An open page holds its connections; a second is enough for what is being answered.
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

/** Throws as `listen` would when the port cannot be had: worth knowing before a long build. */
export async function probe({host, port}: {host: string; port: number}): Promise<void> {
  if (port === 0) return;
  const server = createServer();
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
      return new UserError(`port ${port} is taken; choose another with --port ${port + 1} (environment PORT)`);
    case "EACCES":
      return new UserError(`no right to listen on port ${port}; choose one above 1023 with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new UserError(`not an address of this machine: ${host} (--host)`);
    default:
      return error;
  }
}
