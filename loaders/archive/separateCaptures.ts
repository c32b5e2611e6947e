import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import type {Game} from "../../src/core/games/game.js";
import {CAPTURE_FILE} from "../../src/core/session/sessionFile.js";
import {type SessionCallbacks, SessionSplitter} from "../../src/core/session/sessionSplitter.js";
import {CaptureFile, type ReadOptions} from "../captures/readCapture.js";
import {CaptureWriter} from "./captureWriter.js";

/**
 * For a capture that holds several sessions, or other traffic too: reads it once more and writes a capture of its own
 * datagrams into each session's folder.
 *
 * @returns for a session id, the function that completes its capture
 */
export async function separateCaptures(
  path: string,
  sessions: readonly {id: string; folder: string}[],
  {games, ...read}: ReadOptions & {games?: readonly Game[]},
): Promise<(id: string) => () => Promise<void>> {
  const writers = new Map<string, CaptureWriter>();
  for (const {id, folder} of sessions) {
    await mkdir(folder, {recursive: true});
    writers.set(id, new CaptureWriter(join(folder, CAPTURE_FILE)));
  }
  const callbacks: SessionCallbacks = {
    begin: () => ({samples: () => {}}),
    datagram: (found, batch, i) => writers.get(found.id)?.append(batch, i),
    end: () => {},
  };
  const splitter = new SessionSplitter(callbacks, games);
  try {
    for await (const batch of new CaptureFile(path, read).batches()) {
      splitter.accept(batch);
      for (const writer of writers.values()) await writer.drain();
    }
    splitter.end();
  } catch (error) {
    for (const writer of writers.values()) await writer.abort();
    throw error;
  }
  return (id) => () => writers.get(id)!.close();
}
