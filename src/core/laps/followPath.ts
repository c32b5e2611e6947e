/** A path with the time at each of its points. */
export interface ReferencePath {
  x: Float64Array;
  z: Float64Array;
  time: Float64Array;
  /** along it, m */
  length: Float64Array;
}

/** Places over the time since the line. */
export interface PlacedLap {
  /** of each sample, m, in coordinates that both laps share; NaN where unknown */
  x?: ArrayLike<number>;
  z?: ArrayLike<number>;
  time: ArrayLike<number>;
  /** official time, in the unit of `time`; null where the samples do not reach from line to line */
  lapTime: number | null;
}

/** Points of a path are at least so far apart: a car that stands adds none, m. */
const APART_M = 1;
/** A sample is searched from this far behind the one before it to this far ahead, or three of its own steps, m. */
const BEHIND_M = 25;
const AHEAD_M = 50;
const STEPS = 3;
const MOST_AHEAD_M = 250;
/** A sample further from the path is not on it, m. */
const LOST_M = 40;
/** At most this share of the samples may be lost. */
const MOST_LOST = 0.05;

/** The path of a lap, from line to line where its time is known; undefined without places. */
export function referencePath({x, z, time, lapTime}: PlacedLap): ReferencePath | undefined {
  if (!x || !z) return undefined;
  const points: [x: number, z: number, time: number][] = [];
  for (let i = 0; i < time.length; i++) {
    if (Number.isNaN(x[i] + z[i])) continue;
    const last = points[points.length - 1];
    if (!last || Math.hypot(x[i] - last[0], z[i] - last[1]) >= APART_M) points.push([x[i], z[i], time[i]]);
  }
  if (points.length < 3) return undefined;
  // up to the line at both ends, at the speed of the first and the last segment
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (lapTime !== null && first[2] > 0) points.unshift(ahead(second, first, 0));
  if (lapTime !== null && lapTime > last[2]) points.push(ahead(before, last, lapTime));
  const column = (k: 0 | 1 | 2) => Float64Array.from(points, (point) => point[k]);
  const path = {x: column(0), z: column(1), time: column(2), length: new Float64Array(points.length)};
  for (let i = 1; i < points.length; i++)
    path.length[i] = path.length[i - 1] + Math.hypot(path.x[i] - path.x[i - 1], path.z[i] - path.z[i - 1]);
  return path;
}

/** The place at a time beyond two points, at their speed. */
function ahead(
  [x0, z0, t0]: [number, number, number],
  [x1, z1, t1]: [number, number, number],
  time: number,
): [number, number, number] {
  const share = t1 === t0 ? 0 : (time - t1) / (t1 - t0);
  return [x1 + (x1 - x0) * share, z1 + (z1 - z0) * share, time];
}

/**
 * Where each sample of a lap is along a path: the index of the segment plus the part of it. The samples go along the path in its
 * direction, so that a part of the track that passes near by is not taken. NaN where a sample has no place; undefined if the lap
 * does not follow the path.
 */
export function followPath(lap: PlacedLap, path: ReferencePath): Float64Array | undefined {
  const {x, z, lapTime} = lap;
  if (!x || !z) return undefined;
  const out = new Float64Array(lap.time.length).fill(Number.NaN);
  const end = path.x.length - 2;
  let [from, to] = [0, lapTime === null ? end : segmentBefore(path, MOST_AHEAD_M)];
  let reached = Number.NEGATIVE_INFINITY;
  let [known, lost, last] = [0, 0, -1];
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(x[i] + z[i])) continue;
    known++;
    if (last >= 0) {
      const at = lengthAt(path, Math.max(0, reached));
      const step = Math.hypot(x[i] - x[last], z[i] - z[last]);
      from = segmentBefore(path, at - BEHIND_M);
      to = segmentBefore(path, at + Math.min(MOST_AHEAD_M, Math.max(AHEAD_M, STEPS * step)));
    }
    const foot = nearestFoot(path, x[i], z[i], from, to);
    if (foot.away > LOST_M) {
      lost++;
      continue;
    }
    reached = Math.max(reached, foot.at);
    last = i;
    out[i] = reached;
  }
  return known > 0 && lost <= MOST_LOST * known ? out : undefined;
}

/** The nearest foot on segments `from` to `to`. */
function nearestFoot(
  {x, z}: ReferencePath,
  px: number,
  pz: number,
  from: number,
  to: number,
): {at: number; away: number} {
  let [at, least] = [from, Number.POSITIVE_INFINITY];
  for (let i = from; i <= to; i++) {
    const [dx, dz] = [x[i + 1] - x[i], z[i + 1] - z[i]];
    const square = dx * dx + dz * dz;
    const share = square > 0 ? ((px - x[i]) * dx + (pz - z[i]) * dz) / square : 0;
    const part = Math.min(1, Math.max(0, share));
    const d = (px - x[i] - part * dx) ** 2 + (pz - z[i] - part * dz) ** 2;
    if (d >= least) continue;
    least = d;
    at = i + part;
  }
  return {at, away: Math.sqrt(least)};
}

/** The segment that has this length along the path, m; the first or last beyond its ends. */
function segmentBefore({length}: ReferencePath, metres: number): number {
  let [low, high] = [0, length.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (length[middle] <= metres) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lengthAt({length}: ReferencePath, at: number): number {
  const i = Math.min(Math.floor(at), length.length - 2);
  return length[i] + (length[i + 1] - length[i]) * (at - i);
}
