import {bayesianFit, type Posterior, posteriorReach} from "../signal/bayesianFit.js";
import {studentCdf} from "../signal/studentT.js";

/** A value with its 90 % interval. */
export interface Expected {
  value: number;
  low: number;
  high: number;
}

/** A quantity that is known to about ± deviation: Student's t; without degrees of freedom normal. */
export interface Uncertain {
  mean: number;
  deviation: number;
  df?: number;
}

export function expectedOf(posterior: Posterior): Expected {
  const reach = posteriorReach(posterior);
  return {value: posterior.value, low: posterior.value - reach, high: posterior.value + reach};
}

export function expectedOfUncertain({mean, deviation, df = Infinity}: Uncertain): Expected {
  return expectedOf({value: mean, scale: deviation, df});
}

/** Probability that a quantity is less than `limit`; a deviation of 0 is allowed. */
export function probabilityBelow(limit: number, {mean, deviation, df = Infinity}: Uncertain): number {
  if (deviation === 0) return Number(mean < limit);
  return studentCdf((limit - mean) / deviation, df);
}

/** The next value of a quantity whose values scatter, after some of them; the prior scatter counts like `weight` values. */
export function learned(values: readonly number[], prior: Uncertain, scatter: number, weight: number): Uncertain {
  const fit = bayesianFit(
    values.map(() => [1]),
    values,
    {means: [prior.mean], deviations: [prior.deviation], scatter, weight},
  );
  const {value, scale, df} = fit.next([1]);
  return {mean: value, deviation: scale, df};
}
