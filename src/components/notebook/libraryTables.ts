import type {LapRow, LibraryIndex} from "../../core/archive/types.js";
import {tableFromIPC} from "../../core/arrow.js";
import {LapError} from "../../core/laps/open/archivedLap.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {lapViewRows, sessionViewRows} from "../../core/sql/libraryRows.js";
import {plainResult} from "../../core/sql/queryResult.js";
import type {ViewColumn} from "../../core/sql/viewColumn.js";
import {VIEWS} from "../../core/sql/views.js";
import {newestFirst} from "../laps/lapChoice.js";
import {pageSource} from "../sql/pageSource.js";
import {fetchLibrary, fetchSession} from "../ui/archive.js";
import {counted} from "../ui/format.js";
import {CellError} from "./cellError.js";

/** A row of a table: plain values by the names of the SQL page's columns. */
export type PlainRow = Record<string, string | number | boolean | null>;

/** Tables of more sessions are not made at once: each may take seconds. */
const MOST_SESSIONS = 30;

/** The tables of a library, each read when it is first asked for. */
export function libraryTables(progress: (text: string) => void) {
  const library = () => fetchLibrary();
  return {
    sessions: async () => plainRows(VIEWS.sessions.columns, sessionViewRows(newestFirst(await library()))),
    laps: async () => {
      const index = await library();
      const laps = new Map<string, readonly LapRow[]>();
      const newest = newestFirst(index);
      await Promise.all(newest.map(async ({id}) => laps.set(id, await pageSource.laps(id).catch(() => []))));
      return plainRows(VIEWS.laps.columns, lapViewRows(newest, laps));
    },
    corners: () => ofEach(library, progress, "corners", (id) => cornersOf(id)),
    findings: () => ofEach(library, progress, "findings", (id) => findingsOf(id)),
    cornersOf,
    findingsOf,
  };
}

/** Corners and straights of a session's whole laps. */
async function cornersOf(session: string): Promise<PlainRow[]> {
  refuseNoSession(session, "cornersOf");
  return rowsOfArrow(await pageSource.corners(session));
}

/** What is claimed about a driver of a session: by default the player, or whoever drove its best lap. */
async function findingsOf(session: string, car?: number): Promise<PlainRow[]> {
  refuseNoSession(session, "findingsOf");
  const archived = await fetchSession(session);
  const driver = car ?? playerCarOf(archived.session, archived.laps).car ?? archived.session.best?.car;
  return driver === undefined ? [] : rowsOfArrow(await pageSource.findings(session, driver));
}

async function ofEach(
  library: () => Promise<LibraryIndex>,
  progress: (text: string) => void,
  what: "corners" | "findings",
  read: (session: string) => Promise<PlainRow[]>,
): Promise<PlainRow[]> {
  const newest = newestFirst(await library()).filter(({bestSampled}) => bestSampled);
  if (newest.length > MOST_SESSIONS)
    throw new CellError(
      `${what} of ${newest.length} sessions would be made at once`,
      undefined,
      `Write ${what}Of(session) for some of them, or ask SQL: select … from ${what} where session = …`,
    );
  const rows: PlainRow[] = [];
  for (const [i, {id}] of newest.entries()) {
    progress(`Reading ${what}: ${i} of ${counted(newest.length, "session")}…`);
    rows.push(...(await read(id).catch(noneWithoutLaps)));
  }
  progress("");
  return rows;
}

/** A session without laps to compare has no rows. */
function noneWithoutLaps(error: unknown): PlainRow[] {
  if (error instanceof LapError) return [];
  throw error;
}

/** A word of a session needs its id. */
export function refuseNoSession(session: unknown, word: string): asserts session is string {
  if (typeof session !== "string")
    throw new CellError(`${word} takes the id of a session`, undefined, `Write ${word}(sessions[0].session).`);
}

/** Exactly the columns of a view; what is not known is null. */
function plainRows(columns: readonly ViewColumn[], rows: readonly Record<string, unknown>[]): PlainRow[] {
  return rows.map((row) => Object.fromEntries(columns.map(({name}) => [name, (row[name] ?? null) as never])));
}

function rowsOfArrow(bytes: Uint8Array): PlainRow[] {
  return plainResult(tableFromIPC(bytes)).rows;
}
