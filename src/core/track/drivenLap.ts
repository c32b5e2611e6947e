import type {Path} from "./closedPath.js";

/** One driven lap, line to line, in order of time. Positions that are not numbers are left out. */
export interface DrivenLap {
  x: ArrayLike<number>;
  z: ArrayLike<number>;
  /** s since the line, or m since the line as the game counts: either places the line between samples */
  time?: ArrayLike<number>;
  lapDistance?: ArrayLike<number>;
  /** number of the sector at each sample, from 0; where it changes a sector begins */
  sector?: ArrayLike<number>;
}

/** m by which the end of a lap may overlap its beginning */
const OVERLAP = 150;

/** s from the first sample to the last; NaN without times. */
export function duration({time}: DrivenLap, rows: number[]): number {
  return time && rows.length > 0 ? time[rows[rows.length - 1]] - time[rows[0]] : Number.NaN;
}

/** Finite points that move, and the row each came from. */
export function cleanLap({x, z}: DrivenLap): {path: Path; rows: number[]} {
  const rows: number[] = [];
  for (let i = 0; i < Math.min(x.length, z.length); i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(z[i])) continue;
    const last = rows[rows.length - 1];
    if (rows.length > 0 && x[i] === x[last] && z[i] === z[last]) continue;
    rows.push(i);
  }
  // the last samples may lie beyond the first: a closed line would run back and forth there
  const first = rows[0];
  const ahead = rows.find((i) => Math.hypot(x[i] - x[first], z[i] - z[first]) > 20) ?? first;
  const past = (i: number) =>
    (x[i] - x[first]) * (x[ahead] - x[first]) + (z[i] - z[first]) * (z[ahead] - z[first]) >= 0;
  const near = (i: number) => Math.hypot(x[i] - x[first], z[i] - z[first]) < OVERLAP;
  while (rows.length > 1 && near(rows[rows.length - 1]) && past(rows[rows.length - 1])) rows.pop();
  return {path: {x: Float64Array.from(rows, (i) => x[i]), z: Float64Array.from(rows, (i) => z[i])}, rows};
}

/** Why a path is no lap; undefined when it is. */
export function refuseLap({x, z}: Path): string | undefined {
  const n = x.length;
  if (n < 50) return `too few positions: ${n}`;
  const hops = Float64Array.from({length: n - 1}, (_, i) => Math.hypot(x[i + 1] - x[i], z[i + 1] - z[i]));
  const usual = hops.slice().sort()[n >> 1];
  const far = Math.max(60, 12 * usual);
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
