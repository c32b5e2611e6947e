import type {PackedFile} from "./base64.js";

/** Where a report has its database: the program of the cell, DuckDB's worker and its engine. */
export const SQL_SCRIPT_PATH = "report-sql.js";
export const WORKER_PATH = "duckdb.worker.js";
export const ENGINE_PATH = "duckdb.wasm";

/** The database of reports, packed: the same for all. */
export type ReportDatabase = readonly PackedFile[];

/** What a report's policy allows besides, for cells of a notebook, which are compiled where they run. */
export const NOTEBOOK_POLICY = {script: " 'unsafe-eval'", more: ""};

/** What a report's policy allows besides, for the database. */
export const DATABASE_POLICY = {script: " 'unsafe-eval' 'wasm-unsafe-eval'", more: "; worker-src blob:"};
