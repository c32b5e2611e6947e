import type {FinishLine, TimedPath} from "./finishLine.js";

/** m between the points that are compared. */
const SPACING = 10;
/** Positions this close, with directions this close, are the same place: m, cosine of 40°. */
const SAME = {metres: 20, cosine: 0.77};
/** A pass of a place is another one after this many metres. */
const LEAST_LAP = 150;
/** Positions farther apart are not connected, m. */
const JUMP = 200;
/** Places that are tried, and points that are compared with them. */
const MOST_PLACES = 2000;
const MOST_POINTS = 60_000;
/** More points in a square of 60 m are not passes. */
const MOST_NEAR = 5000;

interface Points {
  x: number[];
  z: number[];
  dx: number[];
  dz: number[];
  /** m/s */
  speed: number[];
}

/** A place and how often it was passed. */
export interface BusyPlace {
  line: FinishLine;
  passes: number;
}

/**
 * The place that a drive passes most often in one direction; of equal ones the fastest, where an error of position is the shortest time.
 * Undefined where no place is passed twice.
 */
export function busiestPlace(drive: TimedPath): BusyPlace | undefined {
  const points = evenly(drive);
  const count = points.x.length;
  const cells = cellsOf(points);
  let best: {at: number; passes: number; speed: number} | undefined;
  const step = Math.max(1, Math.ceil(count / MOST_PLACES));
  for (let at = 0; at < count; at += step) {
    const {passes, speed} = passesOf(points, cells, at);
    if (passes < 2) continue;
    if (!best || passes > best.passes || (passes === best.passes && speed > best.speed)) best = {at, passes, speed};
  }
  if (!best) return undefined;
  const {x, z, dx, dz} = points;
  const {at, passes} = best;
  return {line: {x: x[at], z: z[at], dx: dx[at], dz: dz[at]}, passes};
}

/** Passes of a point's place in its direction, and their mean speed. */
function passesOf(
  {x, z, dx, dz, speed}: Points,
  cells: ReadonlyMap<string, number[]>,
  at: number,
): {passes: number; speed: number} {
  let [passes, sum, before] = [0, 0, Number.NEGATIVE_INFINITY];
  const [cx, cz] = [Math.floor(x[at] / SAME.metres), Math.floor(z[at] / SAME.metres)];
  const around: number[][] = [];
  for (let i = -1; i <= 1; i++) for (let k = -1; k <= 1; k++) around.push(cells.get(`${cx + i} ${cz + k}`) ?? []);
  // a car that wanders in one place is not on the road
  if (around.reduce((total, cell) => total + cell.length, 0) > MOST_NEAR) return {passes: 0, speed: 0};
  const near = around
    .flat()
    .filter(
      (point) =>
        Math.hypot(x[point] - x[at], z[point] - z[at]) <= SAME.metres &&
        dx[point] * dx[at] + dz[point] * dz[at] >= SAME.cosine,
    )
    .sort((a, b) => a - b);
  for (const point of near) {
    if ((point - before) * SPACING >= LEAST_LAP) {
      passes++;
      sum += speed[point];
    }
    before = point;
  }
  return {passes, speed: passes > 0 ? sum / passes : 0};
}

/** Points SPACING apart along the drive, linear between positions. Their direction is that over two steps. */
function evenly({time, x, z}: TimedPath): Points {
  const points: Points = {x: [], z: [], dx: [], dz: [], speed: []};
  let [before, rest] = [-1, 0];
  for (let row = 0; row < time.length; row++) {
    if (!Number.isFinite(x[row] + z[row])) continue;
    const metres = before < 0 ? 0 : Math.hypot(x[row] - x[before], z[row] - z[before]);
    const seconds = before < 0 ? 0 : time[row] - time[before];
    // a jump is not driven
    for (let at = SPACING - rest; at <= metres && metres <= JUMP; at += SPACING) {
      if (points.x.length === MOST_POINTS) return withDirections(points);
      points.x.push(x[before] + ((x[row] - x[before]) * at) / metres);
      points.z.push(z[before] + ((z[row] - z[before]) * at) / metres);
      points.speed.push(seconds > 0 ? metres / seconds : 0);
    }
    rest = metres <= JUMP ? (rest + metres) % SPACING : 0;
    before = row;
  }
  return withDirections(points);
}

function withDirections(points: Points): Points {
  const {x, z} = points;
  x.forEach((_, k) => {
    const [a, b] = [Math.max(0, k - 1), Math.min(x.length - 1, k + 1)];
    const metres = Math.hypot(x[b] - x[a], z[b] - z[a]);
    points.dx.push(metres > 0 ? (x[b] - x[a]) / metres : 0);
    points.dz.push(metres > 0 ? (z[b] - z[a]) / metres : 0);
  });
  return points;
}

/** Points by squares of the map. */
function cellsOf({x, z}: Points): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  x.forEach((_, point) => {
    const key = `${Math.floor(x[point] / SAME.metres)} ${Math.floor(z[point] / SAME.metres)}`;
    const cell = cells.get(key);
    if (cell) cell.push(point);
    else cells.set(key, [point]);
  });
  return cells;
}
