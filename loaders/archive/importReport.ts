import {createHash} from "node:crypto";
import {existsSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {gzipSync} from "node:zlib";
import {checkSession} from "../../src/core/archive/checkSession.js";
import {readLaps} from "../../src/core/archive/laps.js";
import {libraryEntry} from "../../src/core/archive/libraryEntry.js";
import {parseSession} from "../../src/core/archive/parseSession.js";
import {readSamples} from "../../src/core/archive/samples.js";
import {NOTES_FILE, notesFromFile} from "../../src/core/archive/sessionNotes.js";
import type {ArchivedSession, LapRow} from "../../src/core/archive/types.js";
import {LogFileError} from "../../src/core/files/importedLog.js";
import {cornersPathOf, trackPathOf, utf8Text} from "../../src/core/report/sourceArchive.js";
import {samplesFile} from "../../src/core/session/lapRow.js";
import {cornersFromFile} from "../../src/core/track/authored/cornersFile.js";
import {trackFromFile} from "../../src/core/track/trackFile.js";
import {trackIdentity, trackKey} from "../../src/core/track/trackKey.js";
import type {ImportOptions, ImportResult, SessionOutcome} from "./importCapture.js";
import {readArchived} from "./library.js";
import {unpacked} from "./logFile.js";
import {writeNotes} from "./notesStore.js";
import {type UnpackedReport, unpackReport} from "./reportFiles.js";
import {SessionWriter} from "./sessionWriter.js";
import {sweepIncoming} from "./sweepIncoming.js";
import {writeWhole} from "./writeWhole.js";

/** The report itself, in the folder of each session that was imported from it. */
const CAPTURE = "capture.html.gz";
/** Larger pages are no reports that a browser opens. */
const MOST_BYTES = 256 * 2 ** 20;
/** Of what a report says of itself: characters of a text, and texts. */
const MOST_TEXT = 500;
const MOST_LEFT_OUT = 20;

/** A session of a report, and its lap files by their path in the session's folder. */
interface CarriedSession extends ArchivedSession {
  samples: Map<string, Uint8Array>;
}

/**
 * Imports the sessions, laps, samples, tracks and notes that a report carries; each session keeps the report as its capture and says that it has
 * part of its laps. An archived session that was not made from a report, or has samples of other laps, stays as it is, but for
 * notes where it has none; tracks stay. Throws
 * a LogFileError for a file that is no report, was changed or is damaged; the archive is then unchanged.
 */
export async function importReport(path: string, options: ImportOptions): Promise<ImportResult> {
  const {recordings, name = basename(path), signal, onProgress = () => {}} = options;
  const bytes = await readPage(path, name);
  const report = await unpackReport(utf8Text(bytes)).catch((error: Error) => {
    throw error instanceof LogFileError ? new LogFileError(error.message, name) : error;
  });
  if (!report) throw new LogFileError("a web page, but no report of Lapbook", name);
  onProgress(0.5);
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  // all are read before anything is written
  const carried = sessionIds(report).map((id) => carriedSession(report, id, {file: name, digest}));
  if (carried.length === 0) throw new LogFileError("the report carries no session", name);
  signal?.throwIfAborted();
  await mkdir(recordings, {recursive: true});
  await sweepIncoming(recordings);
  const packed = gzipSync(bytes);
  const sessions: SessionOutcome[] = [];
  for (const [n, {samples, session, laps}] of carried.entries()) {
    const known = await archivedAlready(recordings, session.id, name);
    const status = statusOf(known, {session, laps});
    if (status === "new" || status === "extended") {
      await write(recordings, {samples, session, laps}, packed);
      await keepOthers(recordings, report, {session, laps});
    }
    await keepNotes(recordings, report, session.id);
    const isWritten = status === "new" || status === "extended";
    sessions.push({status, ...(isWritten || !known ? {session, laps} : known)});
    onProgress(0.5 + (0.5 * (n + 1)) / carried.length);
  }
  return {sessions, other: 0, firstRefusal: undefined, cut: undefined};
}

/** The page, unpacked where it is gzip, as an archive keeps it. */
async function readPage(path: string, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unpacked(path)) {
    chunks.push(Uint8Array.from(chunk));
    length += chunk.length;
    if (length > MOST_BYTES) throw new LogFileError(`larger than ${MOST_BYTES / 2 ** 20} MiB: no report`, name);
  }
  return Buffer.concat(chunks);
}

function sessionIds({files}: UnpackedReport): string[] {
  return [...files.keys()].flatMap((path) => (path.endsWith("/session.json") ? [path.split("/")[0]] : []));
}

