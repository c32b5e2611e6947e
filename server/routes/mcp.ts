import {Hono} from "hono";
import {seesOf} from "../access/accessControl.js";
import type {AppOptions} from "../appOptions.js";
import type {mcpHandler} from "../mcp/mcpHandler.js";

/** POST /mcp: the Model Context Protocol. Its modules are loaded by the first question: a server that nobody asks starts without them. */
export function mcpRoute(options: AppOptions): Hono {
  let loaded: Promise<ReturnType<typeof mcpHandler>> | undefined;
  return new Hono().all("/", async (c) => {
    loaded ??= import("../mcp/mcpHandler.js").then(({mcpHandler}) => mcpHandler(options));
    return (await loaded)(c.req.raw, seesOf(c));
  });
}
