import type {QualityRow} from "../archive/quality.js";
import type {LapRow, LibraryEntry} from "../archive/types.js";
import {type Connection, sqlName} from "./connection.js";
import {LAP_VIEW_COLUMNS} from "./lapColumns.js";
import {lapViewRows, sessionViewRows} from "./libraryRows.js";
import {encodeViewRows, type ViewColumn} from "./viewColumn.js";
import {LAZY_VIEWS, type SqlViews, VIEWS} from "./views.js";

/** Memory of the database; the page has more beside it. */
const MEMORY = "1GB";

/**
 * Schemas: `main` has the tables that are always whole; `loaded` has what was read of the lazy views, and `probe` their columns without
 * rows, against which queries are planned.
 */
export const LOADED = "loaded";
export const PROBE = "probe";

/**
 * Bounds the memory and closes the database to the outside: no file, no address and no extension can be read. DuckDB can't take this back
 * while it runs.
 */
export async function closeDatabase(connection: Connection): Promise<void> {
  await connection.query("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
  await connection.query(`SET memory_limit = '${MEMORY}'; SET enable_external_access = false`);
}

/** Closes the database to the outside and creates the schemas, with empty lazy views. */
export async function prepareDatabase(connection: Connection, views: SqlViews): Promise<void> {
  await closeDatabase(connection);
  for (const schema of [LOADED, PROBE]) {
    await connection.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    for (const view of LAZY_VIEWS)
      if (schema === PROBE || view === "corners" || view === "findings")
        await connection.query(createTable(`${schema}.${view}`, views[view].columns));
  }
}

/** Creates `sessions`, `laps` and `sectors` with all their rows. */
export async function createLapTables(
  connection: Connection,
  entries: readonly LibraryEntry[],
  laps: ReadonlyMap<string, readonly LapRow[]>,
): Promise<void> {
  await fill(connection, "sessions", VIEWS.sessions.columns, sessionViewRows(entries));
  await fillQuality(connection, []);
  await fill(connection, "laps", LAP_VIEW_COLUMNS, lapViewRows(entries, laps));
  await connection.query(`CREATE OR REPLACE VIEW sectors AS ${SECTORS}`);
}

/** Creates `quality` with these rows: it is filled when a query names it. */
export function fillQuality(connection: Connection, rows: readonly ({session: string} & QualityRow)[]): Promise<void> {
  return fill(connection, "quality", VIEWS.quality.columns, rows);
}

/** The sector times of `laps`, a row each. */
const SECTORS = [1, 2, 3]
  .map((sector) => {
    const from = sector === 1 ? "0::DOUBLE" : `sector${sector}M`;
    const to = sector === 3 ? "lengthM" : `sector${sector + 1}M`;
    const isKnown = "sector2M IS NOT NULL";
    return `SELECT l.session, l.track, l.car, l.driver, l.lap, ${sector}::UTINYINT AS sector, l.sector${sector}Ms AS timeMs,
      l.lapTimeMs, l.valid, l.complete, l.tyreCompound, l.tyreAgeLaps, l.pit,
      CASE WHEN ${isKnown} THEN ${from} END AS fromM, CASE WHEN ${isKnown} THEN ${to} END AS toM
      FROM main.laps l JOIN main.sessions s ON s.session = l.session WHERE l.sector${sector}Ms IS NOT NULL`;
  })
  .join(" UNION ALL ");

function createTable(name: string, columns: readonly ViewColumn[]): string {
  return `CREATE OR REPLACE TABLE ${name} (${columns.map((column) => `${sqlName(column.name)} ${column.type}`).join(", ")})`;
}

async function fill(
  connection: Connection,
  name: string,
  columns: readonly ViewColumn[],
  rows: Parameters<typeof encodeViewRows>[1],
): Promise<void> {
  await connection.query(createTable(name, columns));
  if (rows.length === 0) return;
  await connection.insertArrowFromIPCStream(encodeViewRows(columns, rows), {name, create: false});
}
