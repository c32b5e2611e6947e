import {importFile} from "../loaders/archive/importFile.js";
import {libraryIndex, removeSession, restoreSession} from "../loaders/archive/library.js";
import {sessionReport} from "../src/core/archive/report.js";
import type {Config} from "./config.js";
import {failureLine} from "./failureLine.js";
import type {Library} from "./parts.js";
import {UserError} from "./userError.js";

/** The archive on disk, as the routes see it. */
export function createLibrary({recordings}: Pick<Config, "recordings">): Library {
  return {
    index: () => libraryIndex(recordings),
    async importCapture(file, name, {onProgress, signal}) {
      try {
        const progress = (fraction: number) => onProgress(fraction, `reading ${name}`);
        const {sessions} = await importFile(file, {recordings, name, signal, onProgress: progress});
        return {sessions: sessions.map(({status, session, laps}) => ({status, ...sessionReport(session, laps)}))};
      } catch (error) {
        throw new UserError(failureLine(error, name));
      }
    },
    remove: (id) => removeSession(recordings, id),
    restore: (id) => restoreSession(recordings, id),
  };
}
