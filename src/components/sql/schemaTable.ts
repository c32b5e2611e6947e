import {html} from "npm:htl";
import type {ViewColumn} from "../../core/sql/viewColumn.js";
import {type SqlView, VIEWS, type ViewName} from "../../core/sql/views.js";
import {type Column, dataTable} from "../ui/dataTable.js";

const COLUMNS: Column<ViewColumn>[] = [
  {label: "Column", value: ({name}) => name, cell: ({name}) => html`<code>${name}</code>`},
  {label: "Unit", cell: ({unit}) => unit},
  {label: "Meaning", className: "lb-wide", value: ({meaning}) => meaning},
];

/** The tables that SQL sees, each with its columns. */
export function schemaTables(): HTMLElement {
  return html`<div>${Object.entries(VIEWS).map(([name, view]) => schemaTable(name as ViewName, view))}</div>`;
}

function schemaTable(name: ViewName, {rows, columns}: SqlView): HTMLElement {
  const details = html<HTMLDetailsElement>`<details><summary><code>${name}</code> <span class="lb-muted">${rows}; ${columns.length} columns</span></summary></details>`;
  // samples and traces have two hundred columns: drawn when they are looked at
  details.addEventListener(
    "toggle",
    () =>
      details.append(
        dataTable(columns, {
          columns: COLUMNS,
          label: `columns of ${name}`,
          search: (column) => `${column.name} ${column.unit} ${column.meaning}`,
          tall: true,
        }),
      ),
    {once: true},
  );
  return details;
}
