import {
  Bool,
  type DataType,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Table,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
  Utf8,
  type Vector,
  vectorFromArray,
} from "../arrow.js";

/** Types of a view's columns, as SQL names them. */
export type SqlType = keyof typeof ARROW_OF;

/** A column of a view. */
export interface ViewColumn {
  name: string;
  type: SqlType;
  /** "" for names, counts and flags */
  unit: string;
  meaning: string;
}

const ARROW_OF = {
  VARCHAR: new Utf8(),
  BOOLEAN: new Bool(),
  UTINYINT: new Uint8(),
  USMALLINT: new Uint16(),
  UINTEGER: new Uint32(),
  INTEGER: new Int32(),
  FLOAT: new Float32(),
  DOUBLE: new Float64(),
  TINYINT: new Int8(),
  SMALLINT: new Int16(),
} satisfies Record<string, DataType>;

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
    vectors[name] = vectorFromArray(
      rows.map((row) => known(row[name])),
      ARROW_OF[type],
    );
  return tableToIPC(new Table(vectors), "stream");
}

function known(value: ViewValue): string | number | boolean | null {
  return value === undefined || (typeof value === "number" && !Number.isFinite(value)) ? null : value;
}
