import type {Windows} from "./slidingWindows.js";

/** Derivatives of a column in each window; NaN where the window has too few different times. */
export interface LocalFit {
  slope: Float64Array;
  /** second derivative; NaN throughout for a straight line */
  bend: Float64Array;
}

/** A quadratic needs three times; one more, so that it is a fit. */
const FEWEST = 4;

/**
 * Least-squares parabola (Savitzky & Golay 1964, for samples at any times) through the finite values of each window. Its second derivative
 * is that of the true curve averaged with the weight (1 − u²)², u = −1 … 1 over the window: to be compared with `windowMean(…, 2)`.
 */
export function localParabola(time: ArrayLike<number>, values: ArrayLike<number>, windows: Windows): LocalFit {
  return eachWindow(time, values, windows, (s) => {
    // normal equations of y = a + b t + c t², by Cramer's rule; times count from the window's own sample
    const minor = s.n * s.t2 - s.t1 * s.t1;
    const det = s.t4 * minor - s.t3 * (s.n * s.t3 - s.t1 * s.t2) + s.t2 * (s.t1 * s.t3 - s.t2 * s.t2);
    if (!(det > 1e-9 * s.t4 * s.t2 * s.n)) return undefined;
    const c = (s.yt2 * minor - s.yt1 * (s.n * s.t3 - s.t1 * s.t2) + s.y * (s.t1 * s.t3 - s.t2 * s.t2)) / det;
    const [r0, r1] = [s.y - c * s.t2, s.yt1 - c * s.t3];
    return [(s.n * r1 - s.t1 * r0) / minor, 2 * c];
  });
}

/** Least-squares straight line in each window: its slope is the derivative averaged with the weight 1 − u², as `windowMean(…, 1)`. */
export function localLine(time: ArrayLike<number>, values: ArrayLike<number>, windows: Windows): LocalFit {
  return eachWindow(time, values, windows, (s) => {
    const det = s.n * s.t2 - s.t1 * s.t1;
    return det > 1e-12 * s.n * s.t2 ? [(s.n * s.yt1 - s.t1 * s.y) / det, Number.NaN] : undefined;
  });
}

/** Mean of the finite values in each window, weighted by (1 − u²)^power, u = −1 … 1 over ± reach; NaN of none. */
export function windowMean(
  time: ArrayLike<number>,
  values: ArrayLike<number>,
  {first, last}: Windows,
  {reach, power}: {reach: number; power: number},
): Float64Array {
  return Float64Array.from(first, (from, i) => {
    let sum = 0;
    let weights = 0;
    for (let j = from; j <= last[i]; j++) {
      if (!Number.isFinite(values[j])) continue;
      const weight = Math.max(0, 1 - ((time[j] - time[i]) / reach) ** 2) ** power;
      sum += weight * values[j];
      weights += weight;
    }
    return sum / weights;
  });
}

interface Sums {
  n: number;
  t1: number;
  t2: number;
  t3: number;
  t4: number;
  y: number;
  yt1: number;
  yt2: number;
}

function eachWindow(
  time: ArrayLike<number>,
  values: ArrayLike<number>,
  {first, last}: Windows,
  solve: (sums: Sums) => [number, number] | undefined,
): LocalFit {
  const size = time.length;
  const out = {slope: new Float64Array(size).fill(Number.NaN), bend: new Float64Array(size).fill(Number.NaN)};
  for (let i = 0; i < size; i++) {
    const s: Sums = {n: 0, t1: 0, t2: 0, t3: 0, t4: 0, y: 0, yt1: 0, yt2: 0};
    for (let j = first[i]; j <= last[i]; j++) {
      // relative to the sample itself: positions of kilometres keep their digits
      const y = values[j] - values[i];
      if (!Number.isFinite(y)) continue;
      const t = time[j] - time[i];
      const [t2, ty] = [t * t, t * y];
      s.n++;
      s.t1 += t;
      s.t2 += t2;
      s.t3 += t2 * t;
      s.t4 += t2 * t2;
      s.y += y;
      s.yt1 += ty;
      s.yt2 += t * ty;
    }
    const solved = s.n >= FEWEST ? solve(s) : undefined;
    if (solved) [out.slope[i], out.bend[i]] = solved;
  }
  return out;
}
