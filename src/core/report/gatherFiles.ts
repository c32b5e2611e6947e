import {encodeLaps} from "../archive/laps.js";
import {libraryEntry} from "../archive/libraryEntry.js";
import {NOTES_FILE, notesEntry, type SessionNotes} from "../archive/sessionNotes.js";
import type {ArchivedSession, LapRow, LibraryIndex, SessionFile} from "../archive/types.js";
import {LapError, type LapName, lapNameText} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {trackEntry} from "../track/trackEntry.js";
import {trackIdentity, trackKey} from "../track/trackKey.js";
import {carriedNotes} from "./carriedNotes.js";
import {anonymous, type Redaction} from "./redact.js";
import {cornersPathOf, type ReadFile, trackPathOf} from "./sourceArchive.js";
import {EVERY_COLUMN, trimSamples} from "./trimSamples.js";
import type {ViewNeeds} from "./viewNeeds.js";

/** The archive that a report carries, by path, and what it was made from. */
export interface GatheredFiles {
  files: Map<string, Uint8Array>;
  /** files of the archive that were read, whole */
  sources: Map<string, Uint8Array>;
  /** laps whose samples came along */
  laps: LapName[];
  /** that came along, by session */
  notes: Map<string, SessionNotes>;
  /** what did not come along, for the reader */
  leftOut: string[];
}

export interface GatherOptions {
  /** of the archive's files */
  read: ReadFile;
  /** the same archive, its drivers renamed where the report is redacted */
  archive: LapArchive;
  redaction?: Redaction;
  /** samples of counted laps come along where all of them have so many bytes at most */
  roomBytes: number;
}

/** Gathers what views need into an archive of its own. The same inputs give the same bytes. */
export async function gatherFiles(
  needs: readonly ViewNeeds[],
  {read, archive, redaction, roomBytes}: GatherOptions,
): Promise<GatheredFiles> {
  const files = new Map<string, Uint8Array>();
  const sources = new Map<string, Uint8Array>();
  const taken = async (path: string) => {
    const bytes = await read(path);
    if (bytes) sources.set(path, bytes);
    return bytes;
  };
  const sessions = await Promise.all(
    merged(needs).map(async ({session, cars}) => carsOnly(await archive.session(session), cars)),
  );
  const {laps, columns, without} = chosenLaps(needs, sessions, roomBytes);
  const names = new Set(laps.map(lapNameText));
  for (const {session} of sessions)
    for (const name of ["session.json", "laps.arrows"]) await taken(`${session.id}/${name}`);
  const samples = new Map<string, Uint8Array>();
  const stored = new Set<string>();
  for (const {session, row} of rowsOf(laps, sessions)) {
    const path = `${session.id}/${row.file}`;
    const bytes = await taken(path);
    if (!bytes) throw new LapError(`${path} is missing`);
    const own = columns.get(lapNameText({session: session.id, ...row}))!;
    samples.set(path, trimSamples(bytes, own));
  }
  const entries: LibraryIndex["sessions"] = [];
  const tracks: LibraryIndex["tracks"] = [];
  const carried = new Map<string, SessionNotes>();
  const noted = new Set(needs.flatMap((need) => need.notes ?? []));
  for (const {session, laps: rows} of sessions) {
    const kept = rows.map((row) => (names.has(lapNameText({session: session.id, ...row})) ? row : withoutSamples(row)));
    const own = redaction ? anonymous(session, redaction) : session;
    files.set(`${own.id}/session.json`, bytesOf(JSON.stringify(own)));
    files.set(`${own.id}/laps.arrows`, encodeLaps(kept));
    for (const [path, bytes] of samples) if (path.startsWith(`${own.id}/`)) files.set(path, bytes);
    const written = noted.has(own.id) ? await taken(`${own.id}/${NOTES_FILE}`) : null;
    const notes = written && carriedNotes(written, own, redaction);
    if (notes) carried.set(own.id, notes);
    if (notes) files.set(`${own.id}/${NOTES_FILE}`, bytesOf(JSON.stringify(notes)));
    const sizeBytes = [...files].reduce(
      (sum, [path, {length}]) => sum + (path.startsWith(`${own.id}/`) ? length : 0),
      0,
    );
    entries.push({...libraryEntry({session: own, laps: kept}, sizeBytes), ...(notes && {notes: notesEntry(notes)})});
    const key = trackKey(trackIdentity(session));
    if (key === null || stored.has(key)) continue;
    stored.add(key);
    for (const path of [trackPathOf(key), cornersPathOf(key)]) {
      const bytes = await taken(path);
      if (bytes) files.set(path, bytes);
    }
    tracks.push(...(await archive.tracks(session)).filter(({id}) => id === key).map(trackEntry));
  }
  for (const {path, text} of needs.flatMap(({records}) => records)) files.set(path, bytesOf(text));
  const index: LibraryIndex = {writable: false, sessions: entries, tracks, unreadable: []};
  files.set("index.json", bytesOf(JSON.stringify(index)));
  const isTrimmed = needs.every((need) => !need.columns.has(EVERY_COLUMN));
  return {
    files,
    sources,
    laps,
    notes: carried,
    leftOut: leftOutText(sessions, laps.length, {without, isTrimmed, isRedacted: Boolean(redaction)}),
  };
}

