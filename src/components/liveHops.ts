import type {LiveHealth} from "../core/live/liveSource.js";
import {spread} from "../core/live/spread.js";
import type {RelayedHops} from "../core/live/wire.js";

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

  /** Stamps of one message, ms since 1970 by the relay's clock; `read` is NaN in a backfill, which says nothing of the line. */
  note({arrival, read, sent, shown}: {arrival: number; read: number; sent: number; shown: number}): void {
    if (Number.isNaN(read) || !(shown - arrival < OLD)) return;
    push(this.#collected, read - arrival);
    push(this.#relay, sent - read);
    push(this.#page, shown - sent);
    push(this.#total, shown - arrival);
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
