import {readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {
  isEmptyNotes,
  NOTES_FILE,
  noNotes,
  notesFromFile,
  type SessionNotes,
} from "../../src/core/archive/sessionNotes.js";
import {writeWhole} from "./writeWhole.js";

/** The notes of a session's folder; empty ones without a file. Throws `notes.json: …` on damage. */
export async function readNotes(folder: string): Promise<SessionNotes> {
  try {
    return notesFromFile(JSON.parse(await readFile(join(folder, NOTES_FILE), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return noNotes();
    throw new Error(`${NOTES_FILE}: ${(error as Error).message}`, {cause: error});
  }
}

/** Writes the notes of a session's folder; empty ones remove the file. */
export async function writeNotes(folder: string, notes: SessionNotes): Promise<void> {
  const path = join(folder, NOTES_FILE);
  if (isEmptyNotes(notes)) await rm(path, {force: true});
  else await writeWhole(path, `${JSON.stringify(notes, null, 2)}\n`);
}
