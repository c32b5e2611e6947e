import {evenPath, type Path, pathLength, smoothClosed} from "../geometry/closedPath.js";

/** m between points compared */
export const STEP = 10;
/** waves shorter than this, m, are noise */
const WAVE = 40;
/** of the course of bends: waves of so many points are smoothed away */
const BEND_WAVE = 6;

/** The path's finite points, evenly spread. */
export function thinned({x, z}: Path): Path {
  const rows: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(z[i])) continue;
    const last = rows[rows.length - 1];
    // noise makes a slow car run in circles: points are taken some metres apart
    if (rows.length > 0 && Math.hypot(x[i] - x[last], z[i] - z[last]) < STEP / 2) continue;
    rows.push(i);
  }
  const points = {x: Float64Array.from(rows, (i) => x[i]), z: Float64Array.from(rows, (i) => z[i])};
  if (rows.length < 10) return points;
  const spacing = pathLength(points, false) / rows.length;
  const smooth = {x: smoothOpen(points.x, WAVE / spacing), z: smoothOpen(points.z, WAVE / spacing)};
  return evenPath(smooth, Math.max(3, Math.round(pathLength(smooth, false) / STEP) + 1), false);
}

/** An open column smoothed like a closed one: what is above the straight from its first value to its last is closed. */
function smoothOpen(column: Float64Array, wave: number): Float64Array {
  const last = column.length - 1;
  const straight = (i: number) => column[0] + ((column[last] - column[0]) * i) / last;
  return smoothClosed([column.map((value, i) => value - straight(i))], wave)[0].map((value, i) => value + straight(i));
}

/** Change of direction at each point, rad, positive to the right, smoothed over about 60 m. */
export function smoothBends({x, z}: Path): Float64Array {
  const n = x.length;
  const bends = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const ax = x[i] - x[i - 1];
    const az = z[i] - z[i - 1];
    const bx = x[i + 1] - x[i];
    const bz = z[i + 1] - z[i];
    bends[i] = Math.atan2(ax * bz - az * bx, ax * bx + az * bz);
  }
  return smoothClosed([bends], BEND_WAVE)[0];
}

/** The same at each point of a closed path. */
export function closedBends({x, z}: Path): Float64Array {
  const n = x.length;
  const bends = x.map((_, i) => {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const ax = x[i] - x[a];
    const az = z[i] - z[a];
    const bx = x[b] - x[i];
    const bz = z[b] - z[i];
    return Math.atan2(ax * bz - az * bx, ax * bx + az * bz);
  });
  return smoothClosed([bends], BEND_WAVE)[0];
}
