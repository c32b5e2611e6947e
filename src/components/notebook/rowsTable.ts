import type {QueryResult, ResultColumn} from "../../core/sql/queryResult.js";
import {resultUnit} from "../../core/sql/resultUnits.js";
import {resultTable} from "../sql/resultTable.js";
import {CellError} from "./cellError.js";

/** Rows of plain objects as a table with units in its heads; of values that are no text or number, what they are as text. */
export function rowsTable(rows: readonly object[], {columns}: {columns?: readonly string[]} = {}): HTMLElement {
  if (!Array.isArray(rows))
    throw new CellError("table takes an array of rows", undefined, "Write table(laps), or table(await sql`…`).");
  const names = columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const plain = rows.map((row) => Object.fromEntries(names.map((name) => [name, plainValue((row as never)[name])])));
  return resultTable({columns: names.map((name) => columnOf(name, plain)), rows: plain});
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
