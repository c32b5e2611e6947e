import {type Dirent, existsSync} from "node:fs";
import {mkdir, readdir, readFile, rename, stat} from "node:fs/promises";
import {join} from "node:path";
import {ALERTS_FILE} from "../../src/core/alerts/rule.js";
import {readLaps} from "../../src/core/archive/laps.js";
import {libraryEntry} from "../../src/core/archive/libraryEntry.js";
import {parseSession} from "../../src/core/archive/parseSession.js";
import {QUALITY_FILE} from "../../src/core/archive/quality.js";
import {NOTES_FILE, type NotesEntry, notesEntry} from "../../src/core/archive/sessionNotes.js";
import type {ArchivedSession, LapRow, LibraryEntry, LibraryIndex, SessionFile} from "../../src/core/archive/types.js";
import {MATH_CHANNELS_FILE} from "../../src/core/expressions/mathChannels.js";
import {MARKS_FILE} from "../../src/core/session/sessionFile.js";
import {trackEntry} from "../../src/core/track/trackEntry.js";
import {TRACKS_FOLDER} from "../../src/core/track/trackKey.js";
import {readTracks} from "../tracks/trackStore.js";
import {readNotes} from "./notesStore.js";

const TRASH = ".trash";

/**
 * The library of an archive folder: newest session first. A folder that cannot be read is named with its reason;
 * an archive that does not exist yet is empty.
 */
export async function libraryIndex(recordings: string, {writable = true} = {}): Promise<LibraryIndex> {
  const folders = await readdir(recordings, {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [] as Dirent[];
    throw error;
  });
  const sessions: LibraryEntry[] = [];
  const unreadable: LibraryIndex["unreadable"] = [];
  for (const folder of folders) {
    const {name: id} = folder;
    if (id.startsWith(".") || id === TRACKS_FOLDER || !(folder.isDirectory() || folder.isSymbolicLink())) continue;
    try {
      sessions.push(await readEntry(recordings, id));
    } catch (error) {
      unreadable.push({id, reason: reasonOf(error as NodeJS.ErrnoException)});
    }
  }
  sessions.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : a.id < b.id ? 1 : -1));
  const learned = await readTracks(recordings);
  unreadable.push(...learned.unreadable);
  const mathChannels = existsSync(join(recordings, MATH_CHANNELS_FILE));
  const alertRules = existsSync(join(recordings, ALERTS_FILE));
  return {
    ...{writable, sessions, tracks: learned.tracks.map(trackEntry), unreadable},
    ...(mathChannels && {mathChannels}),
    ...(alertRules && {alertRules}),
  };
}

/** session.json of one session. Throws for a newer schema version, and for a folder without a session. */
export async function readSession(recordings: string, id: string): Promise<SessionFile> {
  const text = await readFile(join(recordings, checkId(id), "session.json"), "utf8").catch((error) => {
    throw error.code === "ENOENT" ? missing(id) : error;
  });
  return parseSession(text);
}

export async function readSessionLaps(recordings: string, id: string): Promise<LapRow[]> {
  return readLaps(await readFile(join(recordings, checkId(id), "laps.arrows")));
}

export async function readArchived(recordings: string, id: string): Promise<ArchivedSession> {
  return {session: await readSession(recordings, id), laps: await readSessionLaps(recordings, id)};
}

/** Moves a session to .trash; an older one of the same id there is renamed. */
export async function removeSession(recordings: string, id: string): Promise<void> {
  const from = join(recordings, checkId(id));
  const to = join(recordings, TRASH, id);
  if (!existsSync(from)) throw missing(id);
  await mkdir(join(recordings, TRASH), {recursive: true});
  for (let n = 1; existsSync(to); ++n) {
    const older = `${to}.${n}`;
    if (!existsSync(older)) await rename(to, older);
  }
  await rename(from, to);
  entries.delete(from);
}

/** Undoes removeSession. Throws EEXIST when the session was imported again meanwhile. */
export async function restoreSession(recordings: string, id: string): Promise<void> {
  const from = join(recordings, TRASH, checkId(id));
  const to = join(recordings, id);
  if (!existsSync(from)) throw missing(id);
  if (existsSync(to)) throw Object.assign(new Error(`session already exists: ${id}`), {code: "EEXIST"});
  await rename(from, to);
}

/** Entries are cached until session.json changes, because each needs a walk over the session's folder. */
const entries = new Map<string, {stamp: string; entry: LibraryEntry}>();

async function readEntry(recordings: string, id: string): Promise<LibraryEntry> {
  const folder = join(recordings, id);
  const {mtimeMs, size, ino} = await stat(join(folder, "session.json"));
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = entries.get(folder);
  const marks = existsSync(join(folder, MARKS_FILE));
  const notes = await entryOfNotes(folder);
  const quality = existsSync(join(folder, QUALITY_FILE));
  const own = {marks, ...(quality && {quality}), ...(notes && {notes})};
  if (known?.stamp === stamp) return {...known.entry, ...own};
  const session = await readSession(recordings, id);
  const laps = await readSessionLaps(recordings, id);
  const entry = libraryEntry({session, laps}, await sizeOf(folder));
  entries.set(folder, {stamp, entry});
  return {...entry, ...own};
}

/** Notes are edited while a session stays as it is, so they have a stamp of their own. Damaged ones are shown on the session's page. */
async function entryOfNotes(folder: string): Promise<NotesEntry | undefined> {
  const path = join(folder, NOTES_FILE);
  const found = await stat(path).catch(() => null);
  if (!found) return undefined;
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
  const known = listedNotes.get(path);
  if (known?.stamp === stamp) return known.entry;
  const entry = await readNotes(folder).then(notesEntry, () => ({line: "", tags: [], favourite: false, laps: 0}));
  listedNotes.set(path, {stamp, entry});
  return entry;
}

const listedNotes = new Map<string, {stamp: string; entry: NotesEntry}>();

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, {withFileTypes: true, recursive: true});
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** An id names a session's folder of the archive and nothing else. */
function checkId(id: string): string {
  if (!/^[\w-][\w.-]*$/.test(id) || id.includes("..") || id === TRACKS_FOLDER) throw missing(id);
  return id;
}

function missing(id: string): Error {
  return Object.assign(new Error(`unknown session: ${id}`), {code: "ENOENT"});
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return `${error.path?.split(/[\\/]/).pop() ?? "session.json"} is missing`;
  if (error.code === "EACCES" || error.code === "EPERM")
    return `no permission to read ${error.path?.split(/[\\/]/).pop()}`;
  return error.message;
}
