import {csvFormat} from "npm:d3";
import {html} from "npm:htl";
import type {QueryResult} from "../../core/sql/queryResult.js";
import {bytes} from "../ui/format.js";

/** An answer as CSV with header; null as an empty field. */
export function toCsv({columns, rows}: Pick<QueryResult, "columns" | "rows">): string {
  return csvFormat(
    rows,
    columns.map(({name}) => name),
  );
}

/** A link that saves the answer as a file. */
export function csvLink(result: QueryResult): HTMLElement {
  const blob = new Blob([toCsv(result)], {type: "text/csv"});
  return html`<a class="lb-button" href=${URL.createObjectURL(blob)} download="lapbook.csv">Save as CSV, ${bytes(blob.size)}</a>`;
}
