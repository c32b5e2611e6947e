import {nullableVector} from "../archive/nullableVector.js";
import {ARROW_TYPES} from "../archive/samples.js";
import {Bool, type DataType, Table, tableToIPC, Utf8, type Vector} from "../arrow.js";
import type {ChannelType} from "../channels/catalogue.js";

/** Types of numbers, as SQL names them. */
export const SQL_TYPES = {
  int8: "TINYINT",
  uint8: "UTINYINT",
  int16: "SMALLINT",
  uint16: "USMALLINT",
  int32: "INTEGER",
  uint32: "UINTEGER",
  float32: "FLOAT",
  float64: "DOUBLE",
} as const satisfies Record<ChannelType, string>;

/** Types of a view's columns, as SQL names them. */
export type SqlType = (typeof SQL_TYPES)[ChannelType] | "VARCHAR" | "BOOLEAN";

/** A column of a view. */
export interface ViewColumn {
  name: string;
  type: SqlType;
  /** "" for names, counts and flags */
  unit: string;
  meaning: string;
}

const ARROW_OF = Object.fromEntries([
  ["VARCHAR", new Utf8()],
  ["BOOLEAN", new Bool()],
  ...Object.entries(SQL_TYPES).map(([type, name]) => [name, ARROW_TYPES[type as ChannelType]]),
]) as Record<SqlType, DataType>;

/** The SQL name of the type of a column that the archive stores. */
export function sqlTypeOf(type: DataType): SqlType {
  return (Object.keys(ARROW_OF) as SqlType[]).find((name) => String(ARROW_OF[name]) === String(type))!;
}

/** A column's description, shortly. */
export function viewColumn(name: string, type: SqlType, unit: string, meaning: string): ViewColumn {
  return {name, type, unit, meaning};
}

/** A value of a row of a view; a number that is not finite is written as null. */
export type ViewValue = string | number | boolean | null | undefined;

/** Rows as an Arrow IPC stream of exactly these columns. The same rows give the same bytes. */
export function encodeViewRows(columns: readonly ViewColumn[], rows: readonly Record<string, ViewValue>[]): Uint8Array {
  const vectors: Record<string, Vector> = {};
  for (const {name, type} of columns)
    vectors[name] = nullableVector(
      rows.map((row) => known(row[name])),
      ARROW_OF[type],
    );
  return tableToIPC(new Table(vectors), "stream");
}

function known(value: ViewValue): string | number | boolean | null {
  return value === undefined || (typeof value === "number" && !Number.isFinite(value)) ? null : value;
}
