import {existsSync} from "node:fs";
import {join} from "node:path";
import {keptDerived} from "../loaders/archive/derivedFile.js";
import {type ImportResult, isWritten} from "../loaders/archive/importCapture.js";
import {
  deriveInWorker,
  importLogFileInWorker,
  learnInWorker,
  remakeInWorker,
  reportInWorker,
} from "../loaders/archive/inWorker.js";
import {libraryIndex, readSession, removeSession, restoreSession} from "../loaders/archive/library.js";
import {renameTrack} from "../loaders/archive/renameTrack.js";
import {sessionReport} from "../src/core/archive/report.js";
import type {Library} from "./appOptions.js";
import type {Config} from "./config.js";
import {failureLine} from "./failureLine.js";
import {MARKER} from "./recorder/sessionRecording.js";
import {oneLine, UserError} from "./userError.js";

/** The archive on disk, and the tracks learned from it. */
export interface DiskLibrary extends Library {
  /** learns the tracks of new or changed sessions in the background; failures are reported */
  learn(ids: readonly string[]): void;
  /** learns the tracks of all sessions, in an archive that has none yet */
  learnMissing(): Promise<void>;
  /** resolves when all learning has ended */
  learned(): Promise<void>;
}

export function createLibrary(
  {recordings}: Pick<Config, "recordings">,
  report: (line: string) => void = () => {},
): DiskLibrary {
  let learning: Promise<unknown> = Promise.resolve();
  function learn(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const task = learnInWorker(recordings, ids).catch((error) => report(`tracks: ${oneLine(error)}`));
    learning = Promise.all([learning, task]);
  }
  /** The answer to an import. Learns the tracks of the written sessions. */
  function answer({sessions, warning}: ImportResult): {sessions: unknown[]; warning?: string} {
    learn(sessions.filter(({status}) => isWritten(status)).map(({session}) => session.id));
    const reports = sessions.map(({status, session, laps}) => ({status, ...sessionReport(session, laps)}));
    return {sessions: reports, ...(warning !== undefined && {warning})};
  }
  return {
    index: () => libraryIndex(recordings),
    async importCapture(file, name, {onProgress, signal, companions, salvage, choices}) {
      // Loaded when needed: the readers of other tools' files are a quarter of the server's modules.
      const {importFile} = await import("../loaders/archive/importFile.js");
      try {
        return answer(
          await importFile(file, {
            recordings,
            name,
            signal,
            companions,
            salvage,
            choices,
            importLog: importLogFileInWorker,
            onProgress: (fraction) => onProgress(fraction, `reading ${name}`),
          }),
        );
      } catch (error) {
        throw new UserError(failureLine(error, name));
      }
    },
    async remake(id, {onProgress, signal, choices}) {
      await readSession(recordings, id); // throws ENOENT for an unknown session
      if (existsSync(join(recordings, id, MARKER)))
        throw new UserError(`${id} is being recorded: wait until the session has ended`);
      try {
        const renamed = choices && (await renameTrack(recordings, id, choices));
        if (renamed)
          return answer({
            sessions: [{status: "remade", ...renamed}],
            other: 0,
            firstRefusal: undefined,
            cut: undefined,
          });
        const progress = (fraction: number) => onProgress(fraction, "reading it again");
        return answer(await remakeInWorker(recordings, id, {signal, choices, onProgress: progress}));
      } catch (error) {
        throw new UserError(failureLine(error, id));
      }
    },
    remove: (id) => removeSession(recordings, id),
    restore: (id) => restoreSession(recordings, id),
    derived: async (id, part) =>
      (await keptDerived(recordings, id, part)) ?? (await deriveInWorker(recordings, id, part)),
    report: (spec, options) => reportInWorker(recordings, spec, options),
    learn,
    async learnMissing() {
      const {sessions, tracks} = await libraryIndex(recordings);
      const driven = sessions.filter(({source, outline}) => !source.simulated && outline.length > 0);
      if (tracks.length === 0) learn(driven.map(({id}) => id));
    },
    learned: async () => void (await learning),
  };
}
