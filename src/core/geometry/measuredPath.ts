import type {Path} from "./closedPath.js";

/** An open path with the driven distance of each point, m. */
export interface MeasuredPath extends Path {
  metres: Float64Array;
}

/** A place on a path and the direction there, degrees clockwise from the top of the map (−z). */
export interface PathPlace {
  metres: number;
  x: number;
  z: number;
  headingDeg: number;
}

/** Points closer to the one before are left out, m: a position at rest wanders. */
const LEAST_STEP = 1;

/** The finite points of a path, at least 1 m apart, with their distances; fewer than two points are none. */
export function measuredPath(x: ArrayLike<number>, z: ArrayLike<number>): MeasuredPath {
  const rows: number[] = [];
  const metres: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(z[i])) continue;
    const last = rows.at(-1);
    const step = last === undefined ? 0 : Math.hypot(x[i] - x[last], z[i] - z[last]);
    if (last !== undefined && step < LEAST_STEP) continue;
    rows.push(i);
    metres.push((metres.at(-1) ?? 0) + step);
  }
  if (rows.length < 2) rows.length = metres.length = 0;
  return {
    x: Float64Array.from(rows, (i) => x[i]),
    z: Float64Array.from(rows, (i) => z[i]),
    metres: Float64Array.from(metres),
  };
}

/** The place after so many metres, within the path; undefined on an empty path. */
export function placeAlong({x, z, metres}: MeasuredPath, distance: number): PathPlace | undefined {
  const last = metres.length - 1;
  if (last < 1) return undefined;
  const at = Math.min(Math.max(distance, 0), metres[last]);
  let b = metres.findIndex((m) => m >= at);
  b = Math.max(1, b);
  const a = b - 1;
  const share = (at - metres[a]) / (metres[b] - metres[a]);
  const degrees = (Math.atan2(x[b] - x[a], z[a] - z[b]) * 180) / Math.PI;
  return {
    metres: at,
    x: x[a] + (x[b] - x[a]) * share,
    z: z[a] + (z[b] - z[a]) * share,
    headingDeg: (degrees + 360) % 360,
  };
}

/** Distance along the path of its point nearest to a place, m; 0 on an empty path. */
export function nearestAlong({x, z, metres}: MeasuredPath, px: number, pz: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const away = (x[i] - px) ** 2 + (z[i] - pz) ** 2;
    if (away < least) {
      least = away;
      best = metres[i];
    }
  }
  return best;
}
