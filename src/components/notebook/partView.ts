import type {CellPart, MarkdownPart, NotebookPart} from "../../core/notebook/splitNotebook.js";
import {make} from "../ui/canvas.js";
import {heldRemote} from "../ui/heldRemote.js";
import {type CellElement, cellElement} from "./cellElement.js";
import {CellError} from "./cellError.js";
import {compileCell} from "./compileCell.js";
import {markdownText, placeExpressions} from "./markdownText.js";
import type {NotebookRuntime} from "./notebookRuntime.js";
import {sqlCellSource} from "./sqlCellSource.js";

/** A part of a notebook in the page. */
export interface PartView {
  part: NotebookPart;
  readonly element: HTMLElement;
  /** shows another text in its place; the same text goes on as it is, on other lines */
  update(part: NotebookPart): void;
  remove(): void;
}

/** What makes two parts the same: all but their place. */
export function partKey(part: NotebookPart): string {
  return part.type === "cell" ? JSON.stringify([part.language, part.options, part.source]) : part.text;
}

/** @param id of its cells in the runtime */
export function partView(runtime: NotebookRuntime, id: string, part: NotebookPart): PartView {
  return part.type === "cell" ? cellView(runtime, id, part) : markdownView(runtime, id, part);
}

function cellView(runtime: NotebookRuntime, id: string, first: CellPart): PartView {
  const cell = cellElement({firstLine: first.line});
  const source = make("pre", "");
  const code = make("div", "lb-code", source);
  const element = make("div", "lb-part", cell.element, code);
  let shown: string | undefined;
  const view: PartView = {
    part: first,
    element,
    update(next) {
      const part = next as CellPart;
      view.part = part;
      cell.firstLine = part.line;
      if (shown === partKey(part)) return;
      shown = partKey(part);
      source.textContent = part.source;
      // else the button at the foot of the page shows it
      code.className = part.options.echo === "true" ? "lb-cell-code" : "lb-code";
      runCell(runtime, id, () => sourceOf(part), cell);
    },
    remove: () => runtime.remove(id),
  };
  return view;
}

const sourceOf = ({language, source, options}: CellPart) =>
  language === "sql" ? sqlCellSource(source, options) : source;

/** Compiles a cell and runs it; what does not compile shows why, and gives no names. */
export function runCell(runtime: NotebookRuntime, id: string, source: () => string, cell: CellElement): void {
  cell.fault(null);
  try {
    runtime.define(id, compileCell(source(), id), cell);
  } catch (error) {
    runtime.remove(id);
    if (!(error instanceof CellError)) throw error;
    cell.fail(error);
  }
}

function markdownView(runtime: NotebookRuntime, id: string, first: MarkdownPart): PartView {
  const element = make("div", "lb-part lb-markdown");
  let ids: string[] = [];
  let cells: {cell: CellElement; line: number}[] = [];
  let shown: string | undefined;
  const removeCells = () => {
    for (const one of ids) runtime.remove(one);
    [ids, cells] = [[], []];
  };
  const view: PartView = {
    part: first,
    element,
    update(next) {
      const part = next as MarkdownPart;
      view.part = part;
      for (const {cell, line} of cells) cell.firstLine = part.line + line;
      if (shown === part.text) return;
      shown = part.text;
      removeCells();
      const {html, expressions} = markdownText(part.text);
      element.replaceChildren(heldRemote(html));
      placeExpressions(element, expressions, ({source, line}) => {
        const cell = cellElement({inline: true, firstLine: part.line + line - 1});
        const own = `${id}-${ids.length}`;
        ids.push(own);
        cells.push({cell, line: line - 1});
        runCell(runtime, own, () => source, cell);
        return cell.element;
      });
    },
    remove: removeCells,
  };
  return view;
}
