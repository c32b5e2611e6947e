import {incompleteBeta} from "./incompleteBeta.js";

/** Above it t is the normal distribution to six digits; `Infinity` is allowed. */
const NORMAL_FROM = 1e7;

/** Probability of |T| ≥ |t| of Student's t with `df` > 0 degrees of freedom (not necessarily whole): the p-value of a two-sided test. */
export function twoSidedP(t: number, df: number): number {
  const freedom = Math.min(df, NORMAL_FROM);
  if (t * t === Infinity) return 0;
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** P(T ≤ t). */
export function studentCdf(t: number, df: number): number {
  const tail = twoSidedP(t, df) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t below which a share p (0–1, both exclusive) of Student's t with `df` degrees of freedom lies; by bisection. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  if (p === 0.5) return 0;
  let low = 0;
  let high = 1;
  while (twoSidedP(high, df) / 2 > 1 - p) [low, high] = [high, 2 * high];
  for (let i = 0; i < 100 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle, df) / 2 > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
