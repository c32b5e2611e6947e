import {createMcpHandler} from "@modelcontextprotocol/server";
import {folderArchive} from "../../loaders/archive/folderArchive.js";
import type {AppOptions} from "../appOptions.js";
import {oneLine} from "../userError.js";
import {mcpServer} from "./mcpServer.js";

/** Questions are short; 256 KiB. */
const MOST_BYTES = 2 ** 18;

/** Answers requests of the Model Context Protocol without keeping anything between them, in its revisions of 2025-11-25 and 2026-07-28. */
export function mcpHandler({version, recordings, kernel, log}: AppOptions): (request: Request) => Promise<Response> {
  const context = {version, recordings, archive: folderArchive(recordings), kernel};
  const handler = createMcpHandler(() => mcpServer(context), {
    maxRequestBodySize: MOST_BYTES,
    onerror: (error) => log(`mcp: ${oneLine(error)}`),
  });
  return (request) => handler.fetch(request);
}
