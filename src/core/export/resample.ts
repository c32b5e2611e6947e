export interface Grid {
  /** time of the first row, s */
  start: number;
  /** rows a second */
  rate: number;
  rows: number;
  /** hold each value until the next */
  discrete: boolean;
  /** true between values that are not interpolated: across the line, or where an angle wraps */
  breaks?(before: number, next: number): boolean;
}

/** A sample this close to a row's time, in steps, is that row's: 32-bit clocks jitter. */
const SAME = 0.05;

/**
 * Values on a grid of constant rate beginning at `start`: interpolated linearly between known samples, or held (discrete). Gaps hold the
 * value before, both ends the nearest: formats that need this have no missing values.
 *
 * @param time s, never falling
 * @param values NaN where not known; at least one is
 */
export function resample(
  time: Float64Array,
  values: Float64Array,
  {start, rate, rows, discrete, breaks}: Grid,
): Float64Array {
  const out = new Float64Array(rows);
  const count = values.length;
  const same = SAME / rate;
  let next = 0;
  while (next < count && !Number.isFinite(values[next])) next++;
  let before = next;
  for (let row = 0; row < rows; row++) {
    const t = start + row / rate;
    while (next < count && time[next] <= t + same) {
      before = next++;
      while (next < count && !Number.isFinite(values[next])) next++;
    }
    const span = next < count ? time[next] - time[before] : 0;
    out[row] =
      discrete || next >= count || !(span > 0) || t <= time[before] + same || breaks?.(values[before], values[next])
        ? values[before]
        : values[before] + ((values[next] - values[before]) * (t - time[before])) / span;
  }
  return out;
}

/** The whole rate nearest to the median step of `time`, Hz, from 1 to 1000; 1 for fewer than two rows. */
export function wholeRate(time: Float64Array): number {
  const steps: number[] = [];
  for (let i = 1; i < time.length; i += 1 + (time.length >> 12))
    if (time[i] > time[i - 1]) steps.push(time[i] - time[i - 1]);
  if (!steps.length) return 1;
  steps.sort((a, b) => a - b);
  return Math.min(1000, Math.max(1, Math.round(1 / steps[steps.length >> 1])));
}
