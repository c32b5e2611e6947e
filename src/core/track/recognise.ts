import {layOn, type Move} from "./align.js";
import {evenPath, type Path, pathLength, smoothClosed} from "./closedPath.js";
import {locatePath} from "./locate.js";
import {reverseTrack, type Track} from "./track.js";

/** How a path lies on a known track. */
export interface TrackMatch {
  track: Track;
  /** mean and greatest distance of the path from the centre line, m, once it lies as well as it can */
  meanM: number;
  maxM: number;
  /** driven against the track's direction */
  reversed: boolean;
  /** where on the track the path begins, m from its line (in the track's direction) */
  startM: number;
  /** from the path's world to the track's */
  move: Move;
}

export interface Recognition {
  /** undefined: unknown, and `reason` says why */
  match?: TrackMatch;
  /** 0–1: (1 − mean distance / 20 m) × (1 − mean distance / that of the next best other circuit) */
  confidence: number;
  reason?: string;
  /** all tracks tried, best first */
  matches: TrackMatch[];
}

/** Means beyond this are no match, m: lines differ by a road's width, worlds by a little more. */
const MOST_MEAN = 12;
const MEAN_OF_NOTHING = 20;
/** Paths shorter than this, m, or that turn less, rad, could be anywhere. */
const LEAST_LENGTH = 700;
const LEAST_TURN = 2.5;
/** m between points compared */
const STEP = 10;
/** waves shorter than this, m, are noise */
const WAVE = 40;
const ROUNDS = 12;
const STARTS = 4;

/**
 * Which of the tracks a path was driven on when both are of one world (one game's frame): by distance from the centre lines as
 * they stand. Works on parts of a lap; a few hundred metres are enough. Order of points tells the direction.
 */
export function recogniseInFrame(tracks: readonly Track[], path: Path): Recognition {
  const points = thinned(path);
  if (points.x.length < 10) return unknown("path too short", []);
  const matches = tracks.map((track): TrackMatch => {
    const {distance, offset} = locatePath(track, points.x, points.z);
    return {track, ...spread(offset), reversed: runsBack(distance, track.lengthM), startM: distance[0], move: UNMOVED};
  });
  return decide(matches);
}

/**
 * Which of the tracks a path was driven on, wherever its world has its origin and axes (turned and shifted, never mirrored or
 * scaled): the course of its curvature is laid along each track at every start and in both directions, the best fits are turned
 * and shifted onto the centre line and measured. Whole laps and parts of 700 m and more.
 */
export function recognise(tracks: readonly Track[], path: Path): Recognition {
  const points = thinned(path);
  const n = points.x.length;
  const length = n > 1 ? pathLength(points, false) : 0;
  if (length < LEAST_LENGTH) return unknown(`path too short: ${length.toFixed(0)} m`, []);
  const gap = Math.hypot(points.x[0] - points.x[n - 1], points.z[0] - points.z[n - 1]);
  const whole = gap < Math.max(60, 0.02 * length) && length > 2 * LEAST_LENGTH;
  const bends = smoothBends(points);
  const turned = bends.reduce((sum, bend) => sum + Math.abs(bend), 0);
  if (turned < LEAST_TURN) return unknown("path too straight", []);
  const matches: TrackMatch[] = [];
  for (const track of tracks) {
    const ratio = length / track.lengthM;
    if (whole ? Math.abs(ratio - 1) > 0.05 : ratio > 1.1) continue;
    // a whole lap is stretched to the track's length, a part is laid on as it is
    const stretch = whole ? track.lengthM / length : 1;
    matches.push(bestLaid(track, points, bends, stretch));
  }
  if (matches.length === 0) return unknown(`no track of this length: ${length.toFixed(0)} m`, []);
  return decide(matches);
}

