import {existsSync, readFileSync} from "node:fs";
import {mkdir, readFile, stat} from "node:fs/promises";
import {basename, join} from "node:path";
import {readLaps} from "../../src/core/archive/laps.js";
import {NewerSessionError, parseSession} from "../../src/core/archive/parseSession.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {CaptureError} from "../../src/core/capture/batch.js";
import {describeSession} from "../../src/core/session/sessionFile.js";
import {type FoundSession, SessionSplitter} from "../../src/core/session/sessionSplitter.js";
import {CaptureFile} from "../captures/readCapture.js";
import {readSession} from "./library.js";
import {SessionWriter} from "./sessionWriter.js";
import {sweepIncoming} from "./sweepIncoming.js";

/** What became of a session of the capture. */
export type ImportStatus =
  /** it is in the archive now */
  | "new"
  /** the same datagrams were there already; nothing was written */
  | "unchanged"
  /** the archive had its beginning; now it has all of it */
  | "extended"
  /** the archive has more of it than this capture; nothing was written */
  | "shorter";

export interface ImportedSession {
  status: ImportStatus;
  session: SessionFile;
  laps: LapRow[];
}

export interface ImportResult {
  sessions: ImportedSession[];
  /** datagrams of other conversations in the capture, left alone */
  other: number;
  /** why the first refused datagram was refused */
  firstRefusal: string | undefined;
  /** only with `salvage`: why reading ended early */
  cut: string | undefined;
}

export interface ImportOptions {
  /** the archive's folder */
  recordings: string;
  /** the capture's name where it differs from the path's (an upload) */
  name?: string;
  /** keep what is whole of a cut or damaged capture */
  salvage?: boolean;
  signal?: AbortSignal;
  /** 0–1 */
  onProgress?: (fraction: number) => void;
}

/** A session being read from a capture, and where it is written. */
interface Work {
  found: FoundSession;
  writer: SessionWriter;
  /** what the archive holds under this id already */
  known: SessionFile["capture"] | undefined;
  /** the capture began with exactly the datagrams that the archive holds */
  continues: boolean;
  done?: {session: SessionFile; laps: LapRow[]};
}

/**
 * Brings every session of a capture into the archive: all of them or, after an error, none. Throws CaptureError for a
 * damaged capture and for one without a single F1 packet; what the archive holds stays as it was.
 */
export async function importCapture(path: string, options: ImportOptions): Promise<ImportResult> {
  const {recordings, salvage = false, signal, onProgress} = options;
  const name = options.name ?? basename(path);
  await mkdir(recordings, {recursive: true});
  await sweepIncoming(recordings);
  const works: Work[] = [];
  const working = new Map<FoundSession, Work>();
  const splitter = new SessionSplitter({
    begin(found) {
      const known = archivedCapture(recordings, found.id);
      const work: Work = {found, writer: new SessionWriter(recordings, found.id), known, continues: false};
      works.push(work);
      working.set(found, work);
      return work.writer;
    },
    datagram(found, batch, i) {
      const work = working.get(found)!;
      work.writer.datagram(batch, i);
      const {known} = work;
      if (known && found.watch.count === known.datagrams) work.continues = found.watch.digest === known.digest;
    },
    end(found) {
      const work = working.get(found)!;
      work.done = describeSession(found, name);
      working.delete(found);
    },
  });
  const startSeconds = await recorderStart(path, name);
  const file = new CaptureFile(path, {
    tolerant: salvage,
    signal,
    startSeconds,
    onProgress: (read, total) => onProgress?.(total > 0 ? read / total : 1),
  });
  try {
    for await (const batch of file.batches()) {
      splitter.accept(batch);
      for (const {writer} of works) await writer.drain();
    }
    splitter.end();
    const other = splitter.other + file.stats.other;
    if (works.length === 0) throw nothingFound(name, other, splitter.firstRefusal);
    for (const work of works)
      if (isWanted(outcome(work))) await work.writer.finish(work.done!.session, work.done!.laps);
    signal?.throwIfAborted();
    const sessions: ImportedSession[] = [];
    for (const work of works) sessions.push(await settle(work, recordings));
    return {sessions, other, firstRefusal: splitter.firstRefusal, cut: file.stats.cut};
  } catch (error) {
    for (const {writer} of works) await writer.abort();
    throw error;
  }
}

/** Throws when the archive holds other datagrams under the same id. */
function outcome({known, continues, found}: Work): ImportStatus {
  if (!known) return "new";
  const {count, digest} = found.watch;
  if (count === known.datagrams && digest === known.digest) return "unchanged";
  if (count > known.datagrams && continues) return "extended";
  if (count < known.datagrams) return "shorter";
  throw new CaptureError(`session ${found.id} is archived from a capture with other datagrams: delete it first`, 0);
}

function isWanted(status: ImportStatus): boolean {
  return status === "new" || status === "extended";
}

async function settle(work: Work, recordings: string): Promise<ImportedSession> {
  const status = outcome(work);
  const {writer, found} = work;
  if (isWanted(status)) {
    await writer.commit();
    return {status, ...work.done!};
  }
  await writer.abort();
  const session = await readSession(recordings, found.id);
  return {status, session, laps: readLaps(await readFile(join(recordings, found.id, "laps.arrows")))};
}

/** What the archive holds under an id; undefined when nothing. What cannot be read is not overwritten: it throws. */
function archivedCapture(recordings: string, id: string): SessionFile["capture"] | undefined {
  const folder = join(recordings, id);
  if (!existsSync(folder)) return undefined;
  try {
    return parseSession(readFileSync(join(folder, "session.json"), "utf8")).capture;
  } catch (error) {
    const mend = error instanceof NewerSessionError ? "update Lapbook" : `run reprocess ${id}, or delete it`;
    throw new CaptureError(`${id} is archived already, but unreadable: ${(error as Error).message}: ${mend}`, 0);
  }
}

function nothingFound(name: string, other: number, refusal: string | undefined): CaptureError {
  if (refusal) return new CaptureError(`${name}: no F1 packet that can be read: ${refusal}`, 0);
  return new CaptureError(`${name}: no F1 packets in it (${other} other packets)`, 0);
}

/** A recorder's container has no date: its name may tell one (…_20260112_160501), else the file's own. */
async function recorderStart(path: string, name: string): Promise<number> {
  const stamp = /(20\d\d)(\d\d)(\d\d)[_-](\d\d)(\d\d)(\d\d)/.exec(name);
  if (stamp) {
    const [, year, month, day, hour, minute, second] = stamp.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  }
  const found = await stat(path).catch(() => undefined);
  return Math.floor((found?.mtimeMs ?? 0) / 1000);
}
