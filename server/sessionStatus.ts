import type {SeenSession} from "./collectors/liveSessions.js";
import type {Log} from "./log/log.js";

/** Messages read back from the end: some minutes of several sessions with one a second each. */
const LOOK_BACK = 4096;

/** Decodes a message of SessionStatusPublisher; undefined when it is invalid. */
export function decodeSessionStatus({key, value}: {key: string; value: Uint8Array}): SeenSession | undefined {
  const seen = parse(value);
  if (seen?.session?.id !== key || !seen.ledger || !Array.isArray(seen.session.drivers) || !seen.session.track)
    return undefined;
  return seen as SeenSession;
}

/** The latest status of each recent session. */
export async function latestSessionStatuses(log: Log, topic: string): Promise<SeenSession[]> {
  const found = new Map<string, SeenSession>();
  const spec = (await log.describeTopics()).find(({name}) => name === topic);
  for (const [partition, {first, next}] of (spec?.offsets ?? []).entries()) {
    const from = Math.max(first, next - LOOK_BACK);
    if (from >= next) continue;
    for await (const entries of log.read({topic, partition, from, to: next}))
      for (const entry of entries) {
        const seen = decodeSessionStatus(entry);
        if (seen) found.set(entry.key, seen);
      }
  }
  return [...found.values()];
}

function parse(value: Uint8Array): Partial<SeenSession> | undefined {
  try {
    const seen: unknown = JSON.parse(new TextDecoder().decode(value));
    return typeof seen === "object" && seen !== null ? seen : undefined;
  } catch {
    return undefined;
  }
}
