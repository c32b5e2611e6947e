import {cyclicBandSolver} from "./cyclicBand.js";

/** Points of a line on the ground plane, m. */
export interface Path {
  x: Float64Array;
  z: Float64Array;
}

/** Length of a path, m; if closed, including the segment from its last point to its first. */
export function pathLength({x, z}: Path, closed: boolean): number {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]);
  return closed ? sum + Math.hypot(x[0] - x[x.length - 1], z[0] - z[z.length - 1]) : sum;
}

/**
 * The path resampled to `count` evenly spaced points, linear between its own. Closed: begins `startM` metres after the first point
 * (negative: before it) and ends one step before its beginning. Open: keeps both ends.
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
 * Smooths closed columns by minimising squared changes plus weighted squared second differences (Whittaker 1923): waves of `wave`
 * points are halved and longer ones kept, so bends are not cut as by a moving mean.
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
