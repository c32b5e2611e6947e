import type {SeenSession} from "./collectors/liveSessions.js";
import type {Log} from "./log/log.js";
import {retry} from "./retry.js";
import {decodeSessionStatus} from "./sessionStatus.js";
import {SILENT_MS} from "./silence.js";
import {oneLine} from "./userError.js";

const MOST_SESSIONS = 2048;
const RETRY_MS = 2000;

/** The sessions that collectors on other machines report in the log. */
export class RemoteSessions {
  private readonly known = new Map<string, SeenSession>();

  constructor(private readonly options: {log: Log; topic: string; report?: (line: string) => void}) {}

  /** Reads until `signal` aborts; retries after failures of the log. */
  async run(signal: AbortSignal): Promise<void> {
    const {report = () => {}} = this.options;
    await retry(signal, () => this.read(signal), {
      retryMs: RETRY_MS,
      onFailure: (error) => report(`remote sessions: ${oneLine(error)}`),
    });
  }

  private async read(signal: AbortSignal): Promise<void> {
    const {log, topic} = this.options;
    const consumer = await log.consume({topics: [topic], from: "earliest", signal});
    try {
      for await (const entries of consumer) for (const {key, value} of entries) this.store(key, value);
    } finally {
      await consumer.close();
    }
  }

  /** All except those in `own`. @param now ms since 1970 */
  sessions(own: readonly SeenSession[], now = Date.now()): SeenSession[] {
    const ownIds = new Set(own.map(({session}) => session.id));
    return [...this.known.values()]
      .filter(({session}) => !ownIds.has(session.id))
      .map((seen) => ({...seen, ended: seen.ended || now - seen.lastSeen > SILENT_MS}));
  }

  private store(key: string, value: Uint8Array): void {
    const seen = decodeSessionStatus({key, value});
    if (!seen) return;
    this.known.delete(key);
    this.known.set(key, seen);
    for (const [oldest] of this.known) {
      if (this.known.size <= MOST_SESSIONS) break;
      this.known.delete(oldest);
    }
  }
}
