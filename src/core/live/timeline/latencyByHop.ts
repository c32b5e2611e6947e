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
  #kept = noTimes();

  /** Counts a message; `arrivals` are the times its frames arrived at the collector, ascending. */
  note(arrivals: readonly number[], {read, sent, shown}: MessageTimes): void {
    const collected = read - arrivals[arrivals.length - 1];
    if (Number.isNaN(collected) || !(shown - arrivals[0] < MOST_AGE)) return;
    push(this.#kept.collected, collected);
    push(this.#kept.page, shown - sent);
    for (const arrival of arrivals) {
      push(this.#kept.relay, sent - arrival - collected);
      push(this.#kept.total, shown - arrival);
    }
  }

  clear(): void {
    this.#kept = noTimes();
  }

  /** The spread of each hop; those before the relay as it reports them. */
  hops(relayed: RelayedHops | null = null): Hops {
    return {
      log: relayed?.log ?? UNKNOWN,
      stream: relayed?.stream ?? UNKNOWN,
      collected: spread(this.#kept.collected),
      relay: spread(this.#kept.relay),
      page: spread(this.#kept.page),
      total: spread(this.#kept.total),
    };
  }
}

function noTimes(): Record<"collected" | "relay" | "page" | "total", number[]> {
  return {collected: [], relay: [], page: [], total: []};
}

function push(values: number[], ms: number): void {
  if (Number.isNaN(ms)) return;
  values.push(ms);
  if (values.length > KEPT) values.shift();
}
