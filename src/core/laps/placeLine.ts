import {evenPath, type Path, pathLength} from "../geometry/closedPath.js";
import {makeTrack, type Track} from "../track/track.js";
import type {DrivenLap} from "./drivenLap.js";

/**
 * The line on which laps are placed: evenly spaced points from start line to start line, and a stretch before and after it, because a
 * lap may cross its line a little earlier or later.
 */
export interface PlaceLine {
  kind: "track line" | "reference path";
  /** from start line to start line; else a part of a lap, from its first position on */
  whole: boolean;
  /** from start line to start line, m */
  lengthM: number;
  /** m between points */
  stepM: number;
  /** greatest distance between neighbouring points, m */
  longestM: number;
  /** number of points before the one at the start line */
  lead: number;
  x: Float64Array;
  z: Float64Array;
  /** unit direction of travel at each point, averaged over DIRECTION_M */
  ux: Float64Array;
  uz: Float64Array;
  /**
   * of each point, m²: a position nearer to it than this, and not nearer to one of its neighbours, is nearer to no other point up to
   * CLEAR_M and two points along the line
   */
  clear: Float64Array;
}

/** A lap's next sample is searched in a stretch of this length, m. */
export const CLEAR_M = 75;

/** m before and after the start line: lines of a circuit's versions lie so far apart at most */
export const LEAD_M = 1000;
/** m over which a direction is measured: a noisy path must not turn the perpendicular */
const DIRECTION_M = 24;
/** m between points of a driven path */
const PATH_STEP_M = 2;
/** Points of a driven path are at least so far apart, m: a car that stands adds none. */
const APART_M = 1;
/** A path that begins within this time of the line, s, is continued back to it. */
const NEAR_S = 1;
/** A path whose ends are further apart, m, is continued straight on. */
const CLOSES_M = 60;

/** The centre line of a track. `kind` is "reference path" where the track was learned from the reference lap alone. */
export function lineOfTrack(track: Track, kind: PlaceLine["kind"] = "track line"): PlaceLine {
  const {x, z, step, lengthM} = track;
  const lead = Math.min(Math.ceil(LEAD_M / step), x.length);
  const count = x.length + 1 + 2 * lead;
  const wrapped = (column: Float64Array) =>
    Float64Array.from({length: count}, (_, i) => column[(i - lead + x.length) % x.length]);
  return withDirections({kind, whole: true, lengthM, stepM: step, lead, x: wrapped(x), z: wrapped(z)});
}

/** The path of a lap, from line to line where its time is known; undefined without positions. */
export function lineOfLap(lap: DrivenLap): PlaceLine | undefined {
  const path = drivenPath(lap);
  if (!path) return undefined;
  const lengthM = pathLength(path, false);
  const count = Math.max(3, Math.round(lengthM / PATH_STEP_M)) + 1;
  const even = evenPath(path, count, false);
  const stepM = lengthM / (count - 1);
  const lead = Math.min(Math.ceil(LEAD_M / stepM), count - 1);
  const last = count - 1;
  const whole = lap.lapTimeS !== null && lap.fromLine;
  const closes = whole && Math.hypot(even.x[0] - even.x[last], even.z[0] - even.z[last]) < CLOSES_M;
  const extended = (column: Float64Array) => {
    const out = new Float64Array(count + 2 * lead);
    out.set(column, lead);
    for (let k = 1; k <= lead; k++) {
      // round the lap where it closes, else straight on
      out[lead - k] = closes ? column[0] + column[last - k] - column[last] : column[0] + k * (column[0] - column[1]);
      out[lead + last + k] = closes
        ? column[last] + column[k] - column[0]
        : column[last] + k * (column[last] - column[last - 1]);
    }
    return out;
  };
  return withDirections({
    kind: "reference path",
    whole,
    lengthM,
    stepM,
    lead,
    x: extended(even.x),
    z: extended(even.z),
  });
}

