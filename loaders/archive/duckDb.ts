import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import type {createDuckDB, DuckDBConnection} from "@duckdb/duckdb-wasm/blocking";
import type {LogDatabase, OpenDatabase} from "../../src/core/files/database.js";
import {LogFileError} from "../../src/core/files/importedLog.js";

/** The file is copied into DuckDB's memory, which ends at 4 GiB. */
const MOST_BYTES = 2 ** 30;
/** For DuckDB's own buffers, beside the file. */
const MEMORY = "1GB";
/** Rows of a table that are read: a day at 100 a second. */
const MOST_ROWS = 8_640_000;

type DuckDb = Awaited<ReturnType<typeof createDuckDB>>;

let started: Promise<DuckDb> | undefined;

/**
 * DuckDB compiled to WebAssembly, started once for this thread: two in one thread would share their files. Its memory keeps the size of the
 * largest file; that of large files is a worker's, which ends (see inWorker).
 */
export function startDuckDb(): Promise<DuckDb> {
  return (started ??= start());
}

async function start(): Promise<DuckDb> {
  const {createDuckDB, NODE_RUNTIME, VoidLogger} = await import("@duckdb/duckdb-wasm/blocking");
  const folder = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm"));
  const bundle = (name: string) => ({mainModule: join(folder, `duckdb-${name}.wasm`), mainWorker: ""});
  const duck = await createDuckDB({mvp: bundle("mvp"), eh: bundle("eh")}, new VoidLogger(), NODE_RUNTIME);
  await duck.instantiate(() => {});
  return duck;
}

/** Opens DuckDB files with DuckDB itself, one after the other. */
export async function duckDbOpener(): Promise<OpenDatabase> {
  const duck = await startDuckDb();
  let opened = 0;
  return (bytes) => {
    if (bytes.length > MOST_BYTES)
      throw new LogFileError(`larger than ${MOST_BYTES / 2 ** 30} GiB: too large for DuckDB's memory`);
    checkLength(bytes);
    const name = `log${opened++}.duckdb`;
    let connection: DuckDBConnection | undefined;
    const close = (): void => {
      try {
        connection?.query("DETACH log");
      } catch {
        // not attached
      }
      connection?.close();
      duck.dropFile(name);
    };
    try {
      duck.registerFileBuffer(name, bytes.slice());
      connection = duck.connect();
      connection.query("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
      connection.query(`SET memory_limit = '${MEMORY}'`);
      connection.query(`ATTACH '${name}' AS log (READ_ONLY)`);
    } catch (error) {
      close();
      throw refusal(error, `DuckDB ${duck.getVersion()} cannot open it`);
    }
    return databaseOf(connection, close);
  };
}

/** Three heads of 4 KiB; the second and third in turn describe the blocks that follow. */
const HEAD_BYTES = 4096;

/**
 * DuckDB reads beyond the end of a file in memory for ever: a cut file is refused before. Layout of the second and third head: u64 checksum,
 * iteration, first block, free list, number of blocks, bytes a block; the head of the higher iteration counts.
 */
function checkLength(bytes: Uint8Array): void {
  if (bytes.length < 3 * HEAD_BYTES)
    throw new LogFileError(`cut: ${bytes.length} bytes, a DuckDB file has 12288 or more`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u64 = (at: number) => Number(view.getBigUint64(at, true));
  const [a, b] = [1, 2].map((n) => n * HEAD_BYTES);
  const head = u64(a + 8) >= u64(b + 8) ? a : b;
  const needed = 3 * HEAD_BYTES + u64(head + 32) * u64(head + 40);
  if (!(needed <= bytes.length)) throw new LogFileError(`cut: ${bytes.length} of ${needed} bytes`);
}

function databaseOf(connection: DuckDBConnection, close: () => void): LogDatabase {
  const rowsOf = (sql: string, about: string) => {
    try {
      return connection.query(sql);
    } catch (error) {
      throw refusal(error, about);
    }
  };
  const read = (table: string, columns: readonly string[], type: string) => {
    const about = `table ${table}`;
    const counted = rowsOf(`SELECT count(*)::DOUBLE AS n FROM log.main.${quoted(table)}`, about)
      .getChildAt(0)!
      .get(0);
    if (counted > MOST_ROWS) throw new LogFileError(`${counted} rows: more than ${MOST_ROWS}`, about);
    const list = columns.map((column, i) => `${quoted(column)}::${type} AS c${i}`).join(", ");
    const found = rowsOf(`SELECT ${list} FROM log.main.${quoted(table)} ORDER BY rowid`, about);
    return columns.map((_, i) => found.getChildAt(i)!);
  };
  return {
    tables() {
      // tables only: a view could compute any number of rows
      const sql = `SELECT t.table_name AS name, t.estimated_size::DOUBLE AS rows, string_agg(c.column_name, chr(1) ORDER BY c.column_index) AS columns
        FROM duckdb_tables() t JOIN duckdb_columns() c USING (database_name, schema_name, table_name)
        WHERE t.database_name = 'log' AND t.schema_name = 'main' GROUP BY ALL ORDER BY name`;
      return rowsOf(sql, "list of tables")
        .toArray()
        .map(({name, rows, columns}) => ({name, rows, columns: String(columns).split("\u0001")}));
    },
    numbers: (table, columns) =>
      read(table, columns, "DOUBLE").map((column) =>
        Float64Array.from({length: column.length}, (_, row) => column.get(row) ?? Number.NaN),
      ),
    texts: (table, columns) =>
      read(table, columns, "VARCHAR").map((column) =>
        Array.from({length: column.length}, (_, row) => column.get(row) ?? ""),
      ),
    close,
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB's message without its trace. After a trap its memory is unusable, and the next file gets a new one. */
function refusal(error: unknown, about: string): LogFileError {
  if (error instanceof WebAssembly.RuntimeError) started = undefined;
  const [line] = String((error as Error).message ?? error).split("\n");
  return new LogFileError(line.slice(0, 300), about);
}