/** The best of a track's likely starts, both ways round. */
function bestLaid(track: Track, points: Path, bends: Float64Array, stretch: number): TrackMatch {
  let best: TrackMatch | undefined;
  for (const way of [track, reverseTrack(track)]) {
    for (const start of bestStarts(way, bends, stretch)) {
      const {move, distance, offset} = layOn(way, points, start, STEP * stretch, ROUNDS);
      const reversed = way !== track;
      const startM = reversed ? (track.lengthM - distance[0]) % track.lengthM : distance[0];
      const match = {track, ...spread(offset), reversed, startM, move};
      if (!best || match.meanM < best.meanM) best = match;
    }
  }
  return best!;
}

const UNMOVED: Move = {turn: 0, dx: 0, dz: 0};

function unknown(reason: string, matches: TrackMatch[]): Recognition {
  return {confidence: 0, reason, matches};
}

function decide(matches: TrackMatch[]): Recognition {
  matches.sort((a, b) => a.meanM - b.meanM);
  const [best] = matches;
  if (!best) return unknown("no track known", matches);
  if (!(best.meanM <= MOST_MEAN))
    return unknown(`nearest is ${best.track.id}, ${best.meanM.toFixed(0)} m off`, matches);
  // the same circuit may be known from several worlds: those do not contradict each other
  const other = matches.find(({track}) => track.name !== best.track.name);
  const clear = other ? Math.max(0, 1 - best.meanM / other.meanM) : 1;
  if (clear < 0.3) return unknown(`between ${best.track.id} and ${other!.track.id}`, matches);
  return {match: best, confidence: (1 - best.meanM / MEAN_OF_NOTHING) * clear, matches};
}

/** The path's finite points, evenly spread. */
function thinned({x, z}: Path): Path {
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
function smoothBends({x, z}: Path): Float64Array {
  const n = x.length;
  const bends = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    const ax = x[i] - x[i - 1];
    const az = z[i] - z[i - 1];
    const bx = x[i + 1] - x[i];
    const bz = z[i + 1] - z[i];
    bends[i] = Math.atan2(ax * bz - az * bx, ax * bx + az * bz);
  }
  return smoothClosed([bends], 6)[0];
}

/** Starts on a track, m, from which its bends follow the path's most closely: the best few that lie apart. */
function bestStarts(track: Track, bends: Float64Array, stretch: number): number[] {
  const count = Math.round(track.lengthM / STEP);
  const line = evenPath(track, count, true);
  const own = smoothClosed([closedBends(line)], 6)[0];
  const m = bends.length;
  const pace = (stretch * STEP * count) / track.lengthM;
  const cost = new Float64Array(count);
  for (let start = 0; start < count; start++) {
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const gap = bends[i] - own[Math.round(start + i * pace) % count];
      sum += gap * gap;
    }
    cost[start] = sum;
  }
  const order = Array.from(cost.keys()).sort((a, b) => cost[a] - cost[b]);
  const starts: number[] = [];
  for (const start of order) {
    const apart = starts.every((other) => Math.abs(((start - other + 1.5 * count) % count) - count / 2) > 4);
    if (apart) starts.push(start);
    if (starts.length === STARTS) break;
  }
  return starts.map((start) => (start * track.lengthM) / count);
}

function closedBends({x, z}: Path): Float64Array {
  const n = x.length;
  return x.map((_, i) => {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const ax = x[i] - x[a];
    const az = z[i] - z[a];
    const bx = x[b] - x[i];
    const bz = z[b] - z[i];
    return Math.atan2(ax * bz - az * bx, ax * bx + az * bz);
  });
}

function spread(offset: Float64Array): {meanM: number; maxM: number} {
  let sum = 0;
  let most = 0;
  for (const value of offset) {
    sum += Math.abs(value);
    most = Math.max(most, Math.abs(value));
  }
  return {meanM: sum / offset.length, maxM: most};
}

/** Whether distances mostly fall. */
function runsBack(distance: Float64Array, lengthM: number): boolean {
  let ahead = 0;
  for (let i = 1; i < distance.length; i++) {
    let step = distance[i] - distance[i - 1];
    step -= lengthM * Math.round(step / lengthM);
    ahead += Math.sign(step);
  }
  return ahead < 0;
}
