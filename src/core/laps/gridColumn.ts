import type {GridWeights} from "./gridWeights.js";

/** A column of samples to put on the grid. */
export interface GridColumn {
  values: ArrayLike<number>;
  /** never interpolated */
  discrete?: boolean;
}

/** A column without values for so many times its usual step has a gap. */
const USUAL_STEPS = 5;
/**
 * Continuous columns are computed together, into one array: to check the arrays that the loop reads and writes takes V8 more time than
 * the arithmetic. Eight take 0.7 of the time of four with arrays of their own; more are not faster.
 */
const TOGETHER = 8;
/** Fewer are computed one after another. */
const LEAST_TOGETHER = 5;

/**
 * Columns of samples on the grid: linear between samples, or the nearest sample's value if discrete. Single missing values are
 * bridged; NaN in gaps (more than `gapS` without a sample; of a column with missing values: of more than five times its own step), and
 * beyond the samples. Up to eight of them are views of one buffer.
 */
export function gridColumns(weights: GridWeights, gapS: number, columns: readonly GridColumn[]): Float64Array[] {
  const n = weights.share.length;
  if (weights.knotRow.length < 2) return columns.map(() => new Float64Array(n).fill(Number.NaN));
  const values = columns.map((column) =>
    column.values instanceof Float64Array ? column.values : new Float64Array(column.values),
  );
  const out: Float64Array[] = new Array(columns.length);
  const isKnown: boolean[] = new Array(columns.length);
  const rows = gridRows(weights);
  const continuous = [...columns.keys()].filter((c) => !columns[c].discrete);
  for (let i = 0; i < continuous.length; i += TOGETHER) {
    const together = continuous.slice(i, i + TOGETHER);
    const block = new Float64Array(together.length * n);
    const inputs = together.map((c) => values[c]);
    const known =
      together.length < LEAST_TOGETHER
        ? inputs.map((input, k) => between(block, k * n, input, rows, weights.share)).every(Boolean)
        : eightBetween(block, inputs, rows, weights.share);
    together.forEach((c, k) => {
      out[c] = block.subarray(k * n, (k + 1) * n);
      isKnown[c] = known;
    });
  }
  const discrete = [...columns.keys()].filter((c) => columns[c].discrete);
  const nearest = discrete.length > 0 ? nearestRows(rows, weights.share) : rows.before;
  for (const c of discrete) {
    out[c] = new Float64Array(n);
    isKnown[c] = pick(out[c], values[c], nearest);
  }
  const unknown = unknownRanges(weights, gapS);
  const unknownCount = unknown.reduce((sum, [from, to]) => sum + to - from, 0);
  return out.map((column, c) => {
    for (const [from, to] of unknown) column.fill(Number.NaN, from, to);
    if (isKnown[c] || missing(column) === unknownCount) return column;
    return bridged(weights, gapS, values[c], columns[c].discrete ?? false);
  });
}

interface GridRows {
  before: Int32Array;
  after: Int32Array;
}

/** The rows of the samples before and after each grid point; 0 beyond the samples. */
function gridRows({knotRow, first, share}: GridWeights): GridRows {
  const before = new Int32Array(share.length);
  const after = new Int32Array(share.length);
  for (let k = 0, g = first[0]; k + 1 < knotRow.length; k++) {
    const from = knotRow[k];
    const to = knotRow[k + 1];
    const end = first[k + 1];
    for (; g < end; g++) {
      before[g] = from;
      after[g] = to;
    }
  }
  return {before, after};
}

function nearestRows({before, after}: GridRows, share: Float64Array): Int32Array {
  const rows = new Int32Array(share.length);
  // not a comparison of the share: half of them would be predicted wrong
  for (let g = 0; g < rows.length; g++) rows[g] = before[g] + (after[g] - before[g]) * Math.floor(share[g] + 0.5);
  return rows;
}

/** Grid points beyond the samples and in gaps. */
function unknownRanges({knotTime, first, share}: GridWeights, gapS: number): [from: number, to: number][] {
  const last = knotTime.length - 1;
  if (last < 1) return [[0, share.length]];
  const ranges: [number, number][] = [[0, first[0]]];
  for (let k = 0; k < last; k++) if (knotTime[k + 1] - knotTime[k] > gapS) ranges.push([first[k], first[k + 1]]);
  ranges.push([first[last], share.length]);
  return ranges;
}

