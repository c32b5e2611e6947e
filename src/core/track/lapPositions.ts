import type {Path} from "../geometry/closedPath.js";

/** Positions of one lap, from line to line, in order of time; NaN positions are ignored. */
export interface LapPositions {
  x: ArrayLike<number>;
  z: ArrayLike<number>;
  /** height, m, up */
  y?: ArrayLike<number>;
  /** s or m since the line, as the game counts: either places the line between samples */
  time?: ArrayLike<number>;
  lapDistance?: ArrayLike<number>;
  /** number of the sector at each sample, from 0 */
  sector?: ArrayLike<number>;
}

/** m by which the end of a lap may overlap its beginning */
const OVERLAP = 150;

/** s from the first sample to the last; NaN without times. */
export function duration({time}: LapPositions, rows: number[]): number {
  return time && rows.length > 0 ? time[rows[rows.length - 1]] - time[rows[0]] : Number.NaN;
}

/** The finite points of a lap without repetitions, and the row of each. */
export function cleanLap({x, z}: LapPositions): {path: Path; rows: number[]} {
  const rows: number[] = [];
  for (let i = 0; i < Math.min(x.length, z.length); i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(z[i])) continue;
    const last = rows[rows.length - 1];
    if (rows.length > 0 && x[i] === x[last] && z[i] === z[last]) continue;
    rows.push(i);
  }
  // samples at the end that are beyond the first one would make the closed line go back
  const first = rows[0];
  const ahead = rows.find((i) => Math.hypot(x[i] - x[first], z[i] - z[first]) > 20) ?? first;
  const past = (i: number) =>
    (x[i] - x[first]) * (x[ahead] - x[first]) + (z[i] - z[first]) * (z[ahead] - z[first]) >= 0;
  const near = (i: number) => Math.hypot(x[i] - x[first], z[i] - z[first]) < OVERLAP;
  while (rows.length > 1 && near(rows[rows.length - 1]) && past(rows[rows.length - 1])) rows.pop();
  return {path: {x: Float64Array.from(rows, (i) => x[i]), z: Float64Array.from(rows, (i) => z[i])}, rows};
}

/** m over which each end of a lap is shifted to meet the other */
const BLEND = 150;
/** m across the road beyond which a lap began elsewhere, in the pits: its ends are left as they are */
const MOST_ACROSS = 10;

/**
 * Joins a lap's ends across the road: a lap ends to one side of where it began, which would be a kink in the closed line. Each end
 * is shifted by half of the gap, decreasing to nothing over 150 m.
 */
export function blendEnds({x, z}: Path): Path {
  const n = x.length;
  const out = {x: x.slice(), z: z.slice()};
  // the direction at the line, from either end
  const ahead = indexAfter(x, z, 0, 1, 20);
  const behind = indexAfter(x, z, n - 1, -1, 20);
  const dx = x[ahead] - x[0] + x[n - 1] - x[behind];
  const dz = z[ahead] - z[0] + z[n - 1] - z[behind];
  const length = Math.hypot(dx, dz);
  if (!(length > 0)) return out;
  const [nx, nz] = [-dz / length, dx / length];
  const across = (x[0] - x[n - 1]) * nx + (z[0] - z[n - 1]) * nz;
  if (Math.abs(across) > MOST_ACROSS) return out;
  for (const [from, step, part] of [
    [0, 1, -across / 2],
    [n - 1, -1, across / 2],
  ]) {
    let distance = 0;
    for (let i = from; i >= 0 && i < n && distance < BLEND; i += step) {
      // falls from 1 to 0 smoothly at both ends
      const share = (1 + Math.cos((Math.PI * distance) / BLEND)) / 2;
      out.x[i] += part * share * nx;
      out.z[i] += part * share * nz;
      const next = i + step;
      if (next >= 0 && next < n) distance += Math.hypot(x[next] - x[i], z[next] - z[i]);
    }
  }
  return out;
}

/** The first index from `from` on that is `metres` away from it. */
function indexAfter(x: Float64Array, z: Float64Array, from: number, step: number, metres: number): number {
  let i = from;
  while (i + step >= 0 && i + step < x.length && Math.hypot(x[i] - x[from], z[i] - z[from]) < metres) i += step;
  return i;
}

/** Why a path is not a whole lap; undefined when it is one. */
export function lapFault({x, z}: Path): string | undefined {
  const n = x.length;
  if (n < 50) return `too few positions: ${n}`;
  const hops = Float64Array.from({length: n - 1}, (_, i) => Math.hypot(x[i + 1] - x[i], z[i + 1] - z[i]));
  const median = hops.slice().sort()[n >> 1];
  const far = Math.max(60, 12 * median);
  const jump = hops.findIndex((hop) => hop > far);
  if (jump >= 0) return `jumps ${hops[jump].toFixed(0)} m at position ${jump + 1}`;
  const gap = closingGap({x, z});
  if (gap > far) return `does not close: ${gap.toFixed(0)} m`;
  return undefined;
}

/** m from the last position to the first. */
export function closingGap({x, z}: Path): number {
  return Math.hypot(x[0] - x[x.length - 1], z[0] - z[z.length - 1]);
}
