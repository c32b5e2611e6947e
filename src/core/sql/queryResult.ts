import {DataType, type Table} from "../arrow.js";
import {plainText} from "./plainText.js";
import {resultUnit} from "./resultUnits.js";
import type {SqlViews} from "./views.js";

export type PlainType = "number" | "boolean" | "date" | "text";
export type PlainValue = number | boolean | string | null;

export interface ResultColumn {
  name: string;
  type: PlainType;
  /** "" where the name does not tell */
  unit: string;
}

export interface QueryResult {
  text: string;
  columns: ResultColumn[];
  rows: Record<string, PlainValue>[];
  ms: number;
}

export interface ResultOptions {
  text?: string;
  ms?: number;
  /** of the workspace: units of math channels */
  views?: SqlViews;
}

/**
 * An answer of DuckDB as plain rows. Decimals and large integers are numbers where a number holds them exactly, else text; dates, times,
 * intervals, lists and records are text that people read. Of columns of one name the last ones are numbered.
 */
export function plainResult(table: Table, {text = "", ms = 0, views}: ResultOptions = {}): QueryResult {
  const {fields} = table.schema;
  const names = distinct(fields.map(({name}) => name));
  const columns = fields.map(({type}, i) => ({
    name: names[i],
    type: plainType(type),
    unit: resultUnit(names[i], views),
  }));
  const vectors = fields.map((_, i) => table.getChildAt(i));
  const rows = Array.from({length: table.numRows}, (_, row) =>
    Object.fromEntries(fields.map(({type}, i) => [names[i], plainValue(vectors[i]?.get(row), type)])),
  );
  return {text, columns, rows, ms};
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} (${n})`;
  });
}

function plainType(type: DataType): PlainType {
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type)) return "number";
  if (DataType.isBool(type)) return "boolean";
  return DataType.isTimestamp(type) || DataType.isDate(type) ? "date" : "text";
}

function plainValue(value: unknown, type: DataType): PlainValue {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) return exact(plainText(value, type));
  if (typeof value === "bigint" && DataType.isInt(type)) return exact(String(value));
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return plainText(value, type);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  return plainText(value, type);
}

/** A number where it has so few digits that a number holds them. */
function exact(text: string): number | string {
  return text.replace(/^-|\./g, "").replace(/^0+/, "").length <= 15 ? Number(text) : text;
}
