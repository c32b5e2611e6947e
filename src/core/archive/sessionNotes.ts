/** What a user writes about a session: a file beside session.json, which can be rebuilt without it. */
export interface SessionNotes {
  format: "lapbook-notes";
  version: 1;
  /** Markdown */
  note: string;
  tags: string[];
  favourite: boolean;
  /** by `car:lap`: "0:4" */
  laps: Record<string, NotedLap>;
}

export interface NotedLap {
  /** Markdown */
  note: string;
  favourite: boolean;
}

/** What the library lists of a session's notes. */
export interface NotesEntry {
  /** the first line of the note, without Markdown's marks */
  line: string;
  tags: string[];
  favourite: boolean;
  /** laps with a note or a star */
  laps: number;
  /** the different words of all its notes, those of laps too, in lower case; at most 4000 characters. Absent without any, and in copies published earlier. */
  words?: string;
}

export const NOTES_FILE = "notes.json";

const MOST_NOTE = 20_000;
const MOST_TAGS = 30;
const MOST_TAG = 40;
const MOST_LAPS = 2000;
const MOST_LINE = 120;
const MOST_WORDS = 4000;

/** Notes of a session about which nothing was written. */
export const noNotes = (): SessionNotes => ({
  ...{format: "lapbook-notes", version: 1, note: "", tags: []},
  ...{favourite: false, laps: {}},
});

export function isEmptyNotes({note, tags, favourite, laps}: SessionNotes): boolean {
  return !note && !favourite && tags.length === 0 && Object.keys(laps).length === 0;
}

/** Notes from the result of JSON.parse, in one order of fields; empty lap notes are left out. Throws with the field and the value. */
export function notesFromFile(value: unknown): SessionNotes {
  const {format, version, note, tags, favourite, laps} = fieldsOf(value, "not notes");
  if (format !== "lapbook-notes") throw new Error("not notes: format must be lapbook-notes");
  if (version !== 1) throw new Error(`unknown version of notes: ${String(version)}`);
  const notes: SessionNotes = {
    ...noNotes(),
    note: noteText(note, "note"),
    tags: tagsOf(tags),
    favourite: favourite === true,
  };
  const entries = Object.entries(fieldsOf(laps ?? {}, "invalid laps of notes"));
  if (entries.length > MOST_LAPS) throw new Error(`notes of more than ${MOST_LAPS} laps`);
  const numbers = (key: string) => key.split(":").map(Number);
  const inOrder = entries.sort(
    ([a], [b]) => numbers(a)[0] - numbers(b)[0] || numbers(a)[1] - numbers(b)[1] || a.localeCompare(b),
  );
  for (const [key, lap] of inOrder) {
    if (!/^\d{1,5}:\d{1,5}$/.test(key)) throw new Error(`invalid lap of notes: ${key}; expected CAR:LAP`);
    const fields = fieldsOf(lap, `invalid note of lap ${key}`);
    const own = {note: noteText(fields.note, `note of lap ${key}`), favourite: fields.favourite === true};
    if (own.note || own.favourite) notes.laps[key] = own;
  }
  return notes;
}

/** Tags as they are kept, from a text: a comma separates two, one space separates words. */
export function tagsIn(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.replace(/\s+/g, " ").trim().slice(0, MOST_TAG))
    .filter(Boolean);
}

/** What the library shows of notes. */
export function notesEntry({note, tags, favourite, laps}: SessionNotes): NotesEntry {
  const first = note.split("\n").find((line) => line.trim()) ?? "";
  const words = wordsOf([note, ...Object.values(laps).map((lap) => lap.note)]);
  const line = first.replace(/^[\s#>*-]+|[*_`]/g, "").trim();
  return {
    line: line.length > MOST_LINE ? `${line.slice(0, MOST_LINE - 1)}…` : line,
    tags,
    favourite,
    laps: Object.keys(laps).length,
    ...(words && {words}),
  };
}

/** The different words of texts, in lower case, as one text. */
function wordsOf(texts: readonly string[]): string {
  const words = new Set(texts.flatMap((text) => text.toLowerCase().split(/\s+/)));
  let all = "";
  for (const word of words) if (word && all.length + word.length < MOST_WORDS) all += all ? ` ${word}` : word;
  return all;
}

function tagsOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST_TAGS || value.some((tag) => typeof tag !== "string"))
    throw new Error(`invalid tags: expected a list of at most ${MOST_TAGS} texts`);
  const tags = new Map<string, string>();
  for (const tag of value.flatMap(tagsIn)) if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  return [...tags.values()].slice(0, MOST_TAGS);
}

function noteText(value: unknown, name: string): string {
  if (value === undefined) return "";
  if (typeof value !== "string") throw new Error(`invalid ${name}: expected text`);
  if (value.length > MOST_NOTE) throw new Error(`${name} has more than ${MOST_NOTE} characters`);
  return value.replaceAll("\r\n", "\n").trimEnd();
}

function fieldsOf(value: unknown, message: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(message);
  return value as Record<string, unknown>;
}
