import {createHash} from "node:crypto";
import {link, mkdir, open, readdir, stat} from "node:fs/promises";
import {basename, extname, join} from "node:path";
import {FILE_DATE_NOTE} from "../../src/core/archive/fileDate.js";
import type {ArchivedSession, LogChoices, SessionFile} from "../../src/core/archive/types.js";
import {setChosenFacts} from "../../src/core/files/chosenFacts.js";
import type {ImportedLog} from "../../src/core/files/importedLog.js";
import {importedSession, importedSessionId} from "../../src/core/files/importedSession.js";
import {setLapsAtLine} from "../../src/core/files/laps/lapsAtLine.js";
import type {LogFile, LogFileReader, LogReadOptions} from "../../src/core/files/reader.js";
import {gzipAll} from "../captures/gzipAll.js";
import {BLOCK_BYTES, GzipBlocks} from "../captures/gzipBlocks.js";
import {settleTrack, tracksOfOthers} from "../tracks/settleTrack.js";
import {companionName} from "./companionName.js";
import type {ImportResult, ImportStatus} from "./importCapture.js";
import {readSession, readSessionLaps} from "./library.js";
import {type Companion, readLogFile} from "./logFile.js";
import {SessionWriter} from "./sessionWriter.js";
import {sweepIncoming} from "./sweepIncoming.js";
import type {Watch} from "./watch.js";

export interface ImportLogFileOptions extends Watch {
  recordings: string;
  reader: LogFileReader;
  /** the file's name where it differs from the path's (an upload) */
  name?: string;
  /** files that belong to it; by default those beside it */
  companions?: readonly Companion[];
  /** the user's choices where the file is ambiguous */
  choices?: LogChoices;
}

/** Files below this size are compressed in memory while they are parsed, larger ones while they are written. */
const MAX_COMPRESSED_AHEAD = 512 * 2 ** 20;

/**
 * Imports the log of another tool into the archive, with the file itself as the capture. The same bytes are imported once; other
 * choices rebuild the session in place. After an error the archive is unchanged. Throws LogFileError.
 */
export async function importLogFile(path: string, options: ImportLogFileOptions): Promise<ImportResult> {
  const {recordings, reader, signal, onProgress = () => {}, choices} = options;
  const name = options.name ?? basename(path);
  await mkdir(recordings, {recursive: true});
  await sweepIncoming(recordings);
  const file = await readLogFile(path, reader, {name, companions: options.companions, signal});
  const digest = digestOf(file);
  const known = await archivedAs(recordings, digest);
  if (known && JSON.stringify(known.session.choices ?? {}) === JSON.stringify(choices ?? known.session.choices ?? {}))
    return result("unchanged", known);
  signal?.throwIfAborted();
  onProgress(0.05);
  const files = [file, ...file.companions].map(({bytes}) => bytes);
  const packed = files.map((bytes) => (bytes.length < MAX_COMPRESSED_AHEAD ? gzipAll(bytes) : undefined));
  for (const one of packed) one?.catch(() => {}); // a rejection is handled where the promise is awaited
  const log = await readLog(reader, file, {choices, onProgress: (done) => onProgress(0.05 + 0.6 * done)});
  signal?.throwIfAborted();
  setChosenFacts(log, choices);
  setLapsAtLine(log, choices, await tracksOfOthers(recordings, known?.session.id));
  // a log without a date gets that of its file
  dateFromFile(log, (await stat(path)).mtimeMs);
  const id = known?.session.id ?? importedSessionId(log.startedAt!, digest);
  const capture = captureNames(file);
  const made = importedSession(log, {id, file: name, capture: {file: capture[0], digest, beside: capture.slice(1)}});
  if (choices) made.session.choices = choices;
  await settleTrack(recordings, made.session, known?.session);
  await write(recordings, id, made, {
    capture: async (folder, onProgress) => {
      for (const [i, bytes] of files.entries())
        await keep(join(folder, capture[i]), bytes, {packed: await packed[i], signal, onProgress});
    },
    further: capture.slice(1),
    signal,
    onProgress: (done) => onProgress(0.7 + 0.3 * done),
  });
  return result(known ? "remade" : "new", made);
}

/** Rebuilds an archived session from the file it was imported from, with the choices that were made then, or with others. */
export async function reprocessLogFile(
  recordings: string,
  session: SessionFile,
  reader: LogFileReader,
  {onProgress, signal, choices = session.choices}: Watch & {choices?: LogChoices} = {},
): Promise<ArchivedSession> {
  const folder = join(recordings, session.id);
  const main = session.capture.file;
  const names = (await readdir(folder)).filter((entry) => entry.startsWith("capture.") && entry !== main).sort();
  const file = await readLogFile(join(folder, main), reader, {
    name: session.source.file ?? main,
    companions: names.map((entry) => ({path: join(folder, entry), name: companionName(entry)})),
    signal,
  });
  const log = await readLog(reader, file, {choices, onProgress: (done) => onProgress?.(0.7 * done)});
  signal?.throwIfAborted();
  setChosenFacts(log, choices);
  setLapsAtLine(log, choices, await tracksOfOthers(recordings, session.id));
  dateFromFile(log, Date.parse(session.startedAt));
  const {id, capture, source} = session;
  const made = importedSession(log, {id, file: source.file, capture: {...capture, beside: names}});
  if (choices) made.session.choices = choices;
  await settleTrack(recordings, made.session, session);
  await write(recordings, id, made, {
    capture: async (target) => {
      for (const entry of [main, ...names]) await link(join(folder, entry), join(target, entry));
    },
    further: names,
    signal,
    onProgress: (done) => onProgress?.(0.7 + 0.3 * done),
  });
  return made;
}

