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

/** The part of the way from one sample to the next that lies in a stretch. */
export interface RangeSegment {
  /** rows of both samples */
  before: number;
  after: number;
  /** shares of the way between them, 0–1 */
  from: number;
  to: number;
  /** time in the stretch, s */
  seconds: number;
  /** nothing is known between them */
  isGap: boolean;
}

/** Calls back for each pair of neighbouring samples with a known place whose way touches a stretch of the line, in order. */
export function eachSegment(
  {at, time, breaks}: PlacedSamples,
  {fromM, toM}: LineRange,
  use: (segment: RangeSegment) => void,
): void {
  let before = -1;
  let isGap = false;
  for (let i = 0; i < at.length; i++) {
    if (breaks?.[i]) isGap = true;
    if (Number.isNaN(at[i])) continue;
    if (before >= 0 && at[before] > toM) return;
    if (before >= 0 && at[i] >= fromM && at[before] <= toM) {
      const way = at[i] - at[before];
      const from = way > 0 ? Math.max(0, (fromM - at[before]) / way) : 0;
      const to = way > 0 ? Math.min(1, (toM - at[before]) / way) : 1;
      if (to > from) use({before, after: i, from, to, seconds: (to - from) * (time[i] - time[before]), isGap});
    }
    before = i;
    isGap = false;
  }
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
  const seconds = new Map<number, number>();
  const add = (row: number, time: number) => {
    if (time > 0) seconds.set(row, (seconds.get(row) ?? 0) + time);
  };
  let gapS = 0;
  eachSegment(samples, range, ({before, after, from, to, seconds: time, isGap}) => {
    if (isGap) gapS += time;
    else {
      const early = Math.max(0, Math.min(to, 0.5) - from) / (to - from);
      add(before, early * time);
      add(after, (1 - early) * time);
    }
  });
  return {rows: Int32Array.from(seconds.keys()), seconds: Float64Array.from(seconds.values()), gapS};
}
