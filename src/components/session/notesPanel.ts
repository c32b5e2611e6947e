import {html} from "npm:htl";
import {tagsIn} from "../../core/archive/sessionNotes.js";
import {markdown} from "../ui/markdown.js";
import {starButton} from "../ui/starButton.js";
import {tagChip} from "../ui/tagChip.js";
import type {NotesBook} from "./notesBook.js";
import {textEditor} from "./textEditor.js";

/** The note, the tags and the star of a session; editable where the archive is. `tags` are those of the whole library, to choose from. */
export function notesPanel(book: NotesBook, {tags = []}: {tags?: readonly string[]} = {}): HTMLElement {
  const isFavourite = book.now.favourite;
  const star = book.isWritable
    ? starButton("this session", isFavourite, (favourite) => book.save({favourite}))
    : isFavourite
      ? html`<span title="a favourite">★</span>`
      : "";
  const list = html<HTMLElement>`<span class="lb-tags"></span>`;
  const text = html<HTMLElement>`<div></div>`;
  const status = html<HTMLElement>`<span role="alert" class="lb-failed"></span>`;
  let isEditing = false;

  const show = () => {
    const {note, tags: own} = book.now;
    list.replaceChildren(
      ...own.map((tag) => tagChip(tag, book.isWritable ? () => setTags(own.filter((one) => one !== tag)) : undefined)),
      ...(book.isWritable ? [tagField()] : []),
    );
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
  async function setTags(next: string[]): Promise<void> {
    status.textContent = "";
    await book.save({tags: next}).catch((error: Error) => {
      status.textContent = `Not saved: ${error.message}`;
    });
  }
  function tagField(): HTMLElement {
    const known = html<HTMLElement>`<datalist id="lb-known-tags">${tags.map((tag) => html`<option value=${tag}></option>`)}</datalist>`;
    const input = html<HTMLInputElement>`<input class="lb-input lb-tag-field" type="text" list="lb-known-tags" placeholder="add a tag" title="several are separated by commas" aria-label="add a tag">`;
    const add = async () => {
      const added = tagsIn(input.value);
      input.value = "";
      if (added.length === 0) return;
      await setTags([...book.now.tags, ...added]);
      list.querySelector("input")?.focus({preventScroll: true});
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== ",") return;
      event.preventDefault();
      void add();
    });
    input.addEventListener("change", () => void add());
    return html`<span>${input}${known}</span>`;
  }
  book.addEventListener("change", show);
  show();
  return html`<div class="lb-written"><div class="lb-bar">${star}${list}${status}</div>${text}</div>`;
}
