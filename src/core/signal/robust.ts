import {quantile} from "./quantile.js";

/** 1 / Φ⁻¹(0.75): makes the median absolute deviation of normal values their standard deviation. */
const TO_SIGMA = 1.482602218505602;

/** Median of values in any order; NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/** Interquartile range, quartiles linear between neighbours; NaN of nothing. */
export function interquartileRange(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return quantile(sorted, 0.75) - quantile(sorted, 0.25);
}

/**
 * Median absolute deviation about the median, × 1.4826: the standard deviation of normal values, and hardly moved while fewer
 * than half of them are wrong (Rousseeuw & Croux 1993). NaN of nothing.
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return TO_SIGMA * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
