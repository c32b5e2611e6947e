import {createMcpHandler} from "@modelcontextprotocol/server";
import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {seenArchive} from "../access/seenArchive.js";
import type {AppOptions} from "../appOptions.js";
import type {KernelStats} from "../kernelStats.js";
import {oneLine} from "../userError.js";
import {mcpServer} from "./mcpServer.js";
import type {McpContext} from "./tool.js";

/** Questions are short; 256 KiB. */
const MOST_BYTES = 2 ** 18;

/** Answers requests of the Model Context Protocol without keeping anything between them, in its revisions of 2025-11-25 and 2026-07-28. */
export function mcpHandler({
  version,
  recordings,
  kernel,
  log,
}: AppOptions): (request: Request, sees: (session: string) => boolean) => Promise<Response> {
  const archive = folderArchive(recordings);
  const handle = (request: Request, context: McpContext): Promise<Response> =>
    createMcpHandler(() => mcpServer(context), {
      maxRequestBodySize: MOST_BYTES,
      onerror: (error) => log(`mcp: ${oneLine(error)}`),
    }).fetch(request);
  return (request, sees) =>
    handle(request, {
      ...{version, recordings, sees},
      archive: seenArchive(archive, sees),
      ...(kernel && {
        kernel: {
          stats: () => seenStats(kernel.stats(), sees),
          recentEvents: (id) => kernel.recentEvents(id),
        },
      }),
    });
}

/** The tools find a running session by these, and only then read its events. */
function seenStats(stats: KernelStats, sees: (session: string) => boolean): KernelStats {
  return {...stats, sessions: stats.sessions.filter(({session}) => sees(session.id))};
}
