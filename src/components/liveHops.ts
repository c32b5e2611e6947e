import type {LiveHealth} from "../core/live/liveSource.js";

const KEPT = 512;
/** Older than this is a backfill and says nothing about the line, ms. */
const OLD = 10_000;

export type Hops = LiveHealth["hops"];

/** How long the last messages took on each stretch of their way; clocks are the relay's but for the page's own, which is set right. */
export class HopTimes {
  #log: number[] = [];
  #relay: number[] = [];
  #page: number[] = [];
  #total: number[] = [];

  /** Stamps of one message, ms since 1970 by the relay's clock; NaN where one is missing. */
  note({arrival, read, sent, shown}: {arrival: number; read: number; sent: number; shown: number}): void {
    if (!(shown - arrival < OLD)) return;
    push(this.#log, read - arrival);
    push(this.#relay, sent - read);
    push(this.#page, shown - sent);
    push(this.#total, shown - arrival);
  }

  clear(): void {
    this.#log = [];
    this.#relay = [];
    this.#page = [];
    this.#total = [];
  }

  get hops(): Hops {
    return {log: spread(this.#log), relay: spread(this.#relay), page: spread(this.#page), total: spread(this.#total)};
  }
}

function push(values: number[], ms: number): void {
  if (Number.isNaN(ms)) return;
  values.push(ms);
  if (values.length > KEPT) values.shift();
}

/** Nearest rank; NaN of nothing. */
function spread(values: readonly number[]): Hops["total"] {
  const sorted = Float64Array.from(values).sort();
  const quantile = (q: number) => (sorted.length ? sorted[Math.ceil(q * sorted.length) - 1] : Number.NaN);
  return {p50: quantile(0.5), p99: quantile(0.99)};
}
