import {callApi} from "../../ui/api/callApi.js";
import {fetchNotebook} from "../../ui/archive.js";
import {make, onceAFrame} from "../../ui/canvas.js";
import {saveFile} from "../../ui/saveFile.js";
import type {OpenNotebook} from "../notebookPage.js";
import {codeEditor} from "./codeEditor.js";
import {editorBar} from "./editorBar.js";
import {NotebookEdit} from "./notebookEdit.js";
import {shownProblems} from "./shownProblems.js";
import type {DocumentedWord} from "./wordCompletion.js";

/** The editor of a notebook that is open in the page. */
export interface NotebookEditor {
  readonly element: HTMLElement;
  readonly isDirty: boolean;
  /** the file has another text; whether the notebook shows it */
  fileChanged(text: string): boolean;
  focus(): void;
}

/** ms without a key after which the notebook runs */
const RUN_AFTER_MS = 500;

export function notebookEditor(
  open: OpenNotebook,
  {words, close}: {words: readonly DocumentedWord[]; close: () => void},
): NotebookEditor {
  const {name, view, writable} = open;
  const edit: NotebookEdit = new NotebookEdit({
    name,
    text: open.text,
    storage: sessionStorage,
    async write(text, before) {
      await callApi("PUT /notebooks/{name}", {params: {name}, body: {text, before}});
      open.text = text;
    },
    read: () => fetchNotebook(name).catch((error: Error) => (isMissing(error) ? null : Promise.reject(error))),
    onState: show,
  });
  let waiting = 0;
  const bar = editorBar({
    writable,
    run,
    save,
    undo: () => code.undo(),
    redo: () => code.redo(),
    discard: () => edit.discard(),
    takeTheirs: () => edit.takeTheirs(),
    keepMine: () => void edit.keepMine(),
    close,
  });
  const code = codeEditor(edit.text, {
    ...{label: "Text of the notebook", words, run, save},
    changed(text) {
      if (text !== edit.text) edit.edit(text);
      clearTimeout(waiting);
      waiting = window.setTimeout(run, RUN_AFTER_MS);
    },
    leave: bar.focus,
    showProblem: ({message}) => bar.showProblem(message),
  });
  const mark = onceAFrame(() => {
    const problems = shownProblems(view.parts);
    code.mark(problems);
    bar.keepProblem(problems.map(({message}) => message));
  });

  function run(): void {
    clearTimeout(waiting);
    view.setText(edit.text);
  }
  function save(): void {
    run();
    if (writable) void edit.save();
    else saveFile({name: `${name}.md`, content: new Blob([edit.text], {type: "text/markdown"})});
  }
  function show(): void {
    code.setText(edit.text);
    bar.show(edit);
  }

  new MutationObserver(mark).observe(view.element, {childList: true, subtree: true});
  addEventListener("beforeunload", (event) => {
    if (edit.isDirty) event.preventDefault();
  });
  show();
  if (edit.isDirty) run();
  mark();
  return {
    element: make("section", "lb-editor", bar.element, code.element),
    get isDirty() {
      return edit.isDirty;
    },
    fileChanged(text) {
      edit.fileChanged(text);
      return edit.text === text;
    },
    focus: code.focus,
  };
}

const isMissing = (error: Error) => /^no such notebook/.test(error.message);
