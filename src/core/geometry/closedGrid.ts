/** Columns on the even grid of a closed line: point i is i × step metres from the start, the last is followed by the first. */
export interface ClosedGrid {
  /** points */
  n: number;
  /** m between points */
  step: number;
}

/** Distance along a lap brought into [0, length). */
export function wrapDistance({lengthM}: {lengthM: number}, distance: number): number {
  const wrapped = distance % lengthM;
  return wrapped < 0 ? wrapped + lengthM : wrapped;
}

/** Value of a column at a distance in [0, length), linear between points. */
export function gridValue(column: ArrayLike<number>, {n, step}: ClosedGrid, distance: number): number {
  const position = distance / step;
  const i = Math.min(n - 1, position | 0);
  const next = i + 1 === n ? 0 : i + 1;
  return column[i] + (column[next] - column[i]) * (position - i);
}

/** Mean of a closed column over ±`reach` neighbours. */
export function closedMean(column: Float64Array, reach: number): Float64Array {
  const n = column.length;
  const out = new Float64Array(n);
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += column[(i + n) % n];
  for (let i = 0; i < n; i++) {
    out[i] = sum / (2 * reach + 1);
    sum += column[(i + reach + 1) % n] - column[(i + n - reach) % n];
  }
  return out;
}
