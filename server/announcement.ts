import type {SeenSession} from "./collectors/liveSessions.js";
import type {Log} from "./log/log.js";

/** Announcements looked back at: some minutes of several sessions that say one a second. */
const LOOK_BACK = 4096;

/** What a collector says of a session of that id (see Announcer); undefined for anything else: whoever writes to the log may write anything. */
export function readAnnouncement({key, value}: {key: string; value: Uint8Array}): SeenSession | undefined {
  const seen = parse(value);
  if (seen?.session?.id !== key || !seen.ledger || !Array.isArray(seen.session.drivers) || !seen.session.track)
    return undefined;
  return seen as SeenSession;
}

/** The last word on each session that was announced lately. */
export async function lastAnnouncements(log: Log, topic: string): Promise<SeenSession[]> {
  const found = new Map<string, SeenSession>();
  const spec = (await log.describeTopics()).find(({name}) => name === topic);
  for (const [partition, {first, next}] of (spec?.offsets ?? []).entries()) {
    const from = Math.max(first, next - LOOK_BACK);
    if (from >= next) continue;
    for await (const entries of log.read({topic, partition, from, to: next}))
      for (const entry of entries) {
        const seen = readAnnouncement(entry);
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
