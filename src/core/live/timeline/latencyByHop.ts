import {spread} from "../../signal/spread.js";
import type {RelayedHops} from "../wire/protocol.js";
import type {LiveHealth} from "./liveSource.js";

const KEPT = 512;
/** Older than this was held up elsewhere (a replay's own times), ms. */
const OLD = 10_000;

const NONE = spread([]);

export type Hops = LiveHealth["hops"];

/** How long the last messages took on each stretch of their way; clocks are the relay's but for the page's own, which is set right. */
export class HopTimes {
  #collected: number[] = [];
  #relay: number[] = [];
  #page: number[] = [];
  #total: number[] = [];

  /**
   * A message's stamps, ms since 1970 by the relay's clock. `read` is of what came last of it out of the log, NaN in a backfill,
   * which says nothing of the line; what came before it has waited in the relay all the longer.
   *
   * @param arrivals of its frames, ascending
   */
  note(arrivals: readonly number[], {read, sent, shown}: {read: number; sent: number; shown: number}): void {
    const collected = read - arrivals[arrivals.length - 1];
    if (Number.isNaN(collected) || !(shown - arrivals[0] < OLD)) return;
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

  /** @param told what the relay says of the way to it */
  hops(told: RelayedHops | null = null): Hops {
    const {log = NONE, stream = NONE} = told ?? {};
    return {
      log,
      stream,
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
