import type {LogMessage} from "../log/log.js";

const KEPT = 512;
/** Further from now than this was not collected now: an old capture, a log that was away, ms. */
const OLD = 60_000;

export interface Acknowledgement {
  /** ms since 1970, as the message says */
  arrival: number;
  acknowledged: number;
}

/** When the log acknowledged what arrived when: the last half thousand sends of each session, for its latency. */
export class Acknowledgements {
  private readonly bySession = new Map<string, Acknowledgement[]>();

  /** @param now ms since 1970, with fractions */
  note(messages: readonly LogMessage[], now: number): void {
    for (let i = 0; i < messages.length; i++) {
      const {key, timestamp} = messages[i];
      // a frame's messages, a car each, arrived together
      const last = i === 0 ? undefined : messages[i - 1];
      if ((last?.key === key && last.timestamp === timestamp) || Math.abs(now - timestamp) > OLD) continue;
      let list = this.bySession.get(key);
      if (!list) this.bySession.set(key, (list = []));
      list.push({arrival: timestamp, acknowledged: now});
      if (list.length >= 2 * KEPT) list.splice(0, KEPT);
    }
  }

  of(session: string): readonly Acknowledgement[] {
    return this.bySession.get(session) ?? [];
  }

  forget(session: string): void {
    this.bySession.delete(session);
  }
}
