import type {TableColumn} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import type {CsvTable} from "./csvTable.js";
import {pickRows} from "./pickRows.js";

export const MOST_DRIVERS = 64;

/** One driver's rows of a table. */
export interface DriverTable {
  /** "" for rows without a name */
  driver: string;
  table: CsvTable;
}

/** Number of different names or numbers in a column. */
export function countDrivers({words, values}: Pick<TableColumn, "words" | "values">): number {
  return (words?.words.length ?? 0) + new Set(values.filter((v) => !Number.isNaN(v))).size;
}

/**
 * Splits a table by driver, in order of appearance.
 *
 * @param column names the driver of each row, by text or number
 * @throws LogFileError for more than 64
 */
export function tablesByDriver(table: CsvTable, {name, words, values}: TableColumn): DriverTable[] {
  const keyOf = (row: number) => (words?.codes[row] ? words.words[words.codes[row] - 1] : String(values[row]));
  const rows = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const key = keyOf(row);
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  }
  if (rows.size > MOST_DRIVERS)
    throw new LogFileError(`${rows.size} drivers; if there is one, give the driver's name`, `column ${name}`);
  return [...rows].map(([driver, own]) => ({
    driver: driver === "NaN" ? "" : driver,
    table: rows.size === 1 ? table : pickRows(table, Int32Array.from(own)),
  }));
}
