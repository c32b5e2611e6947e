import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";

/** POST /mcp: the Model Context Protocol. Its modules are loaded by the first question: a server that nobody asks starts without them. */
export function mcpRoute(options: AppOptions): Hono {
  let loaded: Promise<(request: Request) => Promise<Response>> | undefined;
  return new Hono().all("/", async (c) => {
    loaded ??= import("../mcp/mcpHandler.js").then(({mcpHandler}) => mcpHandler(options));
    return (await loaded)(c.req.raw);
  });
}
