import {html} from "npm:htl";

export interface TextEditorOptions {
  label: string;
  placeholder: string;
  onSave: (text: string) => Promise<void>;
  onClose: () => void;
  rows?: number;
}

/** A field for Markdown with Save and Cancel: Ctrl+Enter saves, Escape cancels what is unchanged. */
export function textEditor(text: string, {label, placeholder, onSave, onClose, rows = 5}: TextEditorOptions) {
  const field = html<HTMLTextAreaElement>`<textarea class="lb-note-field" rows=${rows} aria-label=${label} placeholder=${placeholder} maxlength="20000">${text}</textarea>`;
  const status = html<HTMLElement>`<span class="lb-muted" role="status">Markdown: **bold**, - lists, [links](…)</span>`;
  const saveButton = html<HTMLButtonElement>`<button type="submit" class="lb-button lb-primary" title="Ctrl+Enter">Save</button>`;
  const form = html<HTMLFormElement>`<form class="lb-note-form">${field}<div class="lb-bar">${saveButton}
    <button type="button" class="lb-button" onclick=${onClose}>Cancel</button>${status}</div></form>`;
  const save = async () => {
    saveButton.disabled = true;
    status.replaceChildren("saving…");
    try {
      await onSave(field.value);
      onClose();
    } catch (error) {
      status.replaceChildren(html`<span role="alert" class="lb-failed">Not saved: ${(error as Error).message}</span>`);
    }
    saveButton.disabled = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
    else if (event.key === "Escape" && field.value === text) onClose();
    else return;
    event.preventDefault();
  });
  // focus once it stands in the page
  queueMicrotask(() => field.focus({preventScroll: true}));
  return form;
}
