import {make} from "../ui/canvas.js";
import {errorState} from "../ui/states.js";
import {hasDraft} from "./editor/notebookEdit.js";
import type {NotebookEditor} from "./editor/notebookEditor.js";
import type {DocumentedWord} from "./editor/wordCompletion.js";
import type {NotebookPageOptions} from "./notebookPage.js";

/** The editor beside a notebook, which is loaded when it is asked for, or when text was left unsaved in this tab. */
export function notebookTools({
  words,
}: {
  words: () => Promise<DocumentedWord[]>;
}): NonNullable<NotebookPageOptions["tools"]> {
  return (open) => {
    const edit = make("button", "lb-button", "Edit");
    edit.type = "button";
    const element = make("div", "lb-notebook-tools", edit);
    let editor: NotebookEditor | undefined;

    async function start(): Promise<void> {
      edit.disabled = true;
      try {
        if (!editor) {
          const [{notebookEditor}, known] = await Promise.all([import("./editor/notebookEditor.js"), words()]);
          editor = notebookEditor(open, {words: known, close});
        }
        element.replaceChildren(editor.element);
        editor.focus();
      } catch (error) {
        element.replaceChildren(edit, errorState(error));
      }
      edit.disabled = false;
    }
    function close(): void {
      edit.textContent = editor?.isDirty ? "Edit (not saved)" : "Edit";
      element.replaceChildren(edit);
      edit.focus();
    }
    edit.addEventListener("click", () => void start());
    if (hasDraft(open.name, sessionStorage)) void start();
    return {element, changed: (text) => editor?.fileChanged(text) ?? true};
  };
}
