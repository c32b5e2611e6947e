import {chiSquaredQuantile} from "./chiSquared.js";

/** Interval of the standard deviation of normal values, from that of a sample of n: deviation · √(df / χ²). NaN for fewer than two values. */
export function spreadInterval(deviation: number, n: number, {level = 0.95} = {}): [number, number] {
  const df = n - 1;
  const end = (p: number) => deviation * Math.sqrt(df / chiSquaredQuantile(p, df));
  return [end(0.5 + level / 2), end(0.5 - level / 2)];
}
