import {existsSync, readFileSync} from "node:fs";
import {mkdir, rm, stat} from "node:fs/promises";
import {basename, join} from "node:path";
import {NewerSessionError, parseSession} from "../../src/core/archive/parseSession.js";
import type {ArchivedSession, SessionFile} from "../../src/core/archive/types.js";
import {CaptureError} from "../../src/core/capture/batch.js";
import type {Game} from "../../src/core/games/game.js";
import {capturedSession} from "../../src/core/session/sessionFile.js";
import {type FoundSession, type SessionCallbacks, SessionSplitter} from "../../src/core/session/sessionSplitter.js";
import {CaptureFile, type FileStats, type ReadOptions} from "../captures/readCapture.js";
import {settleTrack} from "../tracks/settleTrack.js";
import {keepCapture, keptName} from "./keepCapture.js";
import {readArchived} from "./library.js";
import {separateCaptures} from "./separateCaptures.js";
import {SessionWriter} from "./sessionWriter.js";
import {sweepIncoming} from "./sweepIncoming.js";
import type {Watch} from "./watch.js";

/** What became of a session of the capture. */
export type ImportStatus =
  /** added to the archive */
  | "new"
  /** the archive already has the same datagrams; nothing was written */
  | "unchanged"
  /** the archive had only its beginning */
  | "extended"
  /** the archive has more of it than this capture; nothing was written */
  | "shorter"
  /** the same log with other choices, rebuilt in place */
  | "remade";

/** Whether the import changed the archive. */
export function isWritten(status: ImportStatus): boolean {
  return status === "new" || status === "extended" || status === "remade";
}

/** A session of the capture, and what was done with it. */
export interface SessionOutcome extends ArchivedSession {
  status: ImportStatus;
}

export interface ImportResult {
  sessions: SessionOutcome[];
  /** datagrams of other conversations in the capture, ignored */
  other: number;
  /** why the first refused datagram was refused */
  firstRefusal: string | undefined;
  /** only with `salvage`: why reading ended early */
  cut: string | undefined;
  /** what the capture lacks although it is not damaged, for the user */
  warning?: string;
}

export interface ImportOptions extends Watch {
  /** the archive's folder */
  recordings: string;
  /** the capture's name where it differs from the path's (an upload) */
  name?: string;
  /** keep the readable part of a cut or damaged capture */
  salvage?: boolean;
  /** default: all of the index */
  games?: readonly Game[];
}

/** A session being read from a capture, and where it is written. */
interface Work {
  found: FoundSession;
  writer: SessionWriter;
  /** the archive's session of this id */
  known: SessionFile | undefined;
  /** the capture began with exactly the datagrams that the archive holds */
  continues: boolean;
}

/**
 * Brings every session of a capture into the archive: all of them or, after an error, none. Throws CaptureError for a
 * damaged capture and for one without telemetry of a known game; the archive is then unchanged.
 */
