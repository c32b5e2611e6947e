import {stat} from "node:fs/promises";
import type {Worker} from "node:worker_threads";
import {LogFileError} from "../../src/core/files/importedLog.js";
import type {MadeReport} from "../../src/core/report/makeReport.js";
import type {ReportSpec} from "../../src/core/report/reportSpec.js";
import type {DerivedPart} from "../../src/core/sql/derived.js";
import {startWorker} from "../startWorker.js";
import type {TrackChange} from "../tracks/learnTracks.js";
import type {ArchiveTask, ArchiveWork, WorkError} from "./archiveWorker.js";
import type {ImportResult} from "./importCapture.js";
import type {ImportLogFileOptions} from "./importLogFile.js";
import type {Watch} from "./watch.js";

/**
 * importLogFile in a worker thread: reading a long log takes seconds and must not block a server. When cancelled, it ends at its
 * next step and leaves the archive unchanged. One import runs at a time, because logs are large.
 */
export function importLogFileInWorker(path: string, options: ImportLogFileOptions): Promise<ImportResult> {
  const {recordings, reader, name, companions, choices, signal, onProgress} = options;
  const task: ArchiveTask = {kind: "import", path, recordings, format: reader.format, name, companions, choices};
  return queued(task, {signal, onProgress});
}

/** Smaller logs are read in less time than a thread takes to start. */
const LONG_BYTES = 4 * 2 ** 20;

/** importLogFile in this thread, or for a long log in a worker, so that a Ctrl-C is noticed meanwhile. */
export async function importLogFileWhereBest(path: string, options: ImportLogFileOptions): Promise<ImportResult> {
  const {size} = await stat(path);
  if (size > LONG_BYTES) return await importLogFileInWorker(path, options);
  const {importLogFile} = await import("./importLogFile.js");
  return await importLogFile(path, options);
}

/** Rebuilds an archived session with other choices, in a worker thread. */
export function remakeInWorker(
  recordings: string,
  id: string,
  {choices, ...watch}: Watch & {choices?: Record<string, unknown>},
): Promise<ImportResult> {
  return queued({kind: "remake", recordings, id, choices}, watch);
}

/** learnTracks in a worker thread: it takes a tenth of a second and must not block a live session. */
export function learnInWorker(recordings: string, ids: readonly string[]): Promise<TrackChange[]> {
  return queued({kind: "learn", recordings, ids}, {});
}

/** derivedFile in a worker thread: the laps of a race take seconds and must not block a live session. */
export function deriveInWorker(recordings: string, session: string, part: DerivedPart): Promise<Uint8Array> {
  return queued({kind: "derive", recordings, session, part}, {});
}

/** folderReport in a worker thread: findings of many laps take seconds and must not block a live session. */
export function reportInWorker(recordings: string, spec: ReportSpec, watch: Watch = {}): Promise<MadeReport> {
  return queued({kind: "report", recordings, spec}, watch);
}

let last: Promise<unknown> = Promise.resolve();

function queued<T>(task: ArchiveTask, watch: Watch): Promise<T> {
  const mine = last.then(() => work<T>(task, watch));
  last = mine.catch(() => {});
  return mine;
}

async function work<T>(task: ArchiveTask, {signal, onProgress}: Watch): Promise<T> {
  signal?.throwIfAborted();
  const worker = await takeThread();
  const stop = new SharedArrayBuffer(4);
  const abort = (): void => {
    Atomics.store(new Int32Array(stop), 0, 1);
    worker.postMessage("stop");
  };
  signal?.addEventListener("abort", abort, {once: true});
  // while the thread started
  if (signal?.aborted) abort();
  let ended = false;
  return new Promise<T>((resolve, reject) => {
    const fail = (error: Error): void => {
      ended = true;
      reject(error);
    };
    worker.on("message", ({progress, result, error}: {progress?: number; result?: T; error?: WorkError}) => {
      if (progress !== undefined) onProgress?.(progress);
      if (result) resolve(result);
      if (error) reject(signal?.aborted ? signal.reason : revive(error));
    });
    worker.on("error", (error) => fail(revive(error as WorkError)));
    worker.on("exit", (code) => fail(new Error(`the archive's worker thread ended (${code})`)));
    worker.postMessage({task, stop} satisfies ArchiveWork);
  }).finally(() => {
    signal?.removeEventListener("abort", abort);
    if (!ended) leaveThread(worker);
  });
}

/** The thread waits so long for the next task. */
const IDLE_MS = 5000;
let idle: {worker: Worker; end: NodeJS.Timeout} | undefined;

async function takeThread(): Promise<Worker> {
  if (!idle) return await startWorker(new URL("./archiveWorker.ts", import.meta.url));
  const {worker, end} = idle;
  clearTimeout(end);
  forget();
  worker.ref();
  return worker;
}

function leaveThread(worker: Worker): void {
  unwatch(worker);
  worker.on("error", forget).on("exit", forget);
  worker.unref();
  const end = setTimeout(() => {
    forget();
    void worker.terminate();
  }, IDLE_MS);
  idle = {worker, end: end.unref()};
}

function forget(): void {
  if (idle) unwatch(idle.worker);
  idle = undefined;
}

/** By name: Node has listeners of its own for others. */
function unwatch(worker: Worker): void {
  for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
}

/** Errors cross threads as plain records; the kinds that callers distinguish are restored. */
function revive({name, message, code, stack}: WorkError): Error {
  const error = name === "LogFileError" ? new LogFileError(message) : new Error(message);
  return Object.assign(error, {name, ...(code && {code}), ...(stack && {stack})});
}
