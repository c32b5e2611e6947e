import {blunderFences} from "../../signal/blunderFence.js";
import {meanInterval} from "../../signal/meanInterval.js";

/** What several laps took for one part of the lap, s. */
export interface PartSummary {
  /** laps with a time here, and how many of them the mean leaves out: much slower than the others */
  n: number;
  leftOut: number;
  /** the least time and the index of its lap; null without times */
  best: {timeS: number; lap: number} | null;
  /** NaN without times */
  meanS: number;
  /** half width of the mean's 95 % interval (Student); NaN for fewer than two laps */
  reachS: number;
}

/** Of fewer laps it cannot be said which is a blunder. */
const LEAST_TO_FENCE = 5;

/** Sums up the times of a part by lap, s; NaN where a lap has none. */
export function partSummary(times: ArrayLike<number>): PartSummary {
  const known = Array.from(times).filter(Number.isFinite);
  const [fence] = known.length < LEAST_TO_FENCE ? [Number.POSITIVE_INFINITY] : blunderFences([known]);
  const counted = known.filter((time) => !(time > fence));
  let lap = -1;
  for (let i = 0; i < times.length; i++) if (times[i] < (times[lap] ?? Number.POSITIVE_INFINITY)) lap = i;
  const {mean: meanS, reach: reachS, n} = meanInterval(counted);
  const best = lap < 0 ? null : {timeS: times[lap], lap};
  return {n: known.length, leftOut: known.length - n, best, meanS, reachS};
}
