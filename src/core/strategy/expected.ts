import {type Posterior, posteriorReach} from "../signal/bayesianFit.js";
import {studentCdf} from "../signal/studentT.js";

/** A value with its 90 % interval. */
export interface Expected {
  value: number;
  low: number;
  high: number;
}

/** A quantity that is known to about ± deviation. */
export interface Uncertain {
  mean: number;
  deviation: number;
}

/** Standard deviations of a normal distribution within which 90 % of it lie. */
const REACH_90 = 1.6449;

export function expectedOf(posterior: Posterior): Expected {
  const reach = posteriorReach(posterior);
  return {value: posterior.value, low: posterior.value - reach, high: posterior.value + reach};
}

export function normalExpected({mean, deviation}: Uncertain): Expected {
  return {value: mean, low: mean - REACH_90 * deviation, high: mean + REACH_90 * deviation};
}

/** Probability that a normal quantity is less than `limit`; a deviation of 0 is allowed. */
export function probabilityBelow(limit: number, {mean, deviation}: Uncertain): number {
  if (deviation === 0) return Number(mean < limit);
  return studentCdf((limit - mean) / deviation, Infinity);
}

/** What is known of a quantity whose values scatter, after some of them: the prior counts like `weight` values. */
export function learned(values: readonly number[], prior: Uncertain, scatter: number, weight = 1): Uncertain {
  // known a priori to `prior.deviation`, each value to `scatter`
  const own = (scatter / prior.deviation) ** 2;
  const total = own + values.length;
  const mean = (own * prior.mean + values.reduce((sum, value) => sum + value, 0)) / total;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) + own * (prior.mean - mean) ** 2;
  const variance = (weight * scatter ** 2 + squares) / (weight + values.length);
  return {mean, deviation: Math.sqrt(variance * (1 + 1 / total))};
}
