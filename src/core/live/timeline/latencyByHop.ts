import {spread} from "../../signal/spread.js";
import type {RelayedHops} from "../wire/protocol.js";
import type {Hops} from "./liveSource.js";

/** Latencies kept of each hop. */
const KEPT = 512;
/** Messages older than this, ms, were delayed elsewhere (a replay's original times) and are not counted. */
const MOST_AGE = 10_000;

const UNKNOWN = spread([]);

/** When the relay and the page handled a message, ms since 1970 by the relay's clock. */
export interface MessageTimes {
  /** when its newest record was read from the log; NaN in a backfill, which is not counted */
  read: number;
  sent: number;
  shown: number;
}

/** How long the last messages took on each hop from the collector to this page. */
export class LatencyByHop {
  #collected: number[] = [];
  #relay: number[] = [];
  #page: number[] = [];
  #total: number[] = [];

  /** Counts a message; `arrivals` are the times its frames arrived at the collector, ascending. */
  note(arrivals: readonly number[], {read, sent, shown}: MessageTimes): void {
    const collected = read - arrivals[arrivals.length - 1];
    if (Number.isNaN(collected) || !(shown - arrivals[0] < MOST_AGE)) return;
    push(this.#collected, collected);
    push(this.#page, shown - sent);
    for (const arrival of arrivals) {
      push(this.#relay, sent - arrival - collected);
      push(this.#total, shown - arrival);
    }
  }

  clear(): void {
    this.#collected = [];
    this.#relay = [];
    this.#page = [];
    this.#total = [];
  }

  /** The spread of each hop; those before the relay as it reports them. */
  hops(relayed: RelayedHops | null = null): Hops {
    return {
      log: relayed?.log ?? UNKNOWN,
      stream: relayed?.stream ?? UNKNOWN,
      collected: spread(this.#collected),
      relay: spread(this.#relay),
      page: spread(this.#page),
      total: spread(this.#total),
    };
  }
}

function push(values: number[], ms: number): void {
  if (Number.isNaN(ms)) return;
  values.push(ms);
  if (values.length > KEPT) values.shift();
}
