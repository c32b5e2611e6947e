import type {LogPosition, Subscribe} from "../../src/core/live/wire/protocol.js";
import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import type {RelayClient} from "./client.js";
import {feedOf, type RelayFrame} from "./frame.js";
import type {RelaySession} from "./session.js";

/** What one client wants of one session. */
export class Subscription {
  session: RelaySession | null = null;
  /** new frames while the backfill runs; null once the tail flows */
  held: RelayFrame[] | null = null;
  /** frames that found `held` full */
  overflow = 0;
  closed = false;
  /** stands for the choice of channels */
  readonly key: string;
  readonly #topics: boolean[];
  readonly #cars: Set<number> | null;
  /** by feed: the last offset that was sent */
  #sent = new Map<number, number>();

  constructor(
    readonly client: RelayClient,
    readonly request: Subscribe,
  ) {
    this.key = request.channels?.join(" ") ?? "";
    this.#topics = LIVE_TOPICS.map((topic) => request.topics.includes(topic));
    this.#cars = request.cars && new Set(request.cars);
    for (const position of request.resumeFrom ?? []) this.passed(position);
  }

  wants(frame: RelayFrame): boolean {
    return this.#topics[frame.topic] && (!this.#cars || frame.car < 0 || this.#cars.has(frame.car));
  }

  /** True the first time that this or a later offset of the feed is asked about: nothing is sent twice. */
  advance({topic, entry: {partition, offset}}: RelayFrame): boolean {
    const feed = feedOf(topic, partition);
    const last = this.#sent.get(feed);
    if (last !== undefined && offset <= last) return false;
    this.#sent.set(feed, offset);
    return true;
  }

  passed({topic, partition, offset}: LogPosition): void {
    this.#sent.set(feedOf(LIVE_TOPICS.indexOf(topic), partition), offset);
  }

  positions(): LogPosition[] {
    return [...this.#sent].map(([feed, offset]) => ({
      topic: LIVE_TOPICS[Math.floor(feed / 65_536)],
      partition: feed % 65_536,
      offset,
    }));
  }

  /** From now on of this session. What was sent of the former stays sent: offsets belong to partitions, not to sessions. */
  follow(session: RelaySession | null): void {
    this.session?.subscribers.delete(this);
    this.session = session;
    session?.subscribers.add(this);
  }

  close(): void {
    this.closed = true;
    this.follow(null);
    this.held = null;
  }
}
