import type {LineRange} from "./rangeTimes.js";

type Column = ArrayLike<number>;

/** The samples of a lap by place and time. */
export interface PlacedSamples {
  /** m along the line, never decreasing; NaN where unknown */
  at: Column;
  /** s, never decreasing */
  time: Column;
  /** breaks[i]: nothing is known between the sample before i and i */
  breaks?: Column;
}

/** The ways from one sample to the next that touch a stretch of the line, in order: columns of one length. */
export interface RangeSegments {
  /** rows of both samples */
  before: number[];
  after: number[];
  /** shares of the way between them that lie in the stretch, 0–1 */
  from: number[];
  to: number[];
  /** time in the stretch, s */
  seconds: number[];
  /** nothing is known between the samples */
  isGap: boolean[];
  /** the stretch begins in the first segment, and ends in the last one */
  begins: boolean;
  ends: boolean;
}

/** A stretch that begins or ends at the line has the value of the lap's first or last sample, at most so far from it, m. */
const NEAR_M = 25;

/** The ways between neighbouring samples with a known place in a stretch of the line. */
export function rangeSegments({at, time, breaks}: PlacedSamples, {fromM, toM}: LineRange): RangeSegments {
  const out: RangeSegments = {
    ...{before: [], after: [], from: [], to: [], seconds: [], isGap: []},
    ...{begins: false, ends: false},
  };
  let before = -1;
  let first = -1;
  let isGap = false;
  let i = 0;
  for (; i < at.length; i++) {
    if (breaks?.[i]) isGap = true;
    if (Number.isNaN(at[i])) continue;
    if (first < 0) first = i;
    if (before >= 0 && at[before] > toM) break;
    if (before >= 0 && at[i] >= fromM) {
      const way = at[i] - at[before];
      const from = way > 0 ? Math.max(0, (fromM - at[before]) / way) : 0;
      const to = way > 0 ? Math.min(1, (toM - at[before]) / way) : 1;
      if (to > from) {
        out.before.push(before);
        out.after.push(i);
        out.from.push(from);
        out.to.push(to);
        out.seconds.push((to - from) * (time[i] - time[before]));
        out.isGap.push(isGap);
      }
    }
    before = i;
    isGap = false;
  }
  const last = out.before.length - 1;
  if (last < 0) return out;
  const [start, end] = [out.before[0], out.after[last]];
  out.begins = out.from[0] > 0 || Math.abs(at[start] - fromM) <= (start === first ? NEAR_M : 0);
  out.ends = out.to[last] < 1 || Math.abs(at[end] - toM) <= (i === at.length && end === before ? NEAR_M : 0);
  return out;
}

/** Samples in a stretch, and how long each was: half of the way to its neighbours, as far as it lies in the stretch. */
export interface WeightedRows {
  rows: Int32Array;
  /** s */
  seconds: Float64Array;
  /** time in gaps of the samples, s; with `seconds` it adds up to the time in the stretch */
  gapS: number;
}

/** The samples in a stretch with their times, in order. */
export function rowsInRange(samples: PlacedSamples, range: LineRange): WeightedRows {
  const segments = rangeSegments(samples, range);
  const rows: number[] = [];
  const seconds: number[] = [];
  const add = (row: number, time: number) => {
    if (!(time > 0)) return;
    const last = rows.length - 1;
    if (last >= 0 && rows[last] === row) seconds[last] += time;
    else {
      rows.push(row);
      seconds.push(time);
    }
  };
  let gapS = 0;
  for (let k = 0; k < segments.before.length; k++) {
    const time = segments.seconds[k];
    if (segments.isGap[k]) gapS += time;
    else {
      const [from, to] = [segments.from[k], segments.to[k]];
      const early = Math.max(0, Math.min(to, 0.5) - from) / (to - from);
      add(segments.before[k], early * time);
      add(segments.after[k], (1 - early) * time);
    }
  }
  return {rows: Int32Array.from(rows), seconds: Float64Array.from(seconds), gapS};
}
