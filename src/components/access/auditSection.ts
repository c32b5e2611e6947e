import {html} from "npm:htl";
import {dataTable} from "../ui/dataTable.js";
import {counted, when} from "../ui/format.js";
import type {AuditAnswer} from "./accessClient.js";

/** Who did what, the newest first. For admins. */
export function auditSection({items, total, broken}: AuditAnswer): HTMLElement {
  const table = dataTable(items, {
    label: "who did what",
    tall: true,
    search: ({who, did, from}) => `${who} ${did} ${from}`,
    columns: [
      {label: "When", value: ({n}) => n, cell: ({at}) => when(at)},
      {label: "Who", value: ({who}) => who},
      {label: "Did", value: ({did}) => did},
      {label: "From", value: ({from}) => from},
      {
        label: "Answer",
        number: true,
        value: ({status}) => status,
        cell: ({status}) => (status === undefined ? "" : String(status)),
      },
    ],
  });
  const faults = broken.map(({row, why}) => html`<li>line ${row}: ${why}</li>`);
  return html<HTMLElement>`<section><h2>Who did what</h2>
    ${faults.length > 0 ? html`<div class="lb-error" role="alert"><strong>This log was changed.</strong><ul>${faults}</ul></div>` : ""}
    ${items.length > 0 ? table : html`<p class="lb-muted">Nothing was changed with a key yet.</p>`}
    ${total > items.length ? html`<p class="lb-muted">The newest ${items.length} of ${counted(total, "line")}; <code>lapbook audit</code> shows all.</p>` : ""}</section>`;
}
