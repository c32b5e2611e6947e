import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {lapNoteCell} from "../session/lapNoteCell.js";
import {type NotesBook, openNotes} from "../session/notesBook.js";
import {notesPanel} from "../session/notesPanel.js";
import {fetchSession} from "../ui/archive.js";
import {lapTime} from "../ui/format.js";
import {driverName, sessionLabel} from "../ui/sessionNames.js";
import {settled} from "../ui/states.js";

/** What the user wrote about a session and its laps, to be read. */
export function notesView({session: id}: Readonly<Record<string, string>>): HTMLElement {
  const opened = Promise.all([fetchSession(id), openNotes(id, {isWritable: false})]);
  return settled(opened, ([archived, book]) => notesOf(archived, book), {loading: "Reading the notes…"});
}

function notesOf({session, laps}: ArchivedSession, book: NotesBook): HTMLElement {
  const rows = laps.filter(({car, lap}) => book.now.laps[`${car}:${lap}`]);
  const {note, tags, favourite} = book.now;
  const about = note || tags.length || favourite ? notesPanel(book) : "";
  return html<HTMLElement>`<div class="lb-report-notes">
    <p class="lb-muted">${sessionLabel(session)}</p>${about}
    ${rows.length ? table(rows, book) : about ? "" : html`<p>No notes.</p>`}
  </div>`;
}

function table(rows: ArchivedSession["laps"], book: NotesBook): HTMLElement {
  return html`<table class="lb-table">
    <thead><tr><th scope="col">driver</th><th scope="col" class="lb-number">lap</th><th scope="col" class="lb-number">time</th><th scope="col">note</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><td>${driverName(row)}</td><th scope="row" class="lb-number">${row.lap}</th><td class="lb-number">${lapTime(row.lapTimeMs)}</td><td class="c-note">${lapNoteCell(book, row)}</td></tr>`)}</tbody>
  </table>`;
}
