import {html} from "npm:htl";
import {type ApiAsked, callApi} from "./api/callApi.js";
import {ServerRefusal} from "./askServer.js";
import type {EditHistory} from "./editHistory.js";
import {inTextField} from "./mount.js";
import {saveFile} from "./saveFile.js";

export interface SavedEditsOptions<T> {
  history: EditHistory<readonly T[]>;
  /** the operation that takes the file */
  address: "PUT /math-channels" | "PUT /alert-rules";
  fileName: string;
  /** a whole file of a list */
  fileOf: (list: readonly T[]) => ApiAsked<SavedEditsOptions<T>["address"]>["body"];
  /** whether a server takes the file; a published copy offers it as a download */
  writable: boolean;
  /** the list with what is being typed */
  draft: () => readonly T[];
  /** called after an undo or redo with the index of the first entry that it changed; −1: none of those that are there */
  onTravel: (changed: number) => void;
  /** called with what was saved elsewhere, to be taken as a step */
  onLoad: (list: readonly T[]) => void;
  /** reads the list that is there now */
  reload?: () => Promise<readonly T[]>;
  /** replaced in tests */
  ask?: typeof callApi;
  save?: typeof saveFile;
}

export interface SavedEdits {
  undo: HTMLElement;
  redo: HTMLElement;
  /** "Save", of a published copy "Download the file" */
  send: HTMLElement;
  status: HTMLElement;
  /** writes what can be done and what was */
  show(): void;
  /** something is edited: what became of the last request is over */
  edited(): void;
  /** Ctrl+Z and Ctrl+Y below an element, and a question before the page with unsaved edits is left */
  keep(root: HTMLElement): void;
}

/** Undo, redo and saving of a small file of the user's. A save over another one's is refused by the server; the user chooses which counts. */
export function savedEdits<T>(options: SavedEditsOptions<T>): SavedEdits {
  const {history, address, fileName, fileOf, writable, draft, reload, ask = callApi, save = saveFile} = options;
  let saved = history.now;
  let isSaving = false;
  /** what became of the last request, until the next edit */
  let notice: Node | null = null;
  const button = (text: string, press: () => void, kind = "") =>
    html<HTMLButtonElement>`<button type="button" class=${`lb-button ${kind}`} onclick=${press}>${text}</button>`;
  const undo = button("Undo", () => travel("undo"));
  const redo = button("Redo", () => travel("redo"));
  const send = writable
    ? button("Save", () => void store(), "lb-primary")
    : button("Download the file", () => save({name: fileName, content: asFile()}), "lb-primary");
  const status = html<HTMLElement>`<span class="lb-muted" aria-live="polite"></span>`;

  function travel(way: "undo" | "redo"): void {
    const before = history.now;
    history[way]();
    notice = null;
    options.onTravel(history.now.findIndex((one, i) => one !== before[i]));
  }

  /** Saves, where `over` is set also over what was saved elsewhere since. What is edited meanwhile is still unsaved after it. */
  async function store({over = false} = {}): Promise<void> {
    if (isSaving) return;
    const sent = history.now;
    isSaving = true;
    notice = null;
    show();
    try {
      await ask(address, {body: {...fileOf(sent), ...(over ? {over} : {before: saved})}} as ApiAsked<typeof address>);
      saved = sent;
    } catch (error) {
      const isConflict = !over && error instanceof ServerRefusal && error.status === 409;
      const choices = [
        button("Save anyway", () => void store({over: true})),
        reload ? button("Load theirs", () => void load(reload)) : null,
      ];
      notice = html`${failure(error)} ${isConflict ? choices : null}`;
    } finally {
      isSaving = false;
      show();
    }
  }
  /** Takes what was saved elsewhere, as a step: Undo brings one's own edits back. */
  async function load(read: () => Promise<readonly T[]>): Promise<void> {
    try {
      saved = await read();
      options.onLoad(saved);
      notice = html`<span>loaded; Undo brings your edits back</span>`;
    } catch (error) {
      notice = failure(error);
    }
    show();
  }
  function asFile(): Blob {
    return new Blob([`${JSON.stringify(fileOf(history.now), null, 2)}\n`], {type: "application/json"});
  }
  function show(): void {
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
    const isChanged = saved !== history.now;
    if (writable) send.disabled = isSaving || !isChanged;
    const state = isChanged ? (writable ? "changed, not saved" : "changed: the file can be downloaded") : "";
    status.replaceChildren(isSaving ? "saving…" : (notice ?? state));
  }

  return {
    ...{undo, redo, send, status, show},
    edited() {
      notice = null;
    },
    keep(root) {
      root.addEventListener("keydown", (event) => {
        const key = event.key.toLowerCase();
        // text fields have an undo of their own
        if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y") || inTextField(event)) return;
        event.preventDefault();
        travel(key === "y" || event.shiftKey ? "redo" : "undo");
      });
      addEventListener("beforeunload", (event) => {
        if (root.isConnected && writable && JSON.stringify(draft()) !== JSON.stringify(saved)) event.preventDefault();
      });
    },
  };
}

function failure(error: unknown): HTMLElement {
  return html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`;
}
