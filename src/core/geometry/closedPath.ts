import {cyclicBandSolver} from "./cyclicBand.js";

/** Points of a line on the ground, m. */
export interface Path {
  x: Float64Array;
  z: Float64Array;
}

/** Length of a path, m; closed: with the way from its last point to its first. */
export function pathLength({x, z}: Path, closed: boolean): number {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]);
  return closed ? sum + Math.hypot(x[0] - x[x.length - 1], z[0] - z[z.length - 1]) : sum;
}

/**
 * The path on an even grid of `count` points, linear between its own. Closed: the first point stays, the last lies one step
 * before it. Open: both ends stay. `startM` metres along are skipped of a closed one (negative: gone back).
 */
export function evenPath(path: Path, count: number, closed: boolean, startM = 0): Path {
  const {x, z} = path;
  const n = x.length;
  const total = pathLength(path, closed);
  const step = total / (closed ? count : Math.max(1, count - 1));
  const out = {x: new Float64Array(count), z: new Float64Array(count)};
  const first = closed ? ((startM % total) + total) % total : 0;
  let i = 0;
  let from = 0;
  let turns = 0;
  for (let k = 0; k < count; k++) {
    const s = first + k * step;
    for (;;) {
      const j = (i + 1) % n;
      const length = Math.hypot(x[j] - x[i], z[j] - z[i]);
      const last = !closed && i >= n - 2;
      if (s <= from + length || last || turns > 2) {
        const f = length > 0 ? Math.min(1, (s - from) / length) : 0;
        out.x[k] = x[i] + (x[j] - x[i]) * f;
        out.z[k] = z[i] + (z[j] - z[i]) * f;
        break;
      }
      from += length;
      i = j;
      if (i === 0) turns++;
    }
  }
  return out;
}

/**
 * A closed column smoothed by the least sum of squared moves and weighted second differences (Whittaker 1923): waves of `wave`
 * points are halved, longer ones stay, so bends are not cut as a moving mean would.
 */
export function smoothClosed(columns: Float64Array[], wave: number): Float64Array[] {
  const n = columns[0].length;
  const weight = (wave / (2 * Math.PI)) ** 4;
  if (!(weight > 1e-6)) return columns;
  const solve = cyclicBandSolver([1 + 6 * weight, -4 * weight, weight].map((value) => new Float64Array(n).fill(value)));
  return columns.map((column) => {
    const out = new Float64Array(n);
    solve(column, out);
    return out;
  });
}
