import {lowerBound} from "./search.js";

/** 0, step, 2·step … up to the last whole step within `length`; both in m (or s). */
export function evenGrid(length: number, step: number): Float64Array {
  if (!(step > 0)) throw new RangeError(`invalid step: ${step}`);
  return Float64Array.from({length: Math.max(0, Math.floor(length / step + 1e-9) + 1)}, (_, i) => i * step);
}

/**
 * y over ascending finite x, read at the points of a grid. Continuous values are interpolated between neighbours,
 * discrete ones hold the value before. NaN outside x, and wherever a neighbour needed is NaN. At equal x the last counts.
 */
export function resample(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  grid: ArrayLike<number>,
  {discrete = false} = {},
): Float64Array {
  const out = new Float64Array(grid.length).fill(Number.NaN);
  const n = x.length;
  for (let g = 0; g < grid.length; g++) {
    const at = grid[g];
    if (!n || !(at >= x[0]) || at > x[n - 1]) continue;
    let after = lowerBound(x, at);
    while (after + 1 < n && x[after + 1] === at) after++;
    if (x[after] === at) out[g] = y[after];
    else if (discrete) out[g] = y[after - 1];
    else {
      const share = (at - x[after - 1]) / (x[after] - x[after - 1]);
      out[g] = y[after - 1] + share * (y[after] - y[after - 1]);
    }
  }
  return out;
}
