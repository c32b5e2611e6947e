import {DataType, type Table} from "npm:apache-arrow";

export type PlainType = "number" | "boolean" | "date" | "text";
export type PlainValue = number | boolean | Date | string | null;

export interface QueryResult {
  text: string;
  columns: {name: string; type: PlainType}[];
  rows: Record<string, PlainValue>[];
  ms: number;
}

/** An answer of DuckDB as plain rows: integers too large for a number become text, lists and structs JSON. */
export function plainResult(table: Table, {text = "", ms = 0}: {text?: string; ms?: number} = {}): QueryResult {
  const {fields} = table.schema;
  const columns = fields.map(({name, type}) => ({name, type: plainType(type)}));
  const vectors = fields.map((_, i) => table.getChildAt(i));
  const rows = Array.from({length: table.numRows}, (_, row) =>
    Object.fromEntries(fields.map(({name, type}, i) => [name, plainValue(vectors[i]?.get(row), type)])),
  );
  return {text, columns, rows, ms};
}

function plainType(type: DataType): PlainType {
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type)) return "number";
  if (DataType.isBool(type)) return "boolean";
  return DataType.isTimestamp(type) || DataType.isDate(type) ? "date" : "text";
}

function plainValue(value: unknown, type: DataType): PlainValue {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) return decimal(value as Uint32Array, type.scale);
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return new Date(Number(value));
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  return JSON.stringify(value, (_, v) => (typeof v === "bigint" ? Number(v) : v));
}

/** Arrow's decimal: little-endian 32-bit words of a two's complement integer, and the number of decimal places. */
function decimal(words: Uint32Array, scale: number): number {
  let integer = 0n;
  for (let i = words.length - 1; i >= 0; i--) integer = (integer << 32n) | BigInt(words[i]);
  return Number(BigInt.asIntN(32 * words.length, integer)) / 10 ** scale;
}

/** DuckDB's message, with the position in the query once (syntax errors repeat it). */
export function duckError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [head, ...places] = message.split(/\n+(?=LINE \d+:)/);
  return [head.trimEnd(), ...new Set(places.map((place) => place.trimEnd()))].join("\n\n");
}
