import {eachSegment, type PlacedSamples} from "./rangeSegments.js";
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
  {discrete = false} = {},
): ChannelInRange {
  const out = {entry: Number.NaN, exit: Number.NaN, min: Infinity, max: -Infinity, mean: Number.NaN, knownS: 0};
  let sum = 0;
  const meet = (value: number) => {
    if (value < out.min) out.min = value;
    if (value > out.max) out.max = value;
  };
  eachSegment(samples, range, ({before, after, from, to, seconds, isGap}) => {
    if (isGap) return;
    const valueAt = (share: number) =>
      discrete ? values[share < 0.5 ? before : after] : values[before] + share * (values[after] - values[before]);
    const [first, last] = [valueAt(from), valueAt(to)];
    if (begins(samples, before, from, range)) out.entry = first;
    if (ends(samples, after, to, range)) out.exit = last;
    meet(first);
    meet(last);
    const mean = (first + last) / 2;
    if (Number.isNaN(mean)) return;
    sum += mean * seconds;
    out.knownS += seconds;
  });
  if (out.min > out.max) return {...out, min: Number.NaN, max: Number.NaN};
  if (!discrete && out.knownS > 0) out.mean = sum / out.knownS;
  return out;
}

/** A stretch that begins or ends at the line has the value of the lap's first or last sample, at most so far from it, m. */
const NEAR_M = 25;

/** Whether a segment begins where the stretch does. */
function begins({at}: PlacedSamples, before: number, share: number, {fromM}: LineRange): boolean {
  return share > 0 || Math.abs(at[before] - fromM) <= (isFirst(at, before) ? NEAR_M : 0);
}

function ends({at}: PlacedSamples, after: number, share: number, {toM}: LineRange): boolean {
  return share < 1 || Math.abs(at[after] - toM) <= (isLast(at, after) ? NEAR_M : 0);
}

function isFirst(at: ArrayLike<number>, row: number): boolean {
  while (--row >= 0) if (!Number.isNaN(at[row])) return false;
  return true;
}

function isLast(at: ArrayLike<number>, row: number): boolean {
  while (++row < at.length) if (!Number.isNaN(at[row])) return false;
  return true;
}
