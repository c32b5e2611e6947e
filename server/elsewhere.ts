import {setTimeout as sleep} from "node:timers/promises";
import {readAnnouncement} from "./announcement.js";
import type {SeenSession} from "./collectors/liveSessions.js";
import type {Log} from "./log/log.js";
import {SILENT_MS} from "./silence.js";
import {oneLine} from "./userError.js";

const MOST = 256;
const RETRY_MS = 2000;

/** The sessions that collectors of other machines announce in the log. */
export class Elsewhere {
  private readonly known = new Map<string, SeenSession>();

  constructor(private readonly options: {log: Log; topic: string; report?: (line: string) => void}) {}

  /** Reads until it is stopped; a log that fails is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    const {log, topic, report = () => {}} = this.options;
    while (!signal.aborted) {
      try {
        const consumer = await log.consume({topics: [topic], from: "earliest", signal});
        try {
          for await (const entries of consumer) for (const {key, value} of entries) this.take(key, value);
        } finally {
          await consumer.close();
        }
      } catch (error) {
        if (!signal.aborted) report(`sessions elsewhere: ${oneLine(error)}`);
      }
      await sleep(RETRY_MS, undefined, {signal}).catch(() => {});
    }
  }

  /** Those not in `own`, which are known better here. @param now ms since 1970 */
  sessions(own: readonly SeenSession[], now = Date.now()): SeenSession[] {
    const here = new Set(own.map(({session}) => session.id));
    return [...this.known.values()]
      .filter(({session}) => !here.has(session.id))
      .map((seen) => ({...seen, ended: seen.ended || now - seen.lastSeen > SILENT_MS}));
  }

  private take(key: string, value: Uint8Array): void {
    const seen = readAnnouncement({key, value});
    if (!seen) return;
    this.known.delete(key);
    this.known.set(key, seen);
    for (const [oldest] of this.known) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
  }
}
