import {mean, variance} from "./moments.js";
import {studentQuantile} from "./studentT.js";

/** A mean with half the width of its 95 % interval (Student): NaN of no values, without an interval for one. NaN are left out. */
export function meanInterval(values: Iterable<number>): {mean: number; reach: number; n: number} {
  const known = [...values].filter(Number.isFinite);
  const n = known.length;
  return {
    mean: n ? mean(known) : Number.NaN,
    reach: n < 2 ? Number.NaN : studentQuantile(0.975, n - 1) * Math.sqrt(variance(known) / n),
    n,
  };
}
