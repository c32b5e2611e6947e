import {html} from "npm:htl";
import type {CellError} from "./cellError.js";

/**
 * An error in its place: the line, the message, and how to mend it. With the number of the cell's first line, lines are those of the file, as
 * editors count them. An editor finds it by `data-problem`, `data-mend` and `data-line`.
 */
export function errorBox({message, line, mend}: CellError, firstLine?: number): HTMLElement {
  const where = line === undefined ? "" : `Line ${(firstLine ?? 1) + line - 1}: `;
  const at = lineInFile(line, firstLine);
  return html<HTMLElement>`<div class="lb-error lb-cell-error" role="alert" data-problem=${message} data-mend=${mend} data-line=${at}>
    <pre><strong>${where}</strong>${message}</pre>
    ${mend ? html`<p>${mend}</p>` : ""}
  </div>`;
}

/** An error within a line of text. */
export function errorWords({message, line, mend}: CellError, firstLine?: number): HTMLElement {
  const where = line === undefined ? "" : `line ${(firstLine ?? 1) + line - 1}: `;
  const at = lineInFile(line, firstLine);
  return html<HTMLElement>`<span class="lb-error-words" role="alert" data-problem=${message} data-mend=${mend} data-line=${at}>${where}${message}${mend ? `. ${mend}` : ""}</span>`;
}

/** null: not known, and htl leaves the attribute out */
const lineInFile = (line = 1, firstLine?: number) => (firstLine === undefined ? null : firstLine + line - 1);