/** A session of the report, checked: its own id, samples where its laps have them, nothing that names a file elsewhere. */
function carriedSession(
  {files, manifest, spec}: UnpackedReport,
  id: string,
  {file, digest}: {file: string; digest: string},
): CarriedSession {
  try {
    const {choices: _, ...session} = parseSession(utf8Text(files.get(`${id}/session.json`)!));
    if (session.id !== id) throw new Error(`its id is ${String(session.id).slice(0, 60)}`);
    checkSession(session);
    const samples = new Map<string, Uint8Array>();
    const laps = readLaps(files.get(`${id}/laps.arrows`) ?? new Uint8Array(0)).map((row): LapRow => {
      if (row.file === null) return {...row, samples: 0};
      const path = samplesFile(row.car, row.lap);
      const bytes = files.get(`${id}/${path}`);
      if (row.file !== path || !bytes || readSamples(bytes).rows !== row.samples)
        throw new Error(`the samples of car ${row.car}, lap ${row.lap} are not those of the lap`);
      samples.set(path, bytes);
      return row;
    });
    const made: CarriedSession = {
      session: {
        ...session,
        source: {...session.source, file},
        capture: {file: CAPTURE, datagrams: 0, digest},
        fromReport: {
          ...{title: short(spec.title), lapbook: short(manifest.lapbook), redacted: manifest.redacted === true},
          ...{laps: samples.size, leftOut: manifest.leftOut.slice(0, MOST_LEFT_OUT).map(short)},
        },
      },
      ...{laps, samples},
    };
    // what the library shows of it
    libraryEntry(made, 0);
    return made;
  } catch (error) {
    throw new LogFileError(`session ${id} of the report is damaged: ${(error as Error).message}`, file);
  }
}

/** A text of the report for session.json, which the library reads each time. */
function short(text: unknown): string {
  return String(text).slice(0, MOST_TEXT);
}

async function archivedAlready(recordings: string, id: string, name: string): Promise<ArchivedSession | undefined> {
  if (!existsSync(join(recordings, id))) return undefined;
  return readArchived(recordings, id).catch((error: Error) => {
    throw new LogFileError(
      `${id} is in the archive but cannot be read (${error.message}): remove or rebuild it first`,
      name,
    );
  });
}

/** What becomes of a session: the archive's own stays where it was not made from a report, or has samples that this report has not. */
function statusOf(known: ArchivedSession | undefined, made: ArchivedSession): SessionOutcome["status"] {
  if (!known) return "new";
  if (known.session.fromReport && known.session.capture.digest === made.session.capture.digest) return "unchanged";
  const sampled = ({laps}: ArchivedSession) => new Set(laps.flatMap(({file}) => file ?? []));
  const [before, now] = [sampled(known), sampled(made)];
  // a report with names replaces a redacted one, never the other way round
  const hasNames = known.session.fromReport?.redacted === true && made.session.fromReport?.redacted === false;
  const isMore = (now.size > before.size || hasNames) && [...before].every((file) => now.has(file));
  return known.session.fromReport && isMore ? "extended" : "shorter";
}

async function write(recordings: string, {session, laps, samples}: CarriedSession, packed: Uint8Array): Promise<void> {
  const writer = new SessionWriter(recordings, session.id);
  try {
    const capture = async (folder: string) => {
      for (const [path, bytes] of [...samples, [CAPTURE, packed] as const]) {
        await mkdir(dirname(join(folder, path)), {recursive: true});
        await writeFile(join(folder, path), bytes);
      }
    };
    await writer.finish(session, laps, capture, [...samples.keys()]);
    await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Track and corners, where the archive has none. Damaged ones are left out: laps are shown without them. */
async function keepOthers(recordings: string, {files}: UnpackedReport, {session}: ArchivedSession): Promise<void> {
  const key = trackKey(trackIdentity(session));
  const checks: [path: string, check: (value: unknown) => unknown][] = key
    ? [
        [trackPathOf(key), trackFromFile],
        [cornersPathOf(key), cornersFromFile],
      ]
    : [];
  for (const [path, check] of checks) {
    const bytes = files.get(path);
    if (!bytes || existsSync(join(recordings, path)) || !isWhole(bytes, check)) continue;
    await writeWhole(join(recordings, path), bytes);
  }
}

/** Notes, also of a session that is archived already, where it has none. */
async function keepNotes(recordings: string, {files}: UnpackedReport, id: string): Promise<void> {
  const notes = files.get(`${id}/${NOTES_FILE}`);
  if (notes && !existsSync(join(recordings, id, NOTES_FILE)) && isWhole(notes, notesFromFile))
    await writeNotes(join(recordings, id), notesFromFile(JSON.parse(utf8Text(notes))));
}

function isWhole(bytes: Uint8Array, check: (value: unknown) => unknown): boolean {
  try {
    check(JSON.parse(utf8Text(bytes)));
    return true;
  } catch {
    return false;
  }
}
