import type {GridWeights} from "./gridWeights.js";

/** A column of samples to put on the grid. */
export interface GridColumn {
  values: ArrayLike<number>;
  /** never interpolated */
  discrete?: boolean;
}

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
  const rows = {before: new Int32Array(n).fill(-1), after: new Int32Array(n), nearest: new Int32Array(n).fill(-1)};
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
 * Columns of samples on the grid: linear between samples, or the nearest sample's value if discrete. Single missing values are
 * bridged; NaN in gaps (of a column with missing values: of more than five times its own step), and beyond the samples.
 */
export function gridColumns(rows: GridRows, columns: readonly GridColumn[]): Float64Array[] {
  const {before, after, nearest, weights} = rows;
  const samples = columns.map(({values}) => (values instanceof Float64Array ? values : new Float64Array(values)));
  const out: Float64Array[] = columns.map(() => new Float64Array(before.length));
  for (const isDiscrete of [false, true]) {
    const alike = [...columns.keys()].filter((c) => (columns[c].discrete ?? false) === isDiscrete);
    const [from, to] = isDiscrete ? [nearest, nearest] : [before, after];
    for (let i = 0; i < alike.length; i += 4) {
      const four = [0, 1, 2, 3].map((k) => alike[Math.min(i + k, alike.length - 1)]);
      const isKnown = between(pick(out, four), pick(samples, four), from, to, weights.share);
      if (isKnown) continue;
      for (const c of new Set(four))
        if (out[c].some((value, g) => Number.isNaN(value) && before[g] >= 0))
          out[c] = gappyColumn(rows, samples[c], isDiscrete);
    }
  }
  return out;
}

type Four<T> = [T, T, T, T];

function pick<T>(from: readonly T[], [a, b, c, d]: readonly number[]): Four<T> {
  return [from[a], from[b], from[c], from[d]];
}

/**
 * Values between rows, by their share of the way, of four columns: in half the time of one after the other. False where one may not be
 * known. A row of −1 has the value NaN.
 */
function between(
  [outA, outB, outC, outD]: Four<Float64Array>,
  [a, b, c, d]: Four<Float64Array>,
  before: Int32Array,
  after: Int32Array,
  share: Float64Array,
): boolean {
  let sum = 0;
  for (let g = 0; g < before.length; g++) {
    const from = before[g];
    if (from < 0) {
      outA[g] = outB[g] = outC[g] = outD[g] = Number.NaN;
      continue;
    }
    const to = after[g];
    const part = share[g];
    const hereA = a[from] + part * (a[to] - a[from]);
    const hereB = b[from] + part * (b[to] - b[from]);
    const hereC = c[from] + part * (c[to] - c[from]);
    const hereD = d[from] + part * (d[to] - d[from]);
    outA[g] = hereA;
    outB[g] = hereB;
    outC[g] = hereC;
    outD[g] = hereD;
    sum += hereA + hereB + (hereC + hereD);
  }
  return !Number.isNaN(sum);
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