/** The cars of each session, over all views; sessions in the order in which they are named. */
function merged(needs: readonly ViewNeeds[]): {session: string; cars: Set<number> | "all"}[] {
  const sessions = new Map<string, Set<number> | "all">();
  for (const {session, cars} of needs.flatMap((need) => need.sessions)) {
    const known = sessions.get(session);
    sessions.set(session, cars === "all" || known === "all" ? "all" : new Set([...(known ?? []), ...cars]));
  }
  return [...sessions].map(([session, cars]) => ({session, cars}));
}

interface Narrowed extends ArchivedSession {
  /** drivers that the report does not list */
  others: number;
}

/** A session with some of its cars only. */
function carsOnly({session, laps}: ArchivedSession, cars: Set<number> | "all"): Narrowed {
  if (cars === "all") return {session, laps, others: 0};
  const has = ({car}: {car: number}) => cars.has(car);
  const {drivers, stints, events, best} = session;
  const own: SessionFile = {
    ...session,
    ...{drivers: drivers.filter(has), stints: stints.filter(has)},
    events: events.filter(({car}) => car === undefined || cars.has(car)),
    best: best && has(best) ? best : null,
  };
  const rows = laps.filter(has);
  const others = new Set([...drivers, ...laps].filter((one) => !has(one)).map(({car}) => car)).size;
  return {session: own, laps: rows, others};
}

interface ChosenSamples {
  laps: LapName[];
  /** by lap, those of all views that read it */
  columns: Map<string, Set<string>>;
  /** counted laps whose samples have no room */
  without: number;
}

/** Bytes of a value, and what packing leaves of it: an estimate that depends on the laps alone. */
const STORED_BYTES = 4;
const PACKED = 0.75;

function chosenLaps(
  needs: readonly ViewNeeds[],
  sessions: readonly ArchivedSession[],
  roomBytes: number,
): ChosenSamples {
  const laps = new Map<string, LapName>();
  const columns = new Map<string, Set<string>>();
  const add = (name: LapName, names: ReadonlySet<string>) => {
    const key = lapNameText(name);
    laps.set(key, name);
    columns.set(key, new Set([...(columns.get(key) ?? []), ...names]));
  };
  for (const need of needs) for (const name of need.laps) add(name, need.columns);
  const shown = new Set(laps.keys());
  const counted = needs.flatMap((need) => need.counted.filter((name) => !shown.has(lapNameText(name))));
  const bytes = needs.flatMap((need) =>
    [...need.laps, ...need.counted].map((name) => sampleBytes(name, need.columns.size, sessions)),
  );
  const fits = bytes.reduce((sum, size) => sum + size, 0) <= roomBytes;
  if (fits) for (const need of needs) for (const name of need.counted) add(name, need.columns);
  return {laps: [...laps.values()], columns, without: fits ? 0 : new Set(counted.map(lapNameText)).size};
}

function sampleBytes(name: LapName, columns: number, sessions: readonly ArchivedSession[]): number {
  const [found] = rowsOf([name], sessions);
  return found ? found.row.samples * columns * STORED_BYTES * PACKED : 0;
}

function rowsOf(
  names: readonly LapName[],
  sessions: readonly ArchivedSession[],
): {session: SessionFile; row: LapRow}[] {
  return names.flatMap(({session: id, car, lap}) => {
    const found = sessions.find(({session}) => session.id === id);
    const row = found?.laps.find((one) => one.car === car && one.lap === lap && one.file !== null);
    return found && row ? [{session: found.session, row}] : [];
  });
}

function withoutSamples(row: LapRow): LapRow {
  return {...row, samples: 0, file: null};
}

function leftOutText(
  sessions: readonly Narrowed[],
  shown: number,
  {without, isTrimmed, isRedacted}: {without: number; isTrimmed: boolean; isRedacted: boolean},
): string[] {
  const others = sessions.reduce((sum, session) => sum + session.others, 0);
  const laps = sessions.reduce((sum, session) => sum + session.laps.filter(({file}) => file !== null).length, 0);
  const rest = laps - shown;
  return [
    ...(without
      ? [`samples of ${without} laps that count in the findings: what they show is in the report, their traces are not`]
      : []),
    ...(rest > without
      ? [`samples of ${rest - without} other ${rest - without === 1 ? "lap" : "laps"} of these drivers`]
      : []),
    ...(others
      ? [
          `${others} other ${others === 1 ? "driver" : "drivers"} of ${sessions.length > 1 ? "these sessions" : "this session"}`,
        ]
      : []),
    `${isTrimmed ? "channels that no part of this report shows, and " : ""}the recorded packets or log`,
    ...(isRedacted ? ["names, teams and numbers of the drivers, and names of imported files"] : []),
  ];
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
