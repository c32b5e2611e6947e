import type {LapRow} from "../archive/types.js";
import type {NeededLap, ViewNeed} from "./queryNeeds.js";
import type {SqlType} from "./viewColumn.js";
import type {LazyView, SqlViews} from "./views.js";

/** What must be read before a query can run. */
export interface QueryCost {
  view: LazyView;
  /** to be read, of those that the query needs */
  laps: number;
  sessions: number;
  /** of the columns read, in the database's memory */
  bytes: number;
  /** more than a moment: to be asked for */
  isLarge: boolean;
}

const WIDTHS: Partial<Record<SqlType, number>> = {
  DOUBLE: 8,
  UTINYINT: 1,
  TINYINT: 1,
  BOOLEAN: 1,
  USMALLINT: 2,
  SMALLINT: 2,
};
/** Read without asking: some seconds. */
const MOST_LAPS = 200;
const MOST_BYTES = 100e6;

/** The cost of what is missing of a need. */
export function queryCost(
  {view, columns}: ViewNeed,
  missing: readonly NeededLap[],
  {laps, views}: {laps: ReadonlyMap<string, readonly LapRow[]>; views: SqlViews},
): QueryCost {
  const widths = new Map(views[view].columns.map(({name, type}) => [name, WIDTHS[type] ?? 4]));
  const width = columns.reduce((sum, name) => sum + (name === "session" ? 0 : widths.get(name)!), 0);
  const asked = new Set(missing.map(({session, car, lap}) => `${session}:${car}:${lap}`));
  const sessions = new Set(missing.map(({session}) => session));
  let rows = 0;
  for (const session of sessions)
    for (const row of laps.get(session) ?? []) if (asked.has(`${session}:${row.car}:${row.lap}`)) rows += row.samples;
  const isLapwise = view === "samples" || view === "traces";
  const bytes = isLapwise ? rows * width : 0;
  return {
    ...{view, laps: missing.length, sessions: sessions.size, bytes},
    isLarge: missing.length > MOST_LAPS || bytes > MOST_BYTES,
  };
}