export async function importCapture(path: string, options: ImportOptions): Promise<ImportResult> {
  const {recordings, salvage = false, signal, onProgress, games} = options;
  const name = options.name ?? basename(path);
  await mkdir(recordings, {recursive: true});
  await sweepIncoming(recordings);
  const works: Work[] = [];
  // most captures hold one new session and nothing else: their bytes are copied while they are parsed
  let keeping: Promise<void> | undefined;
  const byFound = new Map<FoundSession, Work>();
  const callbacks: SessionCallbacks = {
    begin(found) {
      const known = archivedSession(recordings, found.id);
      const work: Work = {found, writer: new SessionWriter(recordings, found.id), known, continues: false};
      if (works.length === 0 && !known && keptName(file.stats)) {
        keeping = keepCapture(path, file.stats, work.writer.folder);
        keeping.catch(() => {}); // handled where it is awaited
      }
      works.push(work);
      byFound.set(found, work);
      return work.writer;
    },
    datagram(found) {
      const work = byFound.get(found)!;
      const capture = work.known?.capture;
      if (capture && found.watch.count === capture.datagrams) work.continues = found.watch.digest === capture.digest;
    },
    end: () => {},
  };
  const splitter = new SessionSplitter(callbacks, games);
  const start = await recorderStart(path, name);
  const read: ReadOptions = {tolerant: salvage, signal, startSeconds: start.seconds};
  const file = new CaptureFile(path, {
    ...read,
    onProgress: (bytes, total) => onProgress?.(total > 0 ? bytes / total : 1),
  });
  try {
    for await (const batch of file.batches()) {
      splitter.accept(batch);
      for (const {writer} of works) await writer.drain();
    }
    splitter.end();
    const {stats} = file;
    const other = splitter.other + stats.other;
    const warning = cutWords(stats);
    if (works.length === 0) throw nothingFound(name, other, warning ?? splitter.firstRefusal);
    if (warning && works.every(({found}) => found.builder.summary().laps.length === 0))
      throw new CaptureError(`${name}: ${warning}`, 0);
    const wanted = works.filter((work) => isWritten(outcome(work)));
    const kept = works.length === 1 && other === 0 && !stats.cut ? keptName(stats) : undefined;
    if (!kept && keeping) {
      await keeping;
      await rm(join(works[0].writer.folder, keptName(stats)!));
    }
    const write = kept
      ? () => (folder: string) => keeping ?? keepCapture(path, stats, folder)
      : await separateCaptures(
          path,
          wanted.map(({found, writer}) => ({id: found.id, folder: writer.folder})),
          {...read, games},
        );
    const described = new Map<Work, ArchivedSession>();
    for (const work of wanted) {
      const {session, laps} = capturedSession(work.found, name, kept);
      if (stats.format === "recorder" && start.isOfFile) session.capture.datedByFile = true;
      if (work.known?.choices) session.choices = work.known.choices;
      await settleTrack(recordings, session, work.known);
      described.set(work, {session, laps});
      await work.writer.finish(session, laps, write(work.found.id));
    }
    signal?.throwIfAborted();
    const sessions: SessionOutcome[] = [];
    for (const work of works) {
      const status = outcome(work);
      if (described.has(work)) await work.writer.commit();
      else await work.writer.abort();
      sessions.push({status, ...(described.get(work) ?? (await readArchived(recordings, work.found.id)))});
    }
    return {sessions, other, firstRefusal: splitter.firstRefusal, cut: stats.cut, warning};
  } catch (error) {
    await keeping?.catch(() => {}); // its folder must not be removed meanwhile
    for (const {writer} of works) await writer.abort();
    throw error;
  }
}

/** Throws when the archive holds other datagrams under the same id. */
function outcome({known, continues, found}: Work): ImportStatus {
  if (!known) return "new";
  const {datagrams, digest: archived} = known.capture;
  const {count, digest} = found.watch;
  if (count === datagrams && digest === archived) return "unchanged";
  if (count > datagrams && continues) return "extended";
  if (count < datagrams) return "shorter";
  throw new CaptureError(`session ${found.id} is archived from a capture with other datagrams: delete it first`, 0);
}

/** The archived session of an id; undefined when there is none. Throws for an unreadable one, which must not be overwritten. */
function archivedSession(recordings: string, id: string): SessionFile | undefined {
  const folder = join(recordings, id);
  if (!existsSync(folder)) return undefined;
  try {
    return parseSession(readFileSync(join(folder, "session.json"), "utf8"));
  } catch (error) {
    const mend = error instanceof NewerSessionError ? "update Lapbook" : `run reprocess ${id}, or delete it`;
    throw new CaptureError(`${id} is archived already, but unreadable: ${(error as Error).message}: ${mend}`, 0);
  }
}

/** Datagrams that the capture program did not store whole; undefined where all are. */
function cutWords({truncated, datagrams, cutAt}: FileStats): string | undefined {
  if (truncated === 0) return undefined;
  return (
    `${truncated} of ${truncated + datagrams} datagrams were cut at ${cutAt} bytes when they were captured and cannot be read; ` +
    "capture whole packets (tcpdump -s 0, or no -s)"
  );
}

function nothingFound(name: string, other: number, refusal: string | undefined): CaptureError {
  if (refusal) return new CaptureError(`${name}: no readable packet: ${refusal}`, 0);
  return new CaptureError(`${name}: no telemetry of a known game found (${other} other packets)`, 0);
}

/** A recorder's container has no date: taken from its name (…_20260112_160501), else from the file. */
async function recorderStart(path: string, name: string): Promise<{seconds: number; isOfFile: boolean}> {
  const stamp = /(20\d\d)(\d\d)(\d\d)[_-](\d\d)(\d\d)(\d\d)/.exec(name);
  if (stamp) {
    const [, year, month, day, hour, minute, second] = stamp.map(Number);
    return {seconds: Date.UTC(year, month - 1, day, hour, minute, second) / 1000, isOfFile: false};
  }
  const found = await stat(path).catch(() => undefined);
  return {seconds: Math.floor((found?.mtimeMs ?? 0) / 1000), isOfFile: true};
}