/** DuckDB is started for its files only: it takes a second and 40 MB. */
async function readLog(reader: LogFileReader, file: LogFile, options: LogReadOptions): Promise<ImportedLog> {
  if (!reader.isDatabase) return reader.read(file, options);
  const {duckDbOpener} = await import("./duckDb.js");
  return reader.read(file, {...options, openDatabase: await duckDbOpener()});
}

function dateFromFile(log: ImportedLog, modifiedMs: number): void {
  if (log.startedAt !== null) return;
  log.startedAt = Math.round(modifiedMs);
  log.report.notes.push(FILE_DATE_NOTE);
}

/** `capture.ld.gz`, and `capture.ldx.gz` beside it; a companion whose name differs from the main file's keeps its own: `capture.12_tel.json.gz`. */
function captureNames({name, companions}: LogFile): string[] {
  const safe = (text: string) => text.toLowerCase().replace(/[^.\w-]/g, "");
  const stem = (entry: string) => entry.slice(0, entry.length - extname(entry).length).toLowerCase();
  return [name, ...companions.map((c) => c.name)].map((entry) => {
    if (stem(entry) !== stem(name)) return `capture.${safe(entry)}.gz`;
    const extension = safe(extname(entry));
    return `capture${extension.length > 1 ? extension : ".log"}.gz`;
  });
}

/** Of the main file and its companions, decompressed. */
function digestOf({bytes, companions}: LogFile): string {
  const hash = createHash("sha256").update(bytes);
  // independent of the order in which the folder lists them
  const sorted = [...companions].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const companion of sorted) hash.update(companion.bytes);
  return hash.digest("hex").slice(0, 32);
}

/** The archive's session of exactly these bytes, if there is one. */
async function archivedAs(recordings: string, digest: string): Promise<ArchivedSession | undefined> {
  const ids = (await readdir(recordings)).filter((entry) => entry.endsWith(`-${digest.slice(0, 6)}`));
  for (const id of ids) {
    const session = await readSession(recordings, id).catch(() => undefined);
    if (session?.capture.digest === digest) return {session, laps: await readSessionLaps(recordings, id)};
  }
  return undefined;
}

interface WriteOptions {
  /** writes the imported bytes into the folder and reports its progress, 0–1 */
  capture: (folder: string, onProgress: (done: number) => void) => Promise<void>;
  /** archive names of the companion files */
  further: readonly string[];
  signal?: AbortSignal;
  onProgress: (done: number) => void;
}

async function write(
  recordings: string,
  id: string,
  {session, laps, samples}: ReturnType<typeof importedSession>,
  {capture, further, signal, onProgress}: WriteOptions,
): Promise<void> {
  const writer = new SessionWriter(recordings, id);
  try {
    for (const [n, {car, lap, table}] of samples.entries()) {
      writer.samples(car, lap, table, []);
      await writer.drain();
      signal?.throwIfAborted();
      onProgress((0.5 * (n + 1)) / samples.length);
    }
    await writer.finish(session, laps, (folder) => capture(folder, (done) => onProgress(0.5 + 0.5 * done)), further);
    signal?.throwIfAborted();
    await writer.commit();
    onProgress(1);
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

interface KeepOptions {
  /** gzip members; absent: compressed here */
  packed: readonly Uint8Array[] | undefined;
  signal?: AbortSignal;
  onProgress: (done: number) => void;
}

async function keep(path: string, bytes: Uint8Array, {packed, signal, onProgress}: KeepOptions): Promise<void> {
  const handle = await open(path, "wx");
  if (packed) {
    try {
      for (const [n, member] of packed.entries()) {
        await handle.writeFile(member);
        signal?.throwIfAborted();
        onProgress((n + 1) / packed.length);
      }
      await handle.datasync();
    } finally {
      await handle.close();
    }
    return;
  }
  const blocks = new GzipBlocks(handle);
  try {
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      await blocks.write(bytes.subarray(at, at + BLOCK_BYTES));
      signal?.throwIfAborted();
      onProgress(at / bytes.length);
    }
  } finally {
    await blocks.close({sync: true});
  }
}

function result(status: ImportStatus, archived: ArchivedSession): ImportResult {
  return {sessions: [{status, ...archived}], other: 0, firstRefusal: undefined, cut: undefined};
}
