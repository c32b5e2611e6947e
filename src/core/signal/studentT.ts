import {incompleteBeta, logGamma} from "./incompleteBeta.js";

/** Above it t is the normal distribution to six digits; `Infinity` is allowed. */
const NORMAL_FROM = 1e7;
const MOST_STEPS = 200;

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

/**
 * The t below which a share p (0–1, both exclusive) of Student's t with `df` degrees of freedom lies. By Newton's method from 0: the tail is
 * convex, so it approaches from below.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  const freedom = Math.min(df, NORMAL_FROM);
  const scale = logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - 0.5 * Math.log(freedom * Math.PI);
  const density = (t: number) => Math.exp(scale - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
  let t = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = (twoSidedP(t, freedom) / 2 - (1 - p)) / density(t);
    t += step;
    // at its end it steps to and fro by rounding
    if (!(step > 1e-12 * t)) break;
  }
  return t;
}
