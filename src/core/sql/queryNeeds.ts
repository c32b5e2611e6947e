import {type Connection, rowsOf} from "./connection.js";
import {PROBE} from "./lapTables.js";
import {type PlanNode, type PlanScan, planScans} from "./queryPlan.js";
import {renamesKeys} from "./renamesKeys.js";
import {type SqlStatement, wordOf} from "./sqlTokens.js";
import {isLazyView, type LazyView, type SqlViews} from "./views.js";

/** A lap by its place in `laps`. */
export interface NeededLap {
  session: string;
  car: number;
  lap: number;
}

/** What a query needs of a lazy view. */
export interface ViewNeed {
  view: LazyView;
  /** in the view's order */
  columns: string[];
  laps: NeededLap[];
}

/**
 * Steps of DuckDB's optimiser that hide what a plan reads: an empty table is no reason to read nothing, and a list of values is to stay
 * a condition.
 */
const HIDING = "statistics_propagation,compressed_materialization,in_clause,late_materialization,empty_result_pullup";

/**
 * The tables, columns and laps that a statement needs, by DuckDB's own plan of it over tables without rows. Where a restriction can't be
 * known before the query runs, more laps are named than it needs, never fewer.
 */
export async function queryNeeds(
  connection: Connection,
  statement: SqlStatement,
  views: SqlViews,
): Promise<ViewNeed[]> {
  const scans = (await explain(connection, statement)).filter(({table}) => isLazyView(table));
  const words = new Set(statement.tokens.map(wordOf));
  // a pivot reads its table twice, and the plan is that of one reading
  const isPivot = words.has("pivot") || words.has("pivot_wider");
  const isRenamed = renamesKeys(statement.tokens);
  const needs: ViewNeed[] = [];
  for (const view of new Set(scans.map(({table}) => table as LazyView))) {
    const own = scans.filter(({table}) => table === view);
    const texts = own.flatMap(({columns, filters}) => [...columns, ...filters]).map(lower);
    const read = new Set(wordsOf(texts));
    // a math channel may have spaces in its name
    const isRead = (name: string) => (/^\w+$/.test(name) ? read.has(name) : texts.some((text) => text.includes(name)));
    const columns = views[view].columns
      .map(({name}) => name)
      .filter((name) => isRead(lower(name)) || words.has(lower(name)));
    const laps = await lapsOf(
      connection,
      view,
      isPivot && wordOf(statement.tokens[0]) !== "pivot" ? [] : own,
      isRenamed,
    );
    needs.push({view, columns, laps});
  }
  return needs;
}

const lower = (name: string) => name.toLowerCase();
const wordsOf = (texts: readonly string[]) => texts.flatMap((text) => text.match(/\w+/g) ?? []);

async function explain(connection: Connection, {text}: SqlStatement): Promise<PlanScan[]> {
  await connection.query(`SET search_path = 'main,${PROBE}'; SET disabled_optimizers = '${HIDING}'`);
  try {
    const rows = await rowsOf<{explain_value: string}>(connection, `EXPLAIN (FORMAT JSON)\n${text}`);
    return rows.flatMap(({explain_value}) => planScans(JSON.parse(explain_value) as PlanNode[]));
  } catch (error) {
    throw oneLineUp(error);
  } finally {
    await connection.query("RESET disabled_optimizers; RESET search_path");
  }
}

/** Positions in an error count the line of EXPLAIN. */
function oneLineUp(error: unknown): unknown {
  if (error instanceof Error) error.message = error.message.replace(/\bLINE (\d+):/g, (_, line) => `LINE ${line - 1}:`);
  return error;
}

/** Columns of `laps` by which a view is restricted, and the laps that it has. A claim about a driver has no lap. */
const OF_LAPS: Record<LazyView, {columns: string; laps: string}> = {
  samples: {columns: "session, car, lap AS lapNumber", laps: "samples > 0"},
  traces: {columns: "session, car, lap", laps: "samples > 0 AND complete AND NOT pit AND lapTimeMs IS NOT NULL"},
  corners: {
    columns: "session, track, car, driver, lap, valid, lapTimeMs",
    laps: "samples > 0 AND complete AND NOT pit AND lapTimeMs IS NOT NULL",
  },
  findings: {
    columns: "session, track, car, driver",
    laps: "samples > 0 AND complete AND valid AND NOT pit AND lapTimeMs IS NOT NULL",
  },
};

/** The laps of a view that any of the scans needs; all without scans. */
async function lapsOf(
  connection: Connection,
  view: LazyView,
  scans: readonly PlanScan[],
  isRenamed: boolean,
): Promise<NeededLap[]> {
  const {columns, laps} = OF_LAPS[view];
  // the outer names are not to be seen by the condition
  const from = (where: string) =>
    `SELECT session, car::INTEGER AS car, lapOfRow::INTEGER AS lap FROM (SELECT * FROM
      (SELECT ${columns}, lap AS lapOfRow FROM main.laps WHERE file IS NOT NULL AND ${laps}) WHERE ${where}) ORDER BY ALL`;
  const any: string[] = [];
  for (const {filters, renamable} of scans) {
    const used: string[] = [];
    for (const filter of [...filters, ...(isRenamed ? [] : renamable)])
      if (await binds(connection, from(filter))) used.push(`(${filter})`);
    any.push(used.length ? used.join(" AND ") : "true");
  }
  return rowsOf<NeededLap>(connection, from(any.length ? any.map((text) => `(${text})`).join(" OR ") : "true"));
}

/** Whether a condition names only columns that laps have. */
async function binds(connection: Connection, query: string): Promise<boolean> {
  try {
    await connection.query(`EXPLAIN ${query}`);
    return true;
  } catch {
    return false;
  }
}
