import {html} from "npm:htl";
import type {MathColumns} from "../../core/sql/mathColumns.js";
import type {ViewColumn} from "../../core/sql/viewColumn.js";
import type {SqlView, ViewName} from "../../core/sql/views.js";
import {type Column, dataTable} from "../ui/dataTable.js";

const COLUMNS: Column<ViewColumn>[] = [
  {label: "Column", value: ({name}) => name, cell: ({name}) => html`<code>${name}</code>`},
  {label: "Unit", cell: ({unit}) => unit},
  {label: "Meaning", className: "lb-wide", value: ({meaning}) => meaning},
];

/** The tables that SQL sees, each with its columns, and the math channels that are none. */
export function schemaTables({views, leftOut}: Pick<MathColumns, "views" | "leftOut">): HTMLElement {
  const refused = leftOut.map(({name, because}) => html`<li>${name}: ${because}</li>`);
  return html`<div>${Object.entries(views).map(([name, view]) => schemaTable(name as ViewName, view))}
    ${refused.length ? html`<p class="lb-muted">Math channels that are no columns:</p><ul class="lb-muted">${refused}</ul>` : ""}</div>`;
}

function schemaTable(name: ViewName, {rows, columns}: SqlView): HTMLElement {
  const details = html<HTMLDetailsElement>`<details class="lb-schema"><summary><code>${name}</code> <span class="lb-muted">${rows}; ${columns.length} columns</span></summary></details>`;
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
