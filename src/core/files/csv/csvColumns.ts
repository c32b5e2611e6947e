import type {FileColumn, RawColumns} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import type {LogFile} from "../reader.js";
import {type CsvTable, csvHead, readCsvTable} from "./csvTable.js";

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

/** A table's columns of numbers, for which users may choose channels. */
export function tableColumns({bytes}: Pick<LogFile, "bytes">): FileColumn[] {
  return readCsvTable(bytes)
    .columns.filter(({kind}) => kind !== "text" && kind !== "empty")
    .map(({name, unit, values}) => ({name, unit, values: () => values}));
}

/** Whether the first bytes are of a table that has all these columns. */
export function hasColumns(head: Uint8Array, names: readonly string[]): boolean {
  const found = csvHead(head)?.names ?? [];
  return names.every((name) => found.includes(name));
}

/** Values of a column that a format requires. @throws LogFileError when it is missing or empty */
export function requiredValues(table: CsvTable, name: string): Float64Array {
  const found = table.columns.find((c) => c.name === name);
  if (!found || found.kind === "empty") throw new LogFileError("missing or empty", `column ${name}`);
  return found.values;
}

/** The first text in a column, else its first number as text; "" for none. */
export function firstText(table: CsvTable, name: string): string {
  const column = table.columns.find((c) => c.name === name);
  const code = column?.words?.codes.find((c) => c > 0);
  if (column && code) return column.words!.words[code - 1];
  const value = column?.values.find((v) => Number.isFinite(v));
  return value === undefined ? "" : String(value);
}
