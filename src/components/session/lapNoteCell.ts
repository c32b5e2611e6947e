import {html} from "npm:htl";
import type {LapRow} from "../../core/archive/types.js";
import {markdown} from "../ui/markdown.js";
import {starButton} from "../ui/starButton.js";
import type {NotesBook} from "./notesBook.js";
import {textEditor} from "./textEditor.js";

/** The star and the note of a lap, for a table of laps; both are edited in place where the archive is writable. */
export function lapNoteCell(book: NotesBook, {car, lap, driver}: LapRow): HTMLElement {
  const key = `${car}:${lap}`;
  const now = () => book.now.laps[key] ?? {note: "", favourite: false};
  const what = `${driver || `car ${car}`}, lap ${lap}`;
  const text = html<HTMLElement>`<span class="lb-lap-note"></span>`;
  const show = () => {
    const {note} = now();
    const edit = book.isWritable
      ? html`<button type="button" class="lb-button lb-quiet lb-pencil" onclick=${write} aria-label=${`${note ? "edit the" : "write a"} note of ${what}`} title=${note ? "edit the note" : "write a note"}>✎</button>`
      : "";
    text.replaceChildren(note ? markdown(note) : "", edit);
  };
  function write(): void {
    text.replaceChildren(
      textEditor(now().note, {
        label: `note of ${what}`,
        placeholder: "A note about this lap",
        rows: 2,
        onSave: (note) => book.save({lap: [key, {...now(), note}]}),
        onClose: () => {
          show();
          text.querySelector("button")?.focus({preventScroll: true});
        },
      }),
    );
  }
  show();
  const star = book.isWritable
    ? starButton(what, now().favourite, (favourite) => book.save({lap: [key, {...now(), favourite}]}))
    : now().favourite
      ? html`<span title="a favourite">★</span>`
      : "";
  return html`<span class="lb-lap-notes">${star}${text}</span>`;
}
