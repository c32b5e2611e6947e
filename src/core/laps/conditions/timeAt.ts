type Column = ArrayLike<number>;

/** How long a value was in each cell. */
export interface TimeAt {
  /** ascending; cell i reaches from edges[i] to below edges[i + 1], the last includes its end */
  edges: Float64Array;
  seconds: Float64Array;
  /** s below the first and above the last edge */
  belowS: number;
  aboveS: number;
  /** s without a value, and within gaps of the samples */
  unknownS: number;
}

/**
 * Time that each sample stands for: half of the way to both neighbours, s. Across a break (breaks[i]: between samples i − 1 and i) nobody
 * knows what happened; that time is `gapS`. All together they are the time from the first sample to the last.
 */
export function sampleTimes(time: Column, breaks?: Column): {seconds: Float64Array; gapS: number} {
  const seconds = new Float64Array(time.length);
  let gapS = 0;
  for (let i = 1; i < time.length; i++) {
    const step = time[i] - time[i - 1];
    if (!(step > 0)) continue;
    if (breaks?.[i]) gapS += step;
    else {
      seconds[i - 1] += step / 2;
      seconds[i] += step / 2;
    }
  }
  return {seconds, gapS};
}

/** A column of one lap with its times, s. */
export interface TimedColumn {
  time: Column;
  values: Column;
  breaks?: Column;
}

/** Histogram of a column over several laps, in seconds. */
export function timeAtOver(laps: readonly TimedColumn[], edges: Iterable<number>): TimeAt {
  const at = [...edges];
  const total = timeAt([], [], at);
  for (const {time, values, breaks} of laps) {
    const {seconds, belowS, aboveS, unknownS} = timeAt(time, values, at, breaks);
    for (let i = 0; i < seconds.length; i++) total.seconds[i] += seconds[i];
    total.belowS += belowS;
    total.aboveS += aboveS;
    total.unknownS += unknownS;
  }
  return total;
}

/** Histogram of a column in seconds, not samples. Cells, `belowS`, `aboveS` and `unknownS` add up to the time of all samples. */
export function timeAt(time: Column, values: Column, edges: Iterable<number>, breaks?: Column): TimeAt {
  const {seconds, gapS} = sampleTimes(time, breaks);
  return timeInCells(edges, seconds, (i) => values[i], gapS);
}

/** Shares out times to the cells of their values. */
export function timeInCells(
  edges: Iterable<number>,
  seconds: Column,
  valueAt: (i: number) => number,
  gapS: number,
): TimeAt {
  const at = Float64Array.from(edges);
  const last = at.length - 1;
  const out: TimeAt = {edges: at, seconds: new Float64Array(Math.max(0, last)), belowS: 0, aboveS: 0, unknownS: gapS};
  for (let i = 0; i < seconds.length; i++) {
    const value = valueAt(i);
    if (Number.isNaN(value)) out.unknownS += seconds[i];
    else if (value < at[0]) out.belowS += seconds[i];
    else if (!(value <= at[last])) out.aboveS += seconds[i];
    else out.seconds[cellOf(at, value)] += seconds[i];
  }
  return out;
}

function cellOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Seconds at each value of a discrete column (gears), by value ascending; `unknownS` as above. */
export function timeAtEach(
  time: Column,
  values: Column,
  breaks?: Column,
): {seconds: Map<number, number>; unknownS: number} {
  const {seconds, gapS} = sampleTimes(time, breaks);
  const found = new Map<number, number>();
  let unknownS = gapS;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) unknownS += seconds[i];
    else if (seconds[i] > 0) found.set(values[i], (found.get(values[i]) ?? 0) + seconds[i]);
  }
  return {seconds: new Map([...found].sort(([a], [b]) => a - b)), unknownS};
}
