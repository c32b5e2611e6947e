import {parentPort} from "node:worker_threads";
import type {LogChoices} from "../../src/core/archive/types.js";
import {LOG_FILE_READERS} from "../../src/core/files/readers.js";
import type {MadeReport} from "../../src/core/report/makeReport.js";
import type {ReportSpec} from "../../src/core/report/reportSpec.js";
import type {DerivedPart} from "../../src/core/sql/derived.js";
import {learnTracks, type TrackChange} from "../tracks/learnTracks.js";
import {derivedFile} from "./derivedFile.js";
import type {ImportResult} from "./importCapture.js";
import {importLogFile} from "./importLogFile.js";
import type {Companion} from "./logFile.js";
import {reprocess} from "./reprocess.js";

/** What this thread is asked to do. */
export type ArchiveTask =
  | {
      kind: "import";
      path: string;
      recordings: string;
      format: string;
      name?: string;
      companions?: readonly Companion[];
      choices?: LogChoices;
    }
  | {kind: "remake"; recordings: string; id: string; choices?: LogChoices}
  | {kind: "learn"; recordings: string; ids: readonly string[]}
  | {kind: "derive"; recordings: string; session: string; part: DerivedPart}
  | {kind: "report"; recordings: string; spec: ReportSpec};

/** A task as it is sent; "stop" cancels the one that is running. */
export interface ArchiveWork {
  task: ArchiveTask;
  /** Int32; 1 = stop at the next step. A message would be received only after the reading. */
  stop: SharedArrayBuffer;
}

export interface WorkError {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

const port = parentPort!;
let running = new AbortController();

port.on("message", (message: ArchiveWork | "stop") => {
  if (message === "stop") running.abort();
  else void answer(message);
});

async function answer({task, stop}: ArchiveWork): Promise<void> {
  const controller = (running = new AbortController());
  const flag = new Int32Array(stop);
  let reported = 0;
  function onProgress(fraction: number): void {
    if (Atomics.load(flag, 0) === 1) {
      controller.abort();
      controller.signal.throwIfAborted();
    }
    if (fraction < reported + 0.01 && fraction < 1) return;
    reported = fraction;
    port.postMessage({progress: fraction});
  }
  try {
    port.postMessage({result: await perform(task, {onProgress, signal: controller.signal})});
  } catch (error) {
    const {name, message, code, stack} = error as NodeJS.ErrnoException;
    port.postMessage({error: {name, message, code: typeof code === "string" ? code : undefined, stack}});
  }
}

async function perform(
  task: ArchiveTask,
  watch: {onProgress: (fraction: number) => void; signal: AbortSignal},
): Promise<ImportResult | TrackChange[] | Uint8Array | MadeReport> {
  switch (task.kind) {
    case "import": {
      const {kind: _, path, format, ...options} = task;
      const reader = LOG_FILE_READERS.find((r) => r.format === format)!;
      return await importLogFile(path, {...options, reader, ...watch});
    }
    case "remake": {
      const {recordings, id, choices} = task;
      const made = await reprocess(recordings, id, {choices, ...watch});
      return {sessions: [{status: "remade", ...made}], other: 0, firstRefusal: undefined, cut: undefined};
    }
    case "learn":
      return await learnTracks(task.recordings, task.ids);
    case "derive":
      return await derivedFile(task.recordings, task.session, task.part);
    case "report": {
      const {folderReport} = await import("../report/folderReport.js");
      // asks whether the work was cancelled
      return await folderReport(task.recordings, task.spec, {onRead: () => watch.onProgress(0)});
    }
  }
}
