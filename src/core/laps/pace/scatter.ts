import {mean, variance} from "../../signal/moments.js";
import {quantile} from "../../signal/quantile.js";
import {medianAbsoluteDeviation} from "../../signal/robust.js";
import {spreadInterval} from "../../signal/spreadInterval.js";

/** How much values of one thing differ from lap to lap, in their unit. */
export interface Scatter {
  n: number;
  median: number;
  mean: number;
  /** sample standard deviation, NaN of one value, and its 95 % interval for normal values */
  deviation: number;
  deviationLow: number;
  deviationHigh: number;
  /** median absolute deviation × 1.4826: as the standard deviation, but not moved by a few odd laps */
  robust: number;
  /** of the middle half */
  quartiles: [number, number];
  min: number;
  max: number;
}

/** The scatter of values; NaN is left out, undefined of none. */
export function scatterOf(values: Iterable<number>): Scatter | undefined {
  const sorted = Float64Array.from([...values].filter(Number.isFinite)).sort();
  const n = sorted.length;
  if (n === 0) return undefined;
  const deviation = Math.sqrt(variance(sorted));
  const [deviationLow, deviationHigh] = spreadInterval(deviation, n);
  return {
    n,
    median: quantile(sorted, 0.5),
    mean: mean(sorted),
    deviation,
    deviationLow,
    deviationHigh,
    robust: medianAbsoluteDeviation(sorted),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    min: sorted[0],
    max: sorted[n - 1],
  };
}
