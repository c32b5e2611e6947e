import {make} from "../../ui/canvas.js";
import type {NotebookEdit} from "./notebookEdit.js";

interface EditorActs {
  /** whether it is saved to its file, or downloaded */
  writable: boolean;
  run(): void;
  save(): void;
  undo(): void;
  redo(): void;
  discard(): void;
  takeTheirs(): void;
  keepMine(): void;
  close(): void;
}

/** The bar above an editor: what can be done, what is not saved, and the ways out of a conflict. */
export function editorBar(acts: EditorActs) {
  const run = textButton("Run", "Ctrl+Enter", acts.run);
  const save = acts.writable
    ? textButton("Save", "Ctrl+S", acts.save)
    : textButton("Download .md", "Ctrl+S", acts.save);
  save.classList.add("lb-primary");
  const discard = textButton("Discard changes", "Ctrl+Z brings them back", acts.discard);
  const theirs = textButton("Take theirs", "shows the file's text here; Ctrl+Z brings yours back", acts.takeTheirs);
  const mine = textButton("Keep mine", "replaces the file's text", acts.keepMine);
  const words = make("span");
  const conflict = make("p", "lb-editor-conflict", words, " ", theirs, " ", mine);
  conflict.setAttribute("role", "alert");
  const state = make("span", "lb-editor-state");
  state.setAttribute("role", "status");
  const problem = make("p", "lb-error");
  problem.setAttribute("role", "alert");
  const cellProblem = make("p", "lb-editor-problem");
  cellProblem.setAttribute("role", "status");
  const buttons = make(
    "div",
    "lb-editor-buttons",
    ...[run, save, textButton("Undo", "Ctrl+Z", acts.undo), textButton("Redo", "Ctrl+Y", acts.redo), discard],
    textButton("Close", "the text stays as it is", acts.close),
    state,
  );
  const hint = acts.writable
    ? "Runs as you type. F8: next error. Esc leaves the text."
    : "A published copy: cells can be changed and run here, not saved. Esc leaves the text.";
  return {
    element: make("div", "lb-editor-bar", buttons, make("p", "lb-editor-hint", hint), conflict, problem, cellProblem),
    focus: () => run.focus(),
    /** shows an error of a cell */
    showProblem(message: string): void {
      cellProblem.textContent = message;
    },
    /** the errors that there are now: one that is shown and is not among them is gone */
    keepProblem(messages: readonly string[]): void {
      if (!messages.includes(cellProblem.textContent)) cellProblem.textContent = "";
    },
    show({isDirty, isSaving, theirs: other, problem: failure}: NotebookEdit): void {
      state.textContent = isSaving ? "saving…" : isDirty ? "not saved" : acts.writable ? "saved" : "as published";
      conflict.hidden = other === undefined;
      theirs.hidden = other === null;
      words.textContent = other === null ? "The file was removed." : "The file was changed elsewhere.";
      save.disabled = acts.writable && (!isDirty || isSaving || other !== undefined);
      discard.hidden = !isDirty || other !== undefined;
      problem.hidden = !failure;
      problem.textContent = failure && `Not saved: ${failure}`;
    },
  };
}

function textButton(text: string, title: string, act: () => void): HTMLButtonElement {
  const button = make("button", "lb-button", text);
  button.type = "button";
  button.title = title;
  button.addEventListener("click", act);
  return button;
}
