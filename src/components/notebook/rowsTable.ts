import type {QueryResult, ResultColumn} from "../../core/sql/queryResult.js";
import {resultUnit} from "../../core/sql/resultUnits.js";
import {type ColumnLook, resultTable} from "../sql/resultTable.js";
import {CellError} from "./cellError.js";
import {unknownName} from "./unknownName.js";

export interface RowsTableOptions {
  /** names of the columns, or by name their heads */
  columns?: readonly string[] | Readonly<Record<string, string>>;
  /** by column, how a value is written: a function of the value and its row that returns a text or an element */
  format?: Readonly<Record<string, NonNullable<ColumnLook["cell"]>>>;
}

/** Rows of plain objects as a table with units in its heads; of values that are no text or number, what they are as text. */
export function rowsTable(rows: readonly object[], {columns, format = {}}: RowsTableOptions = {}): HTMLElement {
  if (!Array.isArray(rows))
    throw new CellError("table takes an array of rows", undefined, "Write table(laps), or table(await sql`…`).");
  const isList = (given: unknown): given is readonly string[] => Array.isArray(given);
  const heads = columns === undefined || isList(columns) ? {} : columns;
  const asked = columns === undefined ? undefined : isList(columns) ? columns : Object.keys(columns);
  const present = new Set(rows.flatMap((row) => Object.keys(row)));
  const names = asked ?? [...present];
  const missing = rows.length > 0 && asked?.find((name) => !present.has(name) && !format[name]);
  if (missing) throw unknownName("column", missing, present, `The rows have ${[...present].slice(0, 12).join(", ")}.`);
  const all = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  );
  const looks = Object.fromEntries(
    names.map((name) => [name, {label: (heads as Record<string, string>)[name], cell: format[name]}]),
  );
  return resultTable({columns: names.map((name) => columnOf(name, all)), rows: all}, looks);
}

/** Whether a value is shown as a table: rows that all are plain objects. */
export function isRows(value: unknown): value is object[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

function isPlainObject(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

type Row = QueryResult["rows"][number];

function columnOf(name: string, rows: readonly Row[]): ResultColumn {
  const isNumber =
    rows.some((row) => typeof row[name] === "number") &&
    rows.every(({[name]: value}) => value === null || typeof value === "number");
  return {name, type: isNumber ? "number" : "text", unit: resultUnit(name)};
}

function plainValue(value: unknown): Row[string] {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : String(value);
}
