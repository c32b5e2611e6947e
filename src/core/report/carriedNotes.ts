import {isEmptyNotes, notesFromFile, type SessionNotes} from "../archive/sessionNotes.js";
import type {SessionFile} from "../archive/types.js";
import {LapError} from "../laps/open/archivedLap.js";
import type {Redaction} from "./redact.js";
import {utf8Text} from "./sourceArchive.js";

/**
 * Notes of a session as a report carries them: those of the session and of the drivers that it lists, without the drivers' names where it is
 * redacted. Null where nothing is left. Throws a LapError for a damaged file.
 */
export function carriedNotes(
  bytes: Uint8Array,
  {id, drivers}: Pick<SessionFile, "id" | "drivers">,
  redaction?: Redaction,
): SessionNotes | null {
  const notes = parsed(bytes, id);
  const cars = new Set(drivers.map(({car}) => String(car)));
  const laps = Object.entries(notes.laps).filter(([key]) => cars.has(key.split(":")[0]));
  const text = (words: string) => redaction?.text(words) ?? words;
  const carried: SessionNotes = {
    ...{...notes, note: text(notes.note), tags: notes.tags.map(text)},
    laps: Object.fromEntries(laps.map(([key, lap]) => [key, {...lap, note: text(lap.note)}])),
  };
  return isEmptyNotes(carried) ? null : carried;
}

function parsed(bytes: Uint8Array, id: string): SessionNotes {
  try {
    return notesFromFile(JSON.parse(utf8Text(bytes)));
  } catch (error) {
    throw new LapError(`the notes of ${id} cannot be read: ${(error as Error).message}`);
  }
}
