import {link} from "node:fs/promises";
import {join} from "node:path";
import {NewerSessionError} from "../../src/core/archive/parseSession.js";
import type {ArchivedSession, LogChoices} from "../../src/core/archive/types.js";
import {LogFileError} from "../../src/core/files/importedLog.js";
import {LOG_FILE_READERS} from "../../src/core/files/readers.js";
import {capturedSession} from "../../src/core/session/sessionFile.js";
import {type FoundSession, SessionSplitter} from "../../src/core/session/sessionSplitter.js";
import {CaptureFile} from "../captures/readCapture.js";
import {chosenTrack, settleTrack} from "../tracks/settleTrack.js";
import {captureName} from "./captureName.js";
import {reprocessLogFile} from "./importLogFile.js";
import {readSession} from "./library.js";
import {SessionWriter} from "./sessionWriter.js";
import {sweepIncoming} from "./sweepIncoming.js";
import type {Watch} from "./watch.js";

/**
 * Rebuilds an archived session from its capture, which stays unchanged. The same version of Lapbook writes identical files; a newer
 * one may derive more. A damaged session.json is repaired, and a truncated capture gives its intact part.
 *
 * @param choices replace those made before: for an imported log what its reader accepts, for any session the track's name (`track`)
 */
export async function reprocess(
  recordings: string,
  id: string,
  {signal, onProgress, choices}: Watch & {choices?: LogChoices} = {},
): Promise<ArchivedSession> {
  const known = await readSession(recordings, id).catch(() => undefined);
  if (known?.fromReport)
    throw new LogFileError(`${id} was imported from a report: it has no recording to rebuild it from`);
  const reader = known && LOG_FILE_READERS.find(({format}) => format === known.source.format);
  if (reader) {
    await sweepIncoming(recordings);
    return await reprocessLogFile(recordings, known, reader, {signal, onProgress, ...(choices && {choices})});
  }
  const other = Object.keys(choices ?? {}).find((choice) => choice !== "track");
  if (other) throw new LogFileError(`${id} was made from a game's packets: choice ${other} is not available`);
  const chosen = chosenTrack(choices ?? known?.choices);
  const importedFrom = await sourceFile(recordings, id);
  await sweepIncoming(recordings);
  const name = await captureName(recordings, id);
  const capture = join(recordings, id, name);
  const writer = new SessionWriter(recordings, id);
  const file = new CaptureFile(capture, {
    tolerant: true,
    signal,
    onProgress: (read, total) => onProgress?.(total > 0 ? read / total : 1),
  });
  const found: FoundSession[] = [];
  const splitter = new SessionSplitter({
    begin: (session) => {
      found.push(session);
      return writer;
    },
    datagram: () => {},
    end: () => {},
  });
  try {
    for await (const batch of file.batches()) {
      splitter.accept(batch);
      await writer.drain();
    }
    splitter.end();
    if (found.length !== 1) throw new Error(`${id}: its capture holds ${found.length} sessions, expected 1`);
    const {session, laps} = capturedSession({...found[0], id}, importedFrom, name);
    if (known?.capture?.datedByFile) session.capture.datedByFile = true;
    if (chosen) session.choices = {track: chosen};
    await settleTrack(recordings, session, known);
    await writer.finish(session, laps, (folder) => link(capture, join(folder, name)));
    await writer.commit();
    return {session, laps};
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** The only fact that the capture does not contain. A damaged session.json is rebuilt without it; a newer one is kept. */
async function sourceFile(recordings: string, id: string): Promise<string | null> {
  try {
    return (await readSession(recordings, id)).source.file;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (error instanceof NewerSessionError || (code && code !== "ENOENT")) throw error;
    return null;
  }
}
