import {html} from "npm:htl";
import {notebookTitle} from "../../core/notebook/notebookFile.js";
import {fetchNotebook, fetchNotebookIndex} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {setPageTitle} from "../ui/pageTitle.js";
import {errorState} from "../ui/states.js";
import {notebookBuiltins} from "./builtins.js";
import type {NotebookHost} from "./notebookHost.js";
import {showInMenu} from "./notebookMenu.js";
import {type NotebookView, notebookView} from "./notebookView.js";
import {watchNotebooks} from "./watchNotebooks.js";

/** A notebook that is open in the page. */
export interface OpenNotebook {
  name: string;
  /** as the file has it */
  text: string;
  /** whether this Lapbook can write it */
  writable: boolean;
  view: NotebookView;
}

export interface NotebookPageOptions {
  host: Omit<NotebookHost, "progress">;
  /** ends with the page's cell */
  invalidation: Promise<unknown>;
  /** an editor or other tools, placed above the notebook; told of each text that the file has, which they may refuse to show */
  tools?: (open: OpenNotebook) => {element: HTMLElement; changed?: (text: string) => boolean};
}

/** Opens a notebook by its name: runs it, and follows its file. */
export async function notebookPage(
  name: string,
  {host, invalidation, tools}: NotebookPageOptions,
): Promise<HTMLElement> {
  const [text, {writable}] = await Promise.all([fetchNotebook(name), fetchNotebookIndex()]);
  const status = make("p", "lb-notebook-status");
  status.setAttribute("role", "status");
  const progress = (message: string) => {
    status.textContent = message;
  };
  const view = notebookView(text, {
    builtins: (root) => notebookBuiltins({...host, progress}, root),
    inputValues: host.Generators.input,
  });
  const open: OpenNotebook = {name, text, writable, view};
  const more = tools?.(open);
  setPageTitle("Notebook", notebookTitle(text, name));
  const problem = make("div");

  async function readAgain(): Promise<void> {
    try {
      const next = await fetchNotebook(name);
      problem.replaceChildren();
      if (next === open.text) return;
      open.text = next;
      if (more?.changed?.(next) ?? true) view.setText(next);
      setPageTitle("Notebook", notebookTitle(next, name));
    } catch (error) {
      problem.replaceChildren(errorState(error));
    }
  }
  const stopWatching = writable
    ? watchNotebooks(async (changed) => {
        if (changed.has(name)) await readAgain();
        showInMenu(await fetchNotebookIndex());
      })
    : () => {};
  void invalidation.then(() => {
    stopWatching();
    view.stop();
  });
  return html<HTMLElement>`<div class="lb-notebook-page">${more?.element ?? ""}${problem}${view.element}${status}</div>`;
}
