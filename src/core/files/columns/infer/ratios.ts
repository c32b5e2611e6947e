import {quantile} from "../../../signal/quantile.js";

/** Fewer pairs are no evidence. */
const FEWEST = 12;

/** How two quantities that should be proportional relate. */
export interface Ratio {
  median: number;
  /** interquartile range ÷ median */
  spread: number;
}

/** Median of the ratios; undefined for fewer than 12. */
export function ratioOf(ratios: number[]): Ratio | undefined {
  if (ratios.length < FEWEST) return undefined;
  const sorted = Float64Array.from(ratios).sort();
  const median = quantile(sorted, 0.5);
  return {median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / median};
}

/**
 * Least squares y = slope × x through the origin, and the cosine between both (the correlation without subtracting means, so that a
 * constant turn counts); undefined for fewer than 12 pairs.
 */
export function proportion(x: readonly number[], y: readonly number[]): {slope: number; cosine: number} | undefined {
  let [n, xx, yy, xy] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i] + y[i])) continue;
    n++;
    xx += x[i] * x[i];
    yy += y[i] * y[i];
    xy += x[i] * y[i];
  }
  return n < FEWEST || !(xx > 0) || !(yy > 0) ? undefined : {slope: xy / xx, cosine: xy / Math.sqrt(xx * yy)};
}

/** The candidate whose factor is nearest in proportion; undefined where none is within `tolerance` (of the logarithm). */
export function nearest<T extends {factor: number}>(
  factor: number,
  candidates: readonly T[],
  tolerance: number,
): T | undefined {
  let best: T | undefined;
  let least = tolerance;
  for (const candidate of candidates) {
    const distance = Math.abs(Math.log(factor / candidate.factor));
    if (distance <= least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Quantiles of the finite values, of at most 5000 spread over the rows; NaN where there is none. */
export function quantilesOf(values: Float64Array, shares: readonly number[]): number[] {
  const every = Math.max(1, Math.floor(values.length / 5000));
  const some: number[] = [];
  for (let i = 0; i < values.length; i += every) if (Number.isFinite(values[i])) some.push(values[i]);
  const sorted = Float64Array.from(some).sort();
  return shares.map((share) => quantile(sorted, share));
}
