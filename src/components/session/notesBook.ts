import {type NotedLap, noNotes, notesFromFile, type SessionNotes} from "../../core/archive/sessionNotes.js";
import {callApi} from "../ui/api/callApi.js";
import {fetchNotes, forget} from "../ui/archive.js";
import {ServerRefusal} from "../ui/askServer.js";

/** What one edit changes: fields of the session, or a lap by its `car:lap`. */
export type NotesChange = Partial<Pick<SessionNotes, "note" | "tags" | "favourite">> & {lap?: [string, NotedLap]};

/** The notes of one session while its page is open; "change" is dispatched after each edit. */
export interface NotesBook extends EventTarget {
  readonly now: SessionNotes;
  readonly isWritable: boolean;
  /** Saves an edit. Throws when what it changes was changed elsewhere since the page was opened; `now` then has the other text. */
  save(change: NotesChange): Promise<void>;
}

export interface NotesBookOptions {
  isWritable: boolean;
  /** replaced in tests */
  put?: (id: string, body: {notes: SessionNotes; before: SessionNotes}) => Promise<unknown>;
  read?: (id: string) => Promise<SessionNotes>;
}

/** Opens the notes of a session. Throws with the reason when its file can't be read. */
export async function openNotes(
  id: string,
  {isWritable, put = putNotes, read = readNotes}: NotesBookOptions,
): Promise<NotesBook> {
  let now = await read(id);
  const book = Object.assign(new EventTarget(), {isWritable, save}) as EventTarget & Omit<NotesBook, "now">;
  let saving: Promise<void> = Promise.resolve();

  function save(change: NotesChange): Promise<void> {
    const began = now;
    const run = async () => {
      try {
        await keep(change);
      } catch (error) {
        if (!(error instanceof ServerRefusal) || error.status !== 409) throw error;
        now = await read(id);
        book.dispatchEvent(new Event("change"));
        if (touched(began, change) !== touched(now, change))
          throw new Error("changed elsewhere meanwhile: what is there now is shown; save again to replace it");
        await keep(change);
      }
    };
    // two quick clicks: the second edit begins with what the first one saved
    saving = saving.then(run, run);
    return saving;
  }

  async function keep(change: NotesChange): Promise<void> {
    const next = notesFromFile(applied(now, change));
    await put(id, {notes: next, before: now});
    forget(id);
    now = next;
    book.dispatchEvent(new Event("change"));
  }

  return Object.defineProperty(book, "now", {get: () => now}) as NotesBook;
}

function applied(notes: SessionNotes, {lap, ...fields}: NotesChange): SessionNotes {
  return {...notes, ...fields, ...(lap && {laps: {...notes.laps, [lap[0]]: lap[1]}})};
}

/** The text of what a change replaces, to see whether another one replaced it. */
function touched(notes: SessionNotes, {lap, ...fields}: NotesChange): string {
  const kept = Object.keys(fields).map((name) => notes[name as "note" | "tags" | "favourite"]);
  return JSON.stringify([kept, lap && notes.laps[lap[0]]]);
}

const putNotes = (id: string, body: {notes: SessionNotes; before: SessionNotes}) =>
  callApi("PUT /sessions/{session}/notes", {params: {session: id}, body});

async function readNotes(id: string): Promise<SessionNotes> {
  const file = await fetchNotes(id);
  return file === null ? noNotes() : notesFromFile(file);
}
