import type {GridWeights} from "./gridWeights.js";

/** A column without values for so many times its usual step has a gap. */
const USUAL_STEPS = 5;

/**
 * A column of samples on the grid: linear between samples, or the nearest sample's value if discrete. Single missing values are
 * bridged; NaN in gaps of more than `gapS` and five times the column's own step, and beyond the samples.
 */
export function gridColumn(
  weights: GridWeights,
  values: ArrayLike<number>,
  gapS: number,
  discrete = false,
): Float64Array {
  const {knotTime, knotAt, knotRow, before, share} = weights;
  const count = knotRow.length;
  const out = new Float64Array(before.length).fill(Number.NaN);
  if (count < 2) return out;
  const own = new Float64Array(count);
  let known = 0;
  for (let k = 0; k < count; k++) if (!Number.isNaN((own[k] = values[knotRow[k]]))) known++;
  if (known < 2) return out;
  if (known === count) {
    for (let g = 0; g < out.length; g++) {
      const k = before[g];
      if (k < 0 || knotTime[k + 1] - knotTime[k] > gapS) continue;
      const f = share[g];
      out[g] = discrete ? own[f < 0.5 ? k : k + 1] : own[k] + f * (own[k + 1] - own[k]);
    }
    return out;
  }
  const longest = Math.max(gapS, (USUAL_STEPS * (knotTime[count - 1] - knotTime[0])) / known);
  let a = -1;
  let b = 0;
  for (let g = 0; g < out.length; g++) {
    const k = before[g];
    if (k < 0) continue;
    // the known neighbours: the last one up to k, and the next one after it
    while (b <= k || (b < count && Number.isNaN(own[b]))) {
      if (!Number.isNaN(own[b])) a = b;
      if (++b === count) break;
    }
    if (a < 0 || b >= count || knotTime[b] - knotTime[a] > longest) continue;
    const at = knotAt[k] + share[g] * (knotAt[k + 1] - knotAt[k]);
    const f = knotAt[b] > knotAt[a] ? (at - knotAt[a]) / (knotAt[b] - knotAt[a]) : 1;
    out[g] = discrete ? own[f < 0.5 ? a : b] : own[a] + f * (own[b] - own[a]);
  }
  return out;
}
