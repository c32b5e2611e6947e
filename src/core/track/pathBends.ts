import {evenPath, type Path, pathLength, smoothClosed} from "../geometry/closedPath.js";

/** m between the points at which paths are compared */
export const POINT_SPACING = 10;
/** waves of a path shorter than this, m, are noise */
const WAVE = 40;
/** waves of the bends shorter than so many points are smoothed away */
const BEND_WAVE = 6;

/** The finite points of a path, smoothed and evenly spaced. */
export function evenPoints({x, z}: Path): Path {
  const rows: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(z[i])) continue;
    const last = rows[rows.length - 1];
    // position noise moves a slow car in circles: points closer than half a spacing are left out
    if (rows.length > 0 && Math.hypot(x[i] - x[last], z[i] - z[last]) < POINT_SPACING / 2) continue;
    rows.push(i);
  }
  const points = {x: Float64Array.from(rows, (i) => x[i]), z: Float64Array.from(rows, (i) => z[i])};
  if (rows.length < 10) return points;
  const spacing = pathLength(points, false) / rows.length;
  const smooth = {x: smoothOpen(points.x, WAVE / spacing), z: smoothOpen(points.z, WAVE / spacing)};
  return evenPath(smooth, Math.max(3, Math.round(pathLength(smooth, false) / POINT_SPACING) + 1), false);
}

/** Smooths an open column: its difference from the straight line between its ends is smoothed as a closed column. */
function smoothOpen(column: Float64Array, wave: number): Float64Array {
  const last = column.length - 1;
  const straight = (i: number) => column[0] + ((column[last] - column[0]) * i) / last;
  return smoothClosed([column.map((value, i) => value - straight(i))], wave)[0].map((value, i) => value + straight(i));
}

/** Change of direction at each point, rad, positive to the right, smoothed; 0 at the ends of an open path. */
export function pathBends({x, z}: Path, closed: boolean): Float64Array {
  const n = x.length;
  const bends = new Float64Array(n);
  const ends = closed ? 0 : 1;
  for (let i = ends; i < n - ends; i++) {
    const a = i === 0 ? n - 1 : i - 1;
    const b = i === n - 1 ? 0 : i + 1;
    const ax = x[i] - x[a];
    const az = z[i] - z[a];
    const bx = x[b] - x[i];
    const bz = z[b] - z[i];
    bends[i] = Math.atan2(ax * bz - az * bx, ax * bx + az * bz);
  }
  return smoothClosed([bends], BEND_WAVE)[0];
}
