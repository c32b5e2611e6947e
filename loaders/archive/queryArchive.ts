import {ArchiveDatabase} from "../../src/core/sql/archiveDatabase.js";
import {duckError, errorHint} from "../../src/core/sql/duckError.js";
import type {QueryCost} from "../../src/core/sql/queryCost.js";
import {plainResult, type QueryResult} from "../../src/core/sql/queryResult.js";
import {readMathChannels} from "../workspace/mathChannelsStore.js";
import {startDuckDb} from "./duckDb.js";
import {folderSource} from "./folderSource.js";
import {libraryIndex} from "./library.js";

export interface QueryOptions {
  /** the tables have these sessions only; absent: all */
  only?: readonly string[] | undefined;
  /** also where much must be read */
  all?: boolean;
  signal?: AbortSignal;
  onProgress?: (fraction: number, what: string) => void;
  /** called when the query itself begins */
  onBegin?: () => void;
  /** sessions and math channels that could not be read, a line each */
  report?: (line: string) => void;
}

/** A query that is wrong, or asks for too much; the message is for the user. */
export class QueryError extends Error {
  override name = "QueryError";

  /** @param asksTooMuch `all` would allow it */
  constructor(
    message: string,
    readonly asksTooMuch = false,
  ) {
    super(message);
  }
}

/**
 * Answers a read-only query over the archive in a folder, with the same tables as the pages; null: its statements return nothing. It blocks
 * this thread while DuckDB works. Throws a QueryError.
 */
export async function queryArchive(
  recordings: string,
  query: string,
  {only, all = false, signal, onProgress, onBegin, report = () => {}}: QueryOptions = {},
): Promise<Pick<QueryResult, "columns" | "rows"> | null> {
  const index = await libraryIndex(recordings);
  const sessions = only ? index.sessions.filter(({id}) => only.includes(id)) : index.sessions;
  if (sessions.length === 0) throw new QueryError(`no sessions in ${recordings}: import a capture or a log`);
  const connection = (await startDuckDb()).connect();
  const mathChannels = await readMathChannels(recordings).catch((error: Error) => {
    report(error.message);
    return [];
  });
  const database = await ArchiveDatabase.open(connection, sessions, folderSource(recordings), {mathChannels});
  for (const {id, reason} of database.unread) report(`${id}: ${reason}`);
  onBegin?.();
  let refused = "";
  const table = await database
    .ask(query, {
      signal,
      onProgress: ({what, done, of}) => onProgress?.(done / of, `reading ${what}`),
      confirm: (costs) => {
        if (!all) refused = `${costsText(costs)}: restrict the query by session, car or lap`;
        return !refused;
      },
    })
    .catch((error: Error) => {
      signal?.throwIfAborted();
      const message = duckError(error);
      throw new QueryError([message, errorHint(message, query)].filter(Boolean).join("\n\n"));
    });
  if (refused) throw new QueryError(refused, true);
  return table && plainResult(table, {views: database.math.views});
}

function costsText(costs: readonly QueryCost[]): string {
  return costs
    .filter(({laps}) => laps > 0)
    .map(({view, laps, sessions, bytes}) => {
      const size = bytes ? `, ${Math.round(bytes / 1e6)} MB` : "";
      return `this reads ${view} of ${laps} laps of ${sessions} sessions${size}`;
    })
    .join("; ");
}
