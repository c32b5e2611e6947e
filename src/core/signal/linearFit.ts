import {studentQuantile} from "./studentT.js";

/** A fit of y = Σ coefficient · column by least squares. */
export interface LinearFit {
  coefficients: Float64Array;
  /** of each coefficient */
  standardErrors: Float64Array;
  residuals: Float64Array;
  /** standard deviation of the residuals, divisor n − columns */
  sigma: number;
  /** n − columns */
  df: number;
  /** half width of each coefficient's interval, by Student's t */
  reach(coefficient: number, level?: number): number;
}

/** A column that the others determine to this share of its length adds nothing that rounding would not. */
const RANK_TOLERANCE = 1e-9;

/**
 * Least squares by modified Gram–Schmidt (Björck 1967), which keeps the precision that normal equations lose. Undefined when columns are
 * linearly dependent (their coefficients cannot be separated) or when there are no more rows than columns (no spread is known).
 *
 * @param columns each as long as y
 */
export function linearFit(columns: readonly ArrayLike<number>[], y: ArrayLike<number>): LinearFit | undefined {
  const p = columns.length;
  const n = y.length;
  if (p === 0 || n <= p) return undefined;
  const q = columns.map((column) => Float64Array.from(column));
  const r = Array.from({length: p}, () => new Float64Array(p));
  const residuals = Float64Array.from(y);
  const along = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const length = Math.sqrt(dot(columns[j], columns[j]));
    const left = Math.sqrt(dot(q[j], q[j]));
    if (!(left > RANK_TOLERANCE * length)) return undefined;
    r[j][j] = left;
    for (let i = 0; i < n; i++) q[j][i] /= left;
    for (let k = j + 1; k < p; k++) {
      r[j][k] = dot(q[j], q[k]);
      subtract(q[k], q[j], r[j][k]);
    }
    along[j] = dot(q[j], residuals);
    subtract(residuals, q[j], along[j]);
  }
  const inverse = invertUpper(r);
  const df = n - p;
  const sigma = Math.sqrt(dot(residuals, residuals) / df);
  const coefficients = Float64Array.from(inverse, (row) => dot(row, along));
  const standardErrors = Float64Array.from(inverse, (row) => sigma * Math.sqrt(dot(row, row)));
  const reach = (c: number, level = 0.95) => studentQuantile(0.5 + level / 2, df) * standardErrors[c];
  return {coefficients, standardErrors, residuals, sigma, df, reach};
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtract(from: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * direction[i];
}

/** Inverse of an upper triangular matrix, by rows. */
function invertUpper(r: readonly Float64Array[]): Float64Array[] {
  const p = r.length;
  const out = r.map(() => new Float64Array(p));
  for (let j = p - 1; j >= 0; j--) {
    out[j][j] = 1 / r[j][j];
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) sum += r[i][k] * out[k][j];
      out[i][j] = -sum / r[i][i];
    }
  }
  return out;
}
