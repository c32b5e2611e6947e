import type {GridWeights} from "./gridWeights.js";

/** Official times are whole milliseconds. */
const ROUNDING_S = 0.0005;

/**
 * Bound of the time at each grid point, s: of the straight line between two samples (its deviation from a parabola with the
 * neighbours' speeds), of the samples themselves (how far each is from the line through its neighbours), and of what is left over at
 * the line (`closingS`), which may have arisen anywhere.
 */
export function timeErrors(
  {knotTime, knotAt, before, share}: GridWeights,
  lapTimeS: number | null,
  closingS: number,
): Float64Array {
  const n = before.length - 1;
  const out = new Float64Array(n + 1).fill(Number.NaN);
  const jitter = jitterOf(knotTime, knotAt);
  const closing = Number.isNaN(closingS) ? 0 : Math.abs(closingS);
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
    out[g] = f * (1 - f) * 0.5 * bend + jitter + closing * Math.max(part, 1 - part) + ROUNDING_S;
  }
  if (lapTimeS !== null) {
    out[0] = 0;
    out[n] = ROUNDING_S;
  }
  return out;
}

/** 95 % of the samples are at most so far, s, from the middle of their neighbours' times at the same place. */
function jitterOf(time: Float64Array, at: Float64Array): number {
  const n = time.length - 2;
  if (n < 1) return 0;
  const away = new Float64Array(n);
  for (let k = 1; k <= n; k++) {
    const span = at[k + 1] - at[k - 1];
    if (!(span > 0)) continue;
    const f = (at[k] - at[k - 1]) / span;
    away[k - 1] = Math.abs(time[k] - time[k - 1] - f * (time[k + 1] - time[k - 1]));
  }
  return away.sort()[Math.floor(0.95 * (n - 1))];
}
