import type {LogMessage} from "../log/log.js";
import type {Acknowledged} from "../relay/ports.js";

const KEPT = 512;
/** Arrivals further than this from now are ignored: an old capture, or a log that was unreachable, ms. */
const OLD = 60_000;

/** Arrival and acknowledgement of the last 512 or more sends of each session, for its latency. */
export class Acknowledgements {
  private readonly bySession = new Map<string, Acknowledged[]>();

  /** @param now ms since 1970, with fractions */
  note(messages: readonly LogMessage[], now: number): void {
    for (let i = 0; i < messages.length; i++) {
      const {key, timestamp} = messages[i];
      // the messages of a frame, one per car, arrived together
      const last = i === 0 ? undefined : messages[i - 1];
      if ((last?.key === key && last.timestamp === timestamp) || Math.abs(now - timestamp) > OLD) continue;
      let list = this.bySession.get(key);
      if (!list) this.bySession.set(key, (list = []));
      list.push({arrival: timestamp, acknowledged: now});
      if (list.length >= 2 * KEPT) list.splice(0, KEPT);
    }
  }

  of(session: string): readonly Acknowledged[] {
    return this.bySession.get(session) ?? [];
  }

  forget(session: string): void {
    this.bySession.delete(session);
  }
}
