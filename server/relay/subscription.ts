import type {LogPosition, Subscribe} from "../../src/core/live/wire/protocol.js";
import {LIVE_TOPICS} from "../../src/core/messages/topics.js";
import {feedOf, type RelayFrame} from "./frame.js";
import type {RelaySession} from "./session.js";

/** One subscription of a client: a choice of topics, cars and channels of one session. */
export class Subscription {
  session: RelaySession | null = null;
  /** new frames that wait for the end of the backfill; null when none runs */
  held: RelayFrame[] | null = null;
  /** frames that did not fit into `held` */
  overflow = 0;
  closed = false;
  /** identifies the choice of channels */
  readonly key: string;
  readonly #topics: boolean[];
  readonly #cars: Set<number> | null;
  /** by topic and partition (see feedOf): the last offset sent */
  #sent = new Map<number, number>();

  constructor(readonly request: Subscribe) {
    this.key = request.channels?.join(" ") ?? "";
    this.#topics = LIVE_TOPICS.map((topic) => request.topics.includes(topic));
    this.#cars = request.cars && new Set(request.cars);
    for (const position of request.resumeFrom ?? []) this.passed(position);
  }

  wants(frame: RelayFrame): boolean {
    return !this.closed && this.#topics[frame.topic] && (!this.#cars || frame.car < 0 || this.#cars.has(frame.car));
  }

  /** Notes the frame as sent; false when it or a later one of its partition was sent before. */
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

  close(): void {
    this.closed = true;
    this.held = null;
  }
}
