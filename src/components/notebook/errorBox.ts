import {html} from "npm:htl";
import type {CellError} from "./cellError.js";

/** An error in its place: the message, the line of the cell and of the file, and how to mend it. */
export function errorBox({message, line, mend}: CellError, firstLine?: number): HTMLElement {
  const inFile = firstLine === undefined || line === undefined ? "" : ` (line ${firstLine + line - 1} of the file)`;
  const where = line === undefined ? "" : `Line ${line}${inFile}: `;
  return html<HTMLElement>`<div class="lb-error lb-cell-error" role="alert">
    <pre><strong>${where}</strong>${message}</pre>
    ${mend ? html`<p>${mend}</p>` : ""}
  </div>`;
}
