import {studentQuantile} from "./studentT.js";

/** What is known before any observation: of each coefficient its mean and standard deviation, and the scatter with its weight in observations. */
export interface FitPrior {
  means: readonly number[];
  deviations: readonly number[];
  scatter: number;
  /** observations that the prior scatter is worth, > 0 */
  weight: number;
}

/** A linear combination of the coefficients: Student's t about `value`. */
export interface Posterior {
  value: number;
  /** its scale: about a standard deviation */
  scale: number;
  /** degrees of freedom */
  df: number;
}

export interface BayesianFit {
  coefficients: number[];
  /** posterior scatter of an observation */
  scatter: number;
  /** Σ x · coefficient, without the scatter of an observation */
  at(x: readonly number[]): Posterior;
  /** the next observation at x */
  next(x: readonly number[]): Posterior;
}

/**
 * Bayesian linear regression y = Σ coefficient · column + scatter with the conjugate normal–inverse-gamma prior (Gelman et al., Bayesian Data
 * Analysis, §14.2 and §14.8). Without rows it returns the prior, so the intervals have no gap where data begin.
 *
 * @param rows one per observation, as long as the prior's means
 */
export function bayesianFit(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  {means, deviations, scatter, weight}: FitPrior,
): BayesianFit {
  const p = means.length;
  // in units of the scatter's variance
  const precision = deviations.map((d) => (scatter / d) ** 2);
  const matrix = precision.map((value, i) => precision.map((_, j) => (i === j ? value : 0)));
  const right = precision.map((value, i) => value * means[i]);
  let squares = precision.reduce((sum, value, i) => sum + value * means[i] ** 2, 0);
  rows.forEach((x, n) => {
    squares += y[n] ** 2;
    for (let i = 0; i < p; i++) {
      right[i] += x[i] * y[n];
      for (let j = 0; j < p; j++) matrix[i][j] += x[i] * x[j];
    }
  });
  const inverse = invert(matrix);
  const coefficients = inverse.map((row) => dot(row, right));
  const df = weight + rows.length;
  // rounding may make a perfect fit's remainder negative
  const left = Math.max(0, squares - dot(coefficients, right));
  const variance = (weight * scatter ** 2 + left) / df;
  const spread = (x: readonly number[]) =>
    dot(
      x,
      inverse.map((row) => dot(row, x)),
    );
  const posterior = (x: readonly number[], own: number): Posterior => ({
    value: dot(x, coefficients),
    scale: Math.sqrt(variance * (own + spread(x))),
    df,
  });
  return {
    coefficients,
    scatter: Math.sqrt(variance),
    at: (x) => posterior(x, 0),
    next: (x) => posterior(x, 1),
  };
}

/** Half the width of a posterior's interval. */
export function posteriorReach({scale, df}: Posterior, level = 0.9): number {
  return studentQuantile(0.5 + level / 2, df) * scale;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Inverse of a small positive definite matrix, by Gauss and Jordan. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let c = 0; c < n; c++) {
    const pivot = a[c][c];
    for (let j = 0; j < 2 * n; j++) a[c][j] /= pivot;
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = a[r][c];
      for (let j = 0; j < 2 * n; j++) a[r][j] -= factor * a[c][j];
    }
  }
  return a.map((row) => row.slice(n));
}
