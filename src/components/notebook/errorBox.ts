import {html} from "npm:htl";
import type {CellError} from "./cellError.js";

/**
 * An error in its place: the line, the message, and how to mend it. With the number of the cell's first line, lines are those of the file, as
 * editors count them.
 */
export function errorBox({message, line, mend}: CellError, firstLine = 1): HTMLElement {
  const where = line === undefined ? "" : `Line ${firstLine + line - 1}: `;
  return html<HTMLElement>`<div class="lb-error lb-cell-error" role="alert">
    <pre><strong>${where}</strong>${message}</pre>
    ${mend ? html`<p>${mend}</p>` : ""}
  </div>`;
}

/** An error within a line of text. */
export function errorWords({message, line, mend}: CellError, firstLine = 1): HTMLElement {
  const where = line === undefined ? "" : `line ${firstLine + line - 1}: `;
  return html<HTMLElement>`<span class="lb-error-words" role="alert">${where}${message}${mend ? `. ${mend}` : ""}</span>`;
}
