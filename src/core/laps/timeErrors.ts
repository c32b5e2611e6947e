import type {GridWeights} from "./gridWeights.js";

/** Official times are whole milliseconds. */
const ROUNDING_S = 0.0005;

/**
 * Bound of the time at each grid point, s: of the straight line between two samples (its deviation from a parabola with the
 * neighbours' speeds), of the samples themselves (`jitterS`), and of what is left over at
 * the line (`closingS`), which may have arisen anywhere.
 */
export function timeErrors(
  {knotTime, knotAt, before, share}: GridWeights,
  {lapTimeS, jitterS, closingS}: {lapTimeS: number | null; jitterS: number; closingS: number},
): Float64Array {
  const n = before.length - 1;
  const out = new Float64Array(n + 1).fill(Number.NaN);
  const slope = (k: number) => (knotTime[k + 1] - knotTime[k]) / (knotAt[k + 1] - knotAt[k]);
  const last = knotTime.length - 2;
  let k = -1;
  let bend = 0;
  for (let g = 0; g <= n; g++) {
    if (before[g] < 0) continue;
    if (before[g] !== k) {
      k = before[g];
      const own = slope(k);
      bend = 0;
      if (k > 0 && knotAt[k] > knotAt[k - 1]) bend = Math.abs(own - slope(k - 1));
      if (k < last && knotAt[k + 2] > knotAt[k + 1]) bend = Math.max(bend, Math.abs(slope(k + 1) - own));
      bend *= knotAt[k + 1] - knotAt[k];
    }
    const f = share[g];
    const part = g / n;
    out[g] = f * (1 - f) * 0.5 * bend + jitterS + closingS * Math.max(part, 1 - part) + ROUNDING_S;
  }
  if (lapTimeS !== null) {
    out[0] = 0;
    out[n] = ROUNDING_S;
  }
  return out;
}
