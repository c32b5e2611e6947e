import {quantile} from "../signal/quantile.js";

/**
 * Upper end of a lap-time axis, ms, so that pit laps, spins and safety cars do not flatten the rest: Tukey's fence,
 * Q3 + 1.5 IQR, held between 1 % and 3 % above the median (few laps make a poor quartile), and no higher than the slowest
 * lap. NaN without times.
 */
export function slowLapFence(times: readonly number[]): number {
  if (!times.length) return Number.NaN;
  const sorted = Float64Array.from(times).sort();
  const [median, q3] = [quantile(sorted, 0.5), quantile(sorted, 0.75)];
  const tukey = q3 + 1.5 * (q3 - quantile(sorted, 0.25));
  const fence = Math.min(Math.max(tukey, 1.01 * median), 1.03 * median);
  return Math.min(fence, sorted[sorted.length - 1]);
}
