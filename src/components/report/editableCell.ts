import {html} from "npm:htl";
import {cellOfText, cellText} from "../../core/report/cellText.js";
import type {ReportCell} from "../../core/report/reportSpec.js";
import {make} from "../ui/canvas.js";
import {errorState} from "../ui/states.js";

export interface EditableOptions {
  draw: (cell: ReportCell) => HTMLElement;
  /** names of the views that can be drawn */
  views: readonly string[];
}

/** A cell of a report that can be changed and run in the page; the file stays as it is. */
export function editableCell(cell: ReportCell, {draw, views}: EditableOptions): HTMLElement {
  const isText = cell.kind === "text";
  const own = cellText(cell);
  const shown = make("div", "");
  const failed = html<HTMLElement>`<div></div>`;
  const open = html<HTMLButtonElement>`<button type="button" class="lb-button lb-quiet" onclick=${edit}>${isText ? "Edit these words" : "Edit this view"}</button>`;
  const foot = html<HTMLElement>`<div class="lb-cell-edit lb-screen">${open}</div>`;
  let text = own;

  function edit(): void {
    const field = html<HTMLTextAreaElement>`<textarea class="lb-input" rows=${Math.max(2, text.split("\n").length)} spellcheck=${isText} aria-label=${isText ? "words in Markdown" : "options of this view"}></textarea>`;
    field.value = text;
    const run = () => {
      failed.replaceChildren();
      try {
        shown.replaceChildren(draw(cellOfText(field.value, cell.kind, views)));
        text = field.value;
      } catch (error) {
        failed.replaceChildren(errorState(error));
      }
    };
    const reset = () => {
      field.value = own;
      run();
    };
    const close = () => {
      open.textContent = text === own ? open.dataset.label! : `${open.dataset.label} (changed)`;
      foot.replaceChildren(open);
      open.focus();
    };
    open.dataset.label ??= open.textContent!;
    const form = html<HTMLFormElement>`<form>${field}<div class="lb-bar">
      <button type="submit" class="lb-button lb-primary" title="Ctrl+Enter">Run</button>
      <button type="button" class="lb-button" onclick=${reset}>Reset</button>
      <button type="button" class="lb-button" onclick=${close}>Close</button>
      <span class="lb-muted">Only here: nothing is saved in this file.</span></div>${failed}</form>`;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    form.addEventListener("keydown", (event) => {
      // keys of charts do not work in a text
      event.stopPropagation();
      if (event.key === "Escape") close();
      else if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      else run();
      event.preventDefault();
    });
    foot.replaceChildren(form);
    field.focus();
  }

  shown.append(draw(cell));
  return make("div", "lb-report-cell", shown, foot);
}