/** Values between rows by their share of the way, into `out` from `at` on. False where one may not be known. */
function between(
  out: Float64Array,
  at: number,
  values: Float64Array,
  {before, after}: GridRows,
  share: Float64Array,
): boolean {
  let sum = 0;
  for (let g = 0; g < share.length; g++) {
    const from = values[before[g]];
    const here = from + share[g] * (values[after[g]] - from);
    out[at + g] = here;
    sum += here;
  }
  return !Number.isNaN(sum);
}

/** The same of up to eight columns, one after another in `out`. Of fewer the last one is computed again and again. */
function eightBetween(
  out: Float64Array,
  columns: readonly Float64Array[],
  {before, after}: GridRows,
  share: Float64Array,
): boolean {
  const n = share.length;
  const last = columns.length - 1;
  const eight = Array.from({length: TOGETHER}, (_, k) => Math.min(k, last));
  const [a, b, c, d, e, f, g, h] = eight.map((k) => columns[k]);
  const [, atB, atC, atD, atE, atF, atG, atH] = eight.map((k) => k * n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const from = before[i];
    const to = after[i];
    const part = share[i];
    const hereA = a[from] + part * (a[to] - a[from]);
    const hereB = b[from] + part * (b[to] - b[from]);
    const hereC = c[from] + part * (c[to] - c[from]);
    const hereD = d[from] + part * (d[to] - d[from]);
    const hereE = e[from] + part * (e[to] - e[from]);
    const hereF = f[from] + part * (f[to] - f[from]);
    const hereG = g[from] + part * (g[to] - g[from]);
    const hereH = h[from] + part * (h[to] - h[from]);
    out[i] = hereA;
    out[atB + i] = hereB;
    out[atC + i] = hereC;
    out[atD + i] = hereD;
    out[atE + i] = hereE;
    out[atF + i] = hereF;
    out[atG + i] = hereG;
    out[atH + i] = hereH;
    sum += hereA + hereB + (hereC + hereD) + (hereE + hereF + (hereG + hereH));
  }
  return !Number.isNaN(sum);
}

/** The values of these rows; false where one may not be known. */
function pick(out: Float64Array, values: Float64Array, rows: Int32Array): boolean {
  let sum = 0;
  for (let g = 0; g < rows.length; g++) {
    const value = values[rows[g]];
    out[g] = value;
    sum += value;
  }
  return !Number.isNaN(sum);
}

function missing(column: Float64Array): number {
  let count = 0;
  for (let g = 0; g < column.length; g++) if (Number.isNaN(column[g])) count++;
  return count;
}

/** A column in which values are missing. */
function bridged(
  {knotTime, knotAt, knotRow, first, share}: GridWeights,
  gapS: number,
  values: Float64Array,
  discrete: boolean,
): Float64Array {
  const count = knotRow.length;
  const out = new Float64Array(share.length).fill(Number.NaN);
  let known = 0;
  for (let k = 0; k < count; k++) if (!Number.isNaN(values[knotRow[k]])) known++;
  if (known < 2) return out;
  const longest = Math.max(gapS, (USUAL_STEPS * (knotTime[count - 1] - knotTime[0])) / known);
  let a = -1;
  let b = 0;
  for (let k = 0; k + 1 < count; k++) {
    if (first[k + 1] === first[k]) continue;
    // the known neighbours: the last one up to k, and the next one after it
    while (b < count && (b <= k || Number.isNaN(values[knotRow[b]]))) {
      if (!Number.isNaN(values[knotRow[b]])) a = b;
      b++;
    }
    if (a < 0 || b >= count || knotTime[b] - knotTime[a] > longest) continue;
    const [from, to] = [values[knotRow[a]], values[knotRow[b]]];
    for (let g = first[k]; g < first[k + 1]; g++) {
      const at = knotAt[k] + share[g] * (knotAt[k + 1] - knotAt[k]);
      const f = knotAt[b] > knotAt[a] ? (at - knotAt[a]) / (knotAt[b] - knotAt[a]) : 1;
      out[g] = discrete ? (f < 0.5 ? from : to) : from + f * (to - from);
    }
  }
  return out;
}
