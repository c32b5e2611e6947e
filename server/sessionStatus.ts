import type {Ledger} from "../src/core/archive/types.js";
import type {SeenSession} from "./collectors/liveSessions.js";
import {partitionRanges, readRange} from "./collectors/offsetRange.js";
import {jsonObject} from "./jsonObject.js";
import type {Log} from "./log/log.js";

/** Messages read back from the end: some minutes of several sessions with one message per second each. */
const LOOK_BACK = 4096;

/** Decodes a message of SessionStatusPublisher; undefined when it is invalid. */
export function decodeSessionStatus({key, value}: {key: string; value: Uint8Array}): SeenSession | undefined {
  const seen = jsonObject(new TextDecoder().decode(value)) as Partial<SeenSession> | undefined;
  if (seen?.session?.id !== key || !seen.ledger || !Array.isArray(seen.session.drivers) || !seen.session.track)
    return undefined;
  return seen as SeenSession;
}

/** The latest status of each recent session. */
export async function latestSessionStatuses(log: Log, topic: string): Promise<SeenSession[]> {
  const found = new Map<string, SeenSession>();
  for (const range of await partitionRanges(log, topic)) {
    const from = Math.max(range.from, range.next - LOOK_BACK);
    for await (const entries of readRange(log, topic, {...range, from}))
      for (const entry of entries) {
        const seen = decodeSessionStatus(entry);
        if (seen) found.set(entry.key, seen);
      }
  }
  return [...found.values()];
}

/** The ledger that a session had when its status was last published. */
export function ledgerIn(statuses: readonly SeenSession[], id: string): Ledger | undefined {
  return statuses.find(({session}) => session.id === id)?.ledger;
}
