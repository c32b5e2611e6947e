import {studentQuantile} from "./studentT.js";

/** More is no answer: a season of laps. */
const MOST = 100_000;

export interface PowerOptions {
  /** probability of a false claim, two-sided */
  alpha?: number;
  /** probability of finding a difference that is there */
  power?: number;
}

/**
 * Values needed in each of two equal groups so that a t-test finds a difference: the least n with (t(1 − α/2) + t(power)) · σ · √(2/n) ≤
 * difference, t having 2n − 2 degrees of freedom. That agrees with the exact (noncentral t) number within one. Infinity where no
 * practical number will do.
 */
export function valuesNeeded(difference: number, sigma: number, options: PowerOptions = {}): number {
  const wanted = Math.abs(difference);
  if (!(wanted > 0) || !(sigma >= 0)) return Infinity;
  const enough = (n: number) => detectableDifference(sigma, n, n, options) <= wanted;
  if (!enough(MOST)) return Infinity;
  let [low, high] = [1, 2];
  while (!enough(high)) [low, high] = [high, Math.min(2 * high, MOST)];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The difference that groups of na and nb values with standard deviation σ each find with the power asked for. */
export function detectableDifference(
  sigma: number,
  na: number,
  nb: number,
  {alpha = 0.05, power = 0.8}: PowerOptions = {},
): number {
  const df = na + nb - 2;
  if (na < 1 || nb < 1 || df < 1) return Infinity;
  return (studentQuantile(1 - alpha / 2, df) + studentQuantile(power, df)) * sigma * Math.sqrt(1 / na + 1 / nb);
}
