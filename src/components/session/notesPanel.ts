import {html} from "npm:htl";
import {markdown} from "../ui/markdown.js";
import {starButton} from "../ui/starButton.js";
import {tagChip} from "../ui/tagChip.js";
import type {NotesBook} from "./notesBook.js";
import {tagField} from "./tagField.js";
import {textEditor} from "./textEditor.js";

/** The note, the tags and the star of a session; editable where the archive is. `tags` are those of the whole library, to choose from. */
export function notesPanel(book: NotesBook, {tags = []}: {tags?: readonly string[]} = {}): HTMLElement {
  const isFavourite = book.now.favourite;
  const star = book.isWritable
    ? starButton("this session", isFavourite, (favourite) => book.save({favourite}))
    : isFavourite
      ? html`<span title="a favourite">★</span>`
      : "";
  const field = book.isWritable ? tagField(tags, (added) => setTags((now) => [...now, ...added])) : undefined;
  const list = html<HTMLElement>`<span class="lb-tags">${field?.element ?? ""}</span>`;
  const text = html<HTMLElement>`<div></div>`;
  const status = html<HTMLElement>`<span role="alert" class="lb-failed"></span>`;
  let isEditing = false;
  // of quick edits each begins with what the one before it saves
  let wanted = book.now.tags;
  let unsaved = 0;

  const show = () => {
    const {note, tags: own} = book.now;
    if (unsaved === 0) wanted = own;
    // the field stays: more is typed while a tag is saved
    for (const chip of list.querySelectorAll(".lb-tag")) chip.remove();
    list.prepend(...own.map((tag) => tagChip(tag, field && (() => removeTag(tag)))));
    if (!isEditing) showText(note);
  };
  const showText = (note: string) => {
    const edit = book.isWritable
      ? html`<button type="button" class="lb-button lb-plain" onclick=${editText}>${note ? "Edit the note" : "Write a note…"}</button>`
      : "";
    text.replaceChildren(note ? markdown(note) : "", edit);
  };
  function editText(): void {
    isEditing = true;
    text.replaceChildren(
      textEditor(book.now.note, {
        label: "note about this session",
        placeholder: "What was tried, what was felt, what to do next time",
        onSave: (note) => book.save({note}),
        onClose: () => {
          isEditing = false;
          showText(book.now.note);
          text.querySelector("button")?.focus({preventScroll: true});
        },
      }),
    );
  }
  /** Whether they were saved. */
  async function setTags(change: (tags: readonly string[]) => string[]): Promise<boolean> {
    status.textContent = "";
    wanted = change(wanted);
    unsaved++;
    try {
      await book.save({tags: wanted});
      return true;
    } catch (error) {
      status.textContent = `Not saved: ${(error as Error).message}`;
      return false;
    } finally {
      if (--unsaved === 0) wanted = book.now.tags;
    }
  }
  async function removeTag(tag: string): Promise<void> {
    if (await setTags((now) => now.filter((one) => one !== tag))) field?.focus();
  }
  book.addEventListener("change", show);
  show();
  return html`<div class="lb-written"><div class="lb-bar">${star}${list}${status}</div>${text}</div>`;
}
