import {Inspector} from "npm:@observablehq/inspector";
import {make} from "../ui/canvas.js";
import {CellError} from "./cellError.js";
import {errorBox, errorWords} from "./errorBox.js";
import {nameControls} from "./nameControls.js";
import type {CellSlot} from "./notebookRuntime.js";
import {isRows, rowsTable} from "./rowsTable.js";

/** A place in the page where a cell shows its values: of a block below each other, of a placeholder in the text. */
export interface CellElement extends CellSlot {
  readonly element: HTMLElement;
  /** number of the cell's first line in the file, for errors; undefined for a cell that is in no file */
  firstLine: number | undefined;
}

/** Makes the element of a cell. Until a run shows something, it keeps the height it had: the page does not jump. */
export function cellElement({inline = false, firstLine}: {inline?: boolean; firstLine?: number} = {}): CellElement {
  const content = make(inline ? "span" : "div", "lb-cell-content");
  const faults = make(inline ? "span" : "div", "lb-cell-faults");
  const element = make(inline ? "span" : "div", inline ? "lb-placeholder" : "lb-cell", content, faults);
  const append = inline ? appendInline : appendBlock;
  const failed = inline ? errorWords : errorBox;
  const release = () => element.style.removeProperty("min-height");
  let error: CellError | null = null;
  let fault: CellError | null = null;
  const showError = () => error && content.replaceChildren(failed(error, firstLine));
  const showFault = () => faults.replaceChildren(...(fault ? [failed(fault, firstLine)] : []));
  const cell: CellElement = {
    element,
    get firstLine() {
      return firstLine;
    },
    set firstLine(line) {
      if (firstLine === line) return;
      firstLine = line;
      showError();
      showFault();
    },
    pending() {
      element.setAttribute("aria-busy", "true");
    },
    clear() {
      if (!inline && element.offsetHeight) element.style.minHeight = `${element.offsetHeight}px`;
      error = null;
      content.replaceChildren();
    },
    show(value) {
      if (isChanging(value))
        throw new CellError(
          "a value that changes is shown by the cells that use it",
          undefined,
          "Name it, const now = live(…), and use now in another cell.",
        );
      append(content, value);
    },
    fail(reason) {
      error = reason;
      showError();
      cell.done();
    },
    fault(reason) {
      fault = reason;
      showFault();
    },
    done() {
      element.removeAttribute("aria-busy");
      // what draws when it knows its width has not drawn yet
      requestAnimationFrame(() => requestAnimationFrame(release));
    },
  };
  return cell;
}

function appendBlock(parent: HTMLElement, value: unknown): void {
  if (value instanceof Node) {
    parent.append(value);
    if (value instanceof Element) nameControls(value);
  } else if (isRows(value)) parent.append(rowsTable(value));
  else {
    const box = make("div", "lb-cell-value");
    new Inspector(box).fulfilled(value);
    parent.append(box);
  }
}

function appendInline(parent: HTMLElement, value: unknown): void {
  if (value === null || value === undefined) return;
  const parts =
    typeof value !== "string" && typeof (value as Iterable<unknown>)[Symbol.iterator] === "function"
      ? [...(value as Iterable<unknown>)]
      : [value];
  for (const part of parts) parent.append(part instanceof Node ? part : String(part));
}

/** Whether a value is a generator: `live(…)`, `Mutable(…)`, `Generators.observe(…)`. */
function isChanging(value: unknown): boolean {
  const {next, return: end} = (value ?? {}) as {next?: unknown; return?: unknown};
  return typeof next === "function" && typeof end === "function" && !(value instanceof Node);
}
