import type {PlainValue, QueryResult, ResultColumn} from "../../core/sql/queryResult.js";
import {type Column, type DataTable, dataTable} from "../ui/dataTable.js";
import {withUnit} from "../ui/format.js";

type Row = QueryResult["rows"][number];

/** Rows that are listed at once; sorting and CSV have all. */
const LISTED = 500;
const MOST_DECIMALS = 3;

/** How a column is written where its name and its unit would not do; it is sorted by its values all the same. */
export interface ColumnLook {
  /** its head */
  label?: string;
  cell?: (value: PlainValue, row: Row) => Node | string;
}

/** An answer as a table: units in the heads, a column's numbers with the same decimals. */
export function resultTable(
  {columns, rows}: Pick<QueryResult, "columns" | "rows">,
  looks: Readonly<Record<string, ColumnLook>> = {},
): DataTable<Row> {
  return dataTable(rows, {
    label: "answer",
    columns: columns.map((column) => columnOf(column, rows, looks[column.name])),
    tall: true,
    most: LISTED,
    nothing: "No rows.",
  });
}

function columnOf({name, type, unit}: ResultColumn, rows: readonly Row[], {label, cell}: ColumnLook = {}): Column<Row> {
  const decimals = type === "number" ? decimalsOf(rows, name) : 0;
  const text = (value: PlainValue) => {
    if (value === null) return "—";
    return typeof value === "number"
      ? value
          .toFixed(decimals)
          .replace(/^-(?=[0.]*$)/, "")
          .replace("-", "−")
      : String(value);
  };
  return {
    key: name,
    // what is written in another way has its unit with it
    label: label ?? withUnit(name, cell ? "" : unit),
    number: type === "number",
    value: (row) => row[name],
    cell: (row) => (cell ? cell(row[name], row) : text(row[name])),
  };
}

/** Decimals that the values of a column have, three at most. */
function decimalsOf(rows: readonly Row[], name: string): number {
  let most = 0;
  for (const {[name]: value} of rows) {
    if (typeof value !== "number" || Number.isInteger(value)) continue;
    while (most < MOST_DECIMALS && Math.abs(value * 10 ** most - Math.round(value * 10 ** most)) > 1e-9) most++;
    if (most === MOST_DECIMALS) break;
  }
  return most;
}
