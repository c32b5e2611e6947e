import {mean, variance} from "./moments.js";
import {studentQuantile, twoSidedP} from "./studentT.js";

/** Welch's test of two means. */
export interface Welch {
  /** mean of b − mean of a, and its interval at the level asked for */
  difference: number;
  low: number;
  high: number;
  /** standard error of the difference */
  standardError: number;
  t: number;
  /** degrees of freedom by Welch and Satterthwaite */
  df: number;
  /** two-sided */
  p: number;
  /** standardised difference, corrected for few values (Hedges' g) */
  effect: number;
}

/**
 * Welch's t-test of two groups whose variances may differ (Welch 1947; degrees of freedom of Satterthwaite 1946). Assumes independent
 * values and means that are nearly normal. Undefined for fewer than two values in a group, and where no value differs from another of
 * its group: nothing is known about their spread then.
 */
export function welchTest(a: ArrayLike<number>, b: ArrayLike<number>, {level = 0.95} = {}): Welch | undefined {
  const [na, nb] = [a.length, b.length];
  if (na < 2 || nb < 2) return undefined;
  const [va, vb] = [variance(a), variance(b)];
  const [ua, ub] = [va / na, vb / nb];
  if (!(ua + ub > 0)) return undefined;
  const difference = mean(b) - mean(a);
  const standardError = Math.sqrt(ua + ub);
  const df = (ua + ub) ** 2 / (ua ** 2 / (na - 1) + ub ** 2 / (nb - 1));
  const t = difference / standardError;
  const reach = studentQuantile(0.5 + level / 2, df) * standardError;
  const pooled = ((na - 1) * va + (nb - 1) * vb) / (na + nb - 2);
  const effect = (difference / Math.sqrt(pooled)) * (1 - 3 / (4 * (na + nb) - 9));
  return {
    difference,
    low: difference - reach,
    high: difference + reach,
    standardError,
    t,
    df,
    p: twoSidedP(t, df),
    effect,
  };
}
