import {lowerBound} from "./search.js";

/**
 * y over ascending finite x, at the points of a grid. Continuous values are linear between neighbours, discrete ones hold
 * the value before. NaN outside x, and where a neighbour that is needed is NaN. Of equal x the last counts.
 */
export function interpolate(
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
