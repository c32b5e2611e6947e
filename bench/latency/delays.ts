import {median} from "../support.js";
import type {Arrivals} from "./clients.js";
import type {Pace} from "./pace.js";

export interface Delays {
  p50: number;
  p99: number;
  /** of the frames during which the processor ran at its usual speed */
  steadyP99: number;
  /** share of the steps of `Pace` that were slow */
  slow: number;
  /** frames that did not come whole to a client */
  missing: number;
}

/** A step that takes so many times the median says that the processor was slow: a neighbour on its core makes it at most twice. */
const SLOW = 3;
/** ms around a slow step within which nobody knows how fast the processor was: a step and a half */
const AROUND = 6;

/** Delays in ms of the frames after `from` up to `to` that came whole to a client: all `cars` of them. */
export function delays(
  {clients}: Pick<Arrivals, "clients">,
  sentAt: ReadonlyMap<number, number>,
  pace: Pick<Pace, "at" | "took">,
  {from, to, cars}: {from: number; to: number; cars: number},
): Delays {
  const limit = SLOW * median(pace.took);
  const slowAt = pace.at.filter((_, i) => pace.took[i] > limit);
  const wasSlow = (start: number, end: number) => slowAt.some((at) => at > start - AROUND && at < end + AROUND);
  const all: number[] = [];
  const steady: number[] = [];
  for (const client of clients)
    client.frames.forEach((frame, i) => {
      if (frame <= from || frame > to || client.cars[i] !== cars) return;
      const start = sentAt.get(frame)!;
      const delay = client.at[i] - start;
      all.push(delay);
      if (!wasSlow(start, client.at[i])) steady.push(delay);
    });
  return {
    ...{p50: quantile(all, 0.5), p99: quantile(all, 0.99), steadyP99: quantile(steady, 0.99)},
    ...{slow: slowAt.length / pace.at.length, missing: clients.length * (to - from) - all.length},
  };
}

function quantile(values: number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * q)];
}
