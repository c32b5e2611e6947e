import type {PlainValue, QueryResult} from "../../src/core/sql/queryResult.js";
import {alignedColumns} from "./alignedColumns.js";
import {withMinus} from "./numberText.js";

/** An answer of SQL as lines: names, units where names tell them, rows. */
export function describeAnswer({columns, rows}: Pick<QueryResult, "columns" | "rows">): string {
  if (columns.length === 0) return "done";
  const heads = [columns.map(({name}) => name), columns.map(({unit}) => unit)].slice(
    0,
    columns.some(({unit}) => unit) ? 2 : 1,
  );
  const table = [...heads, ...rows.map((row) => columns.map(({name}) => text(row[name])))];
  const lastLeft = columns[columns.length - 1].type !== "number";
  return [...alignedColumns(table, {lastLeft}), "", rows.length === 1 ? "1 row" : `${rows.length} rows`].join("\n");
}

function text(value: PlainValue): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return withMinus(String(Number.isInteger(value) ? value : Number(value.toFixed(6))));
}
