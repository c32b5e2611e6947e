import {readSession} from "../../loaders/archive/library.js";
import {readCheckpoint} from "./checkpoint.js";

/**
 * The sessions that were being recorded when the last process ended, by UID: the recorder goes on with them, so whoever
 * names sessions must give them the same names. Each is given once, and only for `forMs`: what comes later is another session.
 *
 * @param clock ms, one that goes forward
 */
export async function recordedSessions(
  recordings: string,
  forMs: number,
  clock: () => number = () => performance.now(),
): Promise<(uid: string) => string | undefined> {
  const checkpoint = await readCheckpoint(recordings).catch(() => undefined);
  const ids = new Map<string, string>();
  for (const {id} of checkpoint?.sessions ?? []) {
    const session = await readSession(recordings, id).catch(() => undefined);
    if (session?.uid) ids.set(session.uid, id);
  }
  const began = clock();
  return (uid) => {
    const id = clock() - began < forMs ? ids.get(uid) : undefined;
    ids.delete(uid);
    return id;
  };
}
