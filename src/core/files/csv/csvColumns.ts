import type {RawColumns} from "../columns/rules.js";
import {LogFileError} from "../importedLog.js";
import type {LogFile, LoggedColumn} from "../reader.js";
import {type CsvColumn, type CsvTable, readCsvTable} from "./csvTable.js";

/** Columns of a table by name; text columns have no values. */
export function csvColumns({columns}: CsvTable): {raw: RawColumns; reasons: Record<string, string>} {
  const raw: RawColumns = new Map();
  const reasons: Record<string, string> = {};
  for (const {name, unit, values, kind} of columns) {
    raw.set(name, {unit, values});
    if (kind === "text") reasons[name] = "text";
  }
  return {raw, reasons};
}

/** The columns of numbers that a reader of tables lets users choose channels for. */
export function tableColumns({bytes}: Pick<LogFile, "bytes">): LoggedColumn[] {
  return readCsvTable(bytes)
    .columns.filter(({kind}) => kind !== "text" && kind !== "empty")
    .map(({name, unit, values}) => ({name, unit, values: () => values}));
}

/** Values of a column that a format must have. @throws LogFileError when it is not there */
export function needed(table: CsvTable, name: string): Float64Array {
  const found = table.columns.find((c) => c.name === name);
  if (!found || found.kind === "empty") throw new LogFileError("missing or empty", `column ${name}`);
  return found.values;
}

/** The first text in a column; a number as text; "" where it has none. */
export function firstText(table: CsvTable, name: string): string {
  const column = table.columns.find((c) => c.name === name);
  const code = column?.words?.codes.find((c) => c > 0);
  if (column && code) return column.words!.words[code - 1];
  const value = column?.values.find((v) => Number.isFinite(v));
  return value === undefined ? "" : String(value);
}

/** A column with its texts replaced by numbers; NaN for those that `of` does not know. */
export function textValues({values, words}: CsvColumn, of: (word: string) => number): Float64Array {
  if (!words) return values;
  const known = words.words.map(of);
  return values.map((v, row) => (words.codes[row] > 0 ? known[words.codes[row] - 1] : v));
}

/**
 * Angles of the steering wheel, degrees and positive to the right, as −1 … 1: of the full lock when a user gives it
 * (`choices.steeringLockDeg`), else of the largest angle in the file, which `notes` says.
 */
export function steeringOf(degrees: Float64Array, lock: unknown, notes: string[]): Float64Array {
  let top = 0;
  for (const v of degrees) if (Math.abs(v) > top && Number.isFinite(v)) top = Math.abs(v);
  const known = typeof lock === "number" && lock > 0;
  const full = known ? lock : top;
  if (!known)
    notes.push(`steering: the full lock is not in the file; 1 is the largest angle in it, ${top.toFixed(1)}°`);
  return degrees.map((v) => (full > 0 ? v / full : v));
}
