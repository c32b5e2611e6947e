import type {GridWeights} from "./gridWeights.js";

/** The rows of samples between which each grid point lies; −1 in gaps and beyond the samples. */
export interface GridRows {
  weights: GridWeights;
  gapS: number;
  before: Int32Array;
  after: Int32Array;
  nearest: Int32Array;
}

/** A column without values for so many times its usual step has a gap. */
const USUAL_STEPS = 5;

/** Rows for columns that have a value in every row; more than `gapS` without a sample is a gap. */
export function gridRows(weights: GridWeights, gapS: number): GridRows {
  const {knotTime, knotRow, before, share} = weights;
  const n = before.length;
  const rows = {before: new Int32Array(n).fill(-1), after: new Int32Array(n), nearest: new Int32Array(n)};
  for (let g = 0; g < n; g++) {
    const k = before[g];
    if (k < 0 || knotTime[k + 1] - knotTime[k] > gapS) continue;
    rows.before[g] = knotRow[k];
    rows.after[g] = knotRow[k + 1];
    rows.nearest[g] = share[g] < 0.5 ? knotRow[k] : knotRow[k + 1];
  }
  return {weights, gapS, ...rows};
}

/**
 * A column of samples on the grid: linear between samples, or the nearest sample's value if discrete. Single missing values are
 * bridged; NaN in gaps (of a column with missing values: of more than five times its own step), and beyond the samples.
 */
export function gridColumn(rows: GridRows, values: ArrayLike<number>, discrete = false): Float64Array {
  const {before, after, nearest, weights} = rows;
  const column = values instanceof Float64Array ? values : Float64Array.from(values);
  const out = new Float64Array(before.length);
  const known = discrete
    ? between(out, column, nearest, nearest, weights.share)
    : between(out, column, before, after, weights.share);
  return known ? out : gappyColumn(rows, column, discrete);
}

/** Values between rows, by their share of the way; false as soon as one is not known. A row of −1 has the value NaN. */
function between(
  out: Float64Array,
  values: Float64Array,
  before: Int32Array,
  after: Int32Array,
  share: Float64Array,
): boolean {
  for (let g = 0; g < out.length; g++) {
    const row = before[g];
    if (row < 0) {
      out[g] = Number.NaN;
      continue;
    }
    const value = values[row];
    const here = value + share[g] * (values[after[g]] - value);
    if (Number.isNaN(here)) return false;
    out[g] = here;
  }
  return true;
}

function gappyColumn({weights, gapS}: GridRows, values: Float64Array, discrete: boolean): Float64Array {
  const {knotTime, knotAt, knotRow, before, share} = weights;
  const count = knotRow.length;
  const out = new Float64Array(before.length).fill(Number.NaN);
  let known = 0;
  for (let k = 0; k < count; k++) if (!Number.isNaN(values[knotRow[k]])) known++;
  if (known < 2) return out;
  const longest = Math.max(gapS, (USUAL_STEPS * (knotTime[count - 1] - knotTime[0])) / known);
  let a = -1;
  let b = 0;
  for (let g = 0; g < out.length; g++) {
    const k = before[g];
    if (k < 0) continue;
    // the known neighbours: the last one up to k, and the next one after it
    while (b < count && (b <= k || Number.isNaN(values[knotRow[b]]))) {
      if (!Number.isNaN(values[knotRow[b]])) a = b;
      b++;
    }
    if (a < 0 || b >= count || knotTime[b] - knotTime[a] > longest) continue;
    const at = knotAt[k] + share[g] * (knotAt[k + 1] - knotAt[k]);
    const f = knotAt[b] > knotAt[a] ? (at - knotAt[a]) / (knotAt[b] - knotAt[a]) : 1;
    const [from, to] = [values[knotRow[a]], values[knotRow[b]]];
    out[g] = discrete ? (f < 0.5 ? from : to) : from + f * (to - from);
  }
  return out;
}
