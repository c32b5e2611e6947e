import type {ImportResult} from "../loaders/archive/importCapture.js";
import {importFile} from "../loaders/archive/importFile.js";
import {importForeignInWorker, remakeInWorker} from "../loaders/archive/inWorker.js";
import {libraryIndex, readSession, removeSession, restoreSession} from "../loaders/archive/library.js";
import {sessionReport} from "../src/core/archive/report.js";
import type {Config} from "./config.js";
import {failureLine} from "./failureLine.js";
import type {Library} from "./parts.js";
import {UserError} from "./userError.js";

/** The archive on disk, as the routes see it. */
export function createLibrary({recordings}: Pick<Config, "recordings">): Library {
  return {
    index: () => libraryIndex(recordings),
    async importCapture(file, name, {onProgress, signal, companions, choices}) {
      try {
        return reports(
          await importFile(file, {
            ...{recordings, name, signal, companions, choices, importLog: importForeignInWorker},
            onProgress: (fraction) => onProgress(fraction, `reading ${name}`),
          }),
        );
      } catch (error) {
        throw new UserError(failureLine(error, name));
      }
    },
    async remake(id, {onProgress, signal, choices}) {
      await readSession(recordings, id); // ENOENT: no such session
      try {
        const progress = (fraction: number) => onProgress(fraction, "reading it again");
        return reports(await remakeInWorker(recordings, id, {signal, choices, onProgress: progress}));
      } catch (error) {
        throw new UserError(failureLine(error, id));
      }
    },
    remove: (id) => removeSession(recordings, id),
    restore: (id) => restoreSession(recordings, id),
  };
}

function reports({sessions}: ImportResult): {sessions: unknown[]} {
  return {sessions: sessions.map(({status, session, laps}) => ({status, ...sessionReport(session, laps)}))};
}
