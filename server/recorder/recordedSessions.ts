import {readSession} from "../../loaders/archive/library.js";
import {readCheckpoint} from "./checkpoint.js";

/**
 * The sessions that were being recorded when the last process ended: UID by id. The recorder continues them, so the publisher must
 * give them the same ids. A UID is "" where the game has none.
 */
export async function recordedSessions(recordings: string): Promise<Map<string, string>> {
  const checkpoint = await readCheckpoint(recordings).catch(() => undefined);
  const uids = new Map<string, string>();
  for (const {id} of checkpoint?.sessions ?? []) {
    const session = await readSession(recordings, id).catch(() => undefined);
    if (session) uids.set(id, session.uid);
  }
  return uids;
}

/**
 * The id of a session that ran, by its UID. Each is returned once, and only for `forMs`: a later session of that UID is another one.
 *
 * @param clock monotonic, ms
 */
export function idsOf(
  running: ReadonlyMap<string, string>,
  forMs: number,
  clock: () => number = () => performance.now(),
): (uid: string) => string | undefined {
  const ids = new Map([...running].filter(([, uid]) => uid !== "").map(([id, uid]) => [uid, id]));
  const began = clock();
  return (uid) => {
    const id = clock() - began < forMs ? ids.get(uid) : undefined;
    ids.delete(uid);
    return id;
  };
}
