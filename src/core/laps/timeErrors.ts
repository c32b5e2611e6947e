import type {GridWeights} from "./gridWeights.js";

/** Official times are whole milliseconds. */
const ROUNDING_S = 0.0005;

/**
 * Bound of the time at each grid point, s: of the straight line between two samples (its deviation from a parabola with the
 * neighbours' speeds), of the samples themselves (`jitterS`), and of what is left over at
 * the line (`closingS`), which may have arisen anywhere.
 */
export function timeErrors(
  {knotTime, knotAt, first, share}: GridWeights,
  {lapTimeS, jitterS, closingS}: {lapTimeS: number | null; jitterS: number; closingS: number},
): Float64Array {
  const n = share.length - 1;
  const out = new Float64Array(n + 1);
  const bends = bendsOf(knotTime, knotAt);
  const floor = jitterS + ROUNDING_S;
  out.fill(Number.NaN, 0, first[0]);
  out.fill(Number.NaN, first[bends.length]);
  for (let k = 0, g = first[0]; k < bends.length; k++) {
    const bend = 0.5 * bends[k];
    const end = first[k + 1];
    for (; g < end; g++) {
      const f = share[g];
      const part = g / n;
      out[g] = f * (1 - f) * bend + closingS * Math.max(part, 1 - part) + floor;
    }
  }
  if (lapTimeS !== null) {
    out[0] = 0;
    out[n] = ROUNDING_S;
  }
  return out;
}

/** How far the time between each knot and the next would be off at its neighbours' pace (the greater one), s; 0 where nothing advances. */
function bendsOf(knotTime: Float64Array, knotAt: Float64Array): Float64Array {
  const last = knotTime.length - 1;
  const bends = new Float64Array(Math.max(0, last));
  let paceBefore = Number.NaN;
  for (let k = 0; k < last; k++) {
    const length = knotAt[k + 1] - knotAt[k];
    const pace = length > 0 ? (knotTime[k + 1] - knotTime[k]) / length : Number.NaN;
    const change = Math.abs(pace - paceBefore);
    // NaN: neither, or nothing before
    if (change > 0) {
      bends[k] = Math.max(bends[k], change * length);
      bends[k - 1] = Math.max(bends[k - 1], change * (knotAt[k] - knotAt[k - 1]));
    }
    paceBefore = pace;
  }
  return bends;
}
