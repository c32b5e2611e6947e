import {logGamma} from "./incompleteBeta.js";

const PRECISION = 1e-15;

/** P(χ² ≤ x) with `df` degrees of freedom: the regularised lower incomplete gamma function by its series (DLMF 8.11.4). */
export function chiSquaredCdf(x: number, df: number): number {
  const [a, half] = [df / 2, x / 2];
  if (!(half > 0)) return half === 0 ? 0 : Number.NaN;
  let term = Math.exp(a * Math.log(half) - half - logGamma(a + 1));
  let sum = term;
  for (let k = 1; term > PRECISION * sum || half > a + k; k++) {
    term *= half / (a + k);
    sum += term;
  }
  return Math.min(1, sum);
}

/** The χ² below which a share p (0–1, both exclusive) lies; by bisection. */
export function chiSquaredQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  let low = 0;
  let high = df;
  while (chiSquaredCdf(high, df) < p) [low, high] = [high, 2 * high];
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquaredCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
