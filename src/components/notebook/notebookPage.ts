import {html} from "npm:htl";
import {notebookTitle} from "../../core/notebook/notebookFile.js";
import {fetchNotebook, fetchNotebookIndex, readParams} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {loadMarkdown} from "../ui/markdownParser.js";
import {setPageTitle} from "../ui/pageTitle.js";
import {errorState} from "../ui/states.js";
import {notebookBuiltins} from "./builtins.js";
import type {NotebookHost} from "./notebookHost.js";
import {showInMenu} from "./notebookMenu.js";
import {type NotebookView, notebookView} from "./notebookView.js";
import {runGuard} from "./runGuard.js";
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
  host: Omit<NotebookHost, "progress" | "onFiles">;
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
  const [text, {writable}] = await Promise.all([fetchNotebook(name), fetchNotebookIndex(), loadMarkdown()]);
  const status = make("p", "lb-notebook-status");
  status.setAttribute("role", "status");
  const progress = (message: string) => {
    status.textContent = message;
  };
  const followers = new Set<() => void>();
  const onFiles = (changed: () => void) => {
    followers.add(changed);
    return () => void followers.delete(changed);
  };
  const guard = runGuard(name, {storage: sessionStorage});
  const stopped = make("div");
  // a notebook that empties the page, or of somebody else, can be read and changed first
  let isHeld = readParams().run === "no";
  const view: NotebookView = notebookView(text, {
    begins(next) {
      const may = !isHeld && guard.begin(next);
      const again = () => {
        if (!isHeld) guard.allow();
        isHeld = false;
        view.setText(next);
      };
      stopped.replaceChildren(...(may ? [] : [isHeld ? heldNotice(again) : hungNotice(again)]));
      return may;
    },
    builtins: (root) => notebookBuiltins({...host, progress, onFiles}, root),
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
        if ([...changed].some((one) => one.startsWith("file:"))) for (const follow of followers) follow();
        showInMenu(await fetchNotebookIndex());
      })
    : () => {};
  void invalidation.then(() => {
    stopWatching();
    guard.stop();
    view.stop();
  });
  return html<HTMLElement>`<div class="lb-notebook-page">${more?.element ?? ""}${problem}${stopped}${view.element}${status}</div>`;
}

/** Says that nothing runs since the address says so, and runs it. */
function heldNotice(run: () => void): HTMLElement {
  return html<HTMLElement>`<p class="lb-error" role="status"><strong>Not run.</strong> Its address says run=no: read its text under Edit, then <button type="button" class="lb-button" onclick=${run}>Run it</button></p>`;
}

/** Says why nothing runs, and runs it all the same. */
function hungNotice(run: () => void): HTMLElement {
  return html<HTMLElement>`<p class="lb-error" role="alert"><strong>Not run.</strong> This tab ended while the notebook ran: a cell may repeat for ever. Change its text, or <button type="button" class="lb-button" onclick=${run}>Run it again</button></p>`;
}