/** The points of a lap at least 1 m apart, up to the line at both ends at the speed of the first and last ones. */
function drivenPath({x, z, time, lapTimeS, fromLine}: DrivenLap): Path | undefined {
  if (!x || !z) return undefined;
  const rows: number[] = [];
  for (let i = 0; i < time.length; i++) {
    if (Number.isNaN(x[i] + z[i])) continue;
    if (lapTimeS !== null && (time[i] < 0 || time[i] > lapTimeS)) continue;
    const last = rows[rows.length - 1];
    if (rows.length === 0 || Math.hypot(x[i] - x[last], z[i] - z[last]) >= APART_M) rows.push(i);
  }
  const n = rows.length;
  if (n < 3) return undefined;
  const column = (values: ArrayLike<number>) => {
    const at = (from: number, to: number, t: number) =>
      values[to] + ((values[to] - values[from]) * (t - time[to])) / (time[to] - time[from]);
    const out = rows.map((i) => values[i]);
    if (fromLine && time[rows[0]] > 0 && time[rows[0]] < NEAR_S) out.unshift(at(rows[1], rows[0], 0));
    if (lapTimeS !== null && time[rows[n - 1]] < lapTimeS) out.push(at(rows[n - 2], rows[n - 1], lapTimeS));
    return Float64Array.from(out);
  };
  const path = {x: column(x), z: column(z)};
  return path.x.every(Number.isFinite) && path.z.every(Number.isFinite) ? path : undefined;
}

function withDirections(line: Omit<PlaceLine, "ux" | "uz" | "longestM" | "clear">): PlaceLine {
  const {x, z, stepM} = line;
  const n = x.length;
  const half = Math.max(1, Math.round(DIRECTION_M / 2 / stepM));
  const ux = new Float64Array(n);
  const uz = new Float64Array(n);
  let longestM = 0;
  for (let i = 0; i < n; i++) {
    const a = Math.max(0, i - half);
    const b = Math.min(n - 1, i + half);
    const length = Math.hypot(x[b] - x[a], z[b] - z[a]) || 1;
    ux[i] = (x[b] - x[a]) / length;
    uz[i] = (z[b] - z[a]) / length;
    if (i > 0) longestM = Math.max(longestM, Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]));
  }
  return {...line, longestM, ux, uz, clear: clearances(x, z, Math.ceil(CLEAR_M / stepM) + 2)};
}

/**
 * See PlaceLine. With q from a point to the position and e to another point, that one is not nearer where 2 q·e ≤ e². So it is where
 * |q| ≤ |e| / 2. Let h lead to the neighbour on that side, which is not nearer: 2 q·h ≤ h². Then it is also where e points along h and
 * 2 |q| |e across h| ≤ e² − (e along h) |h|.
 */
function clearances(x: Float64Array, z: Float64Array, reach: number): Float64Array {
  const n = x.length;
  const clear = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let radius = Number.POSITIVE_INFINITY;
    for (let side = -1; side <= 1; side += 2) {
      const hx = x[i + side] - x[i];
      const hz = z[i + side] - z[i];
      const h = Math.sqrt(hx * hx + hz * hz);
      for (let k = 2; k <= reach; k++) {
        const j = i + side * k;
        if (j < 0 || j >= n) break;
        const ex = x[j] - x[i];
        const ez = z[j] - z[i];
        const square = ex * ex + ez * ez;
        const along = (ex * hx + ez * hz) / h;
        const across = Math.abs(ex * hz - ez * hx) / h;
        const half = Math.sqrt(square) / 2;
        const free = along >= 0 ? (square - along * h) / (2 * across) : 0;
        radius = Math.min(radius, Math.max(half, free));
      }
    }
    clear[i] = radius * radius;
  }
  return clear;
}

const tracks = new WeakMap<PlaceLine, Track>();

/** The line as a closed track, to find its shape elsewhere; undefined for a part of a lap. */
export function closedTrack(line: PlaceLine): Track | undefined {
  if (!line.whole) return undefined;
  let track = tracks.get(line);
  if (!track) {
    const {lead, x, z, kind: id} = line;
    const facts = {id, name: id, frame: "", sectorStartsM: [], laps: 1};
    track = makeTrack(facts, x.slice(lead, x.length - lead - 1), z.slice(lead, z.length - lead - 1));
    tracks.set(line, track);
  }
  return track;
}
