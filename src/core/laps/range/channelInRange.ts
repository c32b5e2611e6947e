import {type PlacedSamples, type RangeSegments, rangeSegments} from "./rangeSegments.js";
import type {LineRange} from "./rangeTimes.js";

/** A channel in a stretch of the line; NaN where unknown. */
export interface ChannelInRange {
  /** where the stretch begins and ends: linear between samples, of a discrete channel the nearest sample's */
  entry: number;
  exit: number;
  min: number;
  max: number;
  /** over time; NaN for a discrete channel, whose values have no mean */
  mean: number;
  /** time over which the channel is known, s */
  knownS: number;
}

/** Entry, least, mean, greatest and exit value of a column of samples in a stretch of the line. */
export function channelInRange(
  samples: PlacedSamples,
  values: ArrayLike<number>,
  range: LineRange,
  options?: {discrete?: boolean},
): ChannelInRange {
  return channelInSegments(rangeSegments(samples, range), values, options);
}

/** As `channelInRange`, for several channels over the same segments. */
export function channelInSegments(
  {before, after, from, to, seconds, isGap, begins, ends}: RangeSegments,
  values: ArrayLike<number>,
  {discrete = false} = {},
): ChannelInRange {
  const last = before.length - 1;
  const valueAt = (k: number, share: number) => {
    const [a, b] = [values[before[k]], values[after[k]]];
    // without arithmetic at the ends: a NaN beside a sample must not reach it
    if (share === 0) return a;
    if (share === 1) return b;
    return discrete ? (share < 0.5 ? a : b) : a + share * (b - a);
  };
  let [min, max, sum, knownS] = [Infinity, -Infinity, 0, 0];
  for (let k = 0; k <= last; k++) {
    if (isGap[k]) continue;
    const isWhole = from[k] === 0 && to[k] === 1;
    const here = isWhole ? values[before[k]] : valueAt(k, from[k]);
    const there = isWhole ? values[after[k]] : valueAt(k, to[k]);
    if (here < min) min = here;
    if (here > max) max = here;
    if (there < min) min = there;
    if (there > max) max = there;
    const mean = (here + there) / 2;
    if (Number.isNaN(mean)) continue;
    sum += mean * seconds[k];
    knownS += seconds[k];
  }
  return {
    entry: begins && !isGap[0] ? valueAt(0, from[0]) : Number.NaN,
    exit: ends && !isGap[last] ? valueAt(last, to[last]) : Number.NaN,
    min: min > max ? Number.NaN : min,
    max: min > max ? Number.NaN : max,
    mean: discrete || knownS === 0 ? Number.NaN : sum / knownS,
    knownS,
  };
}
