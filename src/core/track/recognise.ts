import {evenPath, type Path, pathLength} from "../geometry/closedPath.js";
import {layOn, type Move, mirror} from "./align.js";
import {closedBends, STEP, smoothBends, thinned} from "./bends.js";
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
  /** from the path's world to the track's; `mirrored` in it: the path is a mirror image of the track */
  move: Move;
}

export interface Recognition {
  /** undefined: unknown, and `reason` says why */
  match?: TrackMatch;
  /** 0–1: (1 − mean distance / 20 m) × (1 − mean distance / that of the next best other circuit) */
  confidence: number;
  reason?: string;
  /** the path is a whole lap: its end meets its beginning */
  whole: boolean;
  /** the match, and other tracks of the same circuit that the path lies on; empty when unknown */
  same: TrackMatch[];
  /** all tracks tried, best first */
  matches: TrackMatch[];
}

/** Means beyond this are no match, m: lines differ by a road's width, worlds by a little more. */
const MOST_MEAN = 12;
const MEAN_OF_NOTHING = 20;
/** Paths shorter than this, m, or that turn less, rad, could be anywhere. */
const LEAST_LENGTH = 700;
const LEAST_TURN = 2.5;
const FIRST_ROUNDS = 3;
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
 * Which of the tracks a path was driven on, wherever its world has its origin and axes (turned and shifted, never scaled): the
 * course of its curvature is laid along each track at every start and in both directions, the best fits are turned and shifted
 * onto the centre line and measured. Whole laps and parts of 700 m and more.
 *
 * @param mirrored whether a whole lap that matches none is tried as a mirror image: one axis of its world may run the other way
 */
export function recognise(tracks: readonly Track[], path: Path, {mirrored = false} = {}): Recognition {
  const points = thinned(path);
  const n = points.x.length;
  const length = n > 1 ? pathLength(points, false) : 0;
  if (length < LEAST_LENGTH) return unknown(`path too short: ${length.toFixed(0)} m`, []);
  const gap = Math.hypot(points.x[0] - points.x[n - 1], points.z[0] - points.z[n - 1]);
  const whole = gap < Math.max(60, 0.02 * length) && length > 2 * LEAST_LENGTH;
  const bends = smoothBends(points);
  const turned = bends.reduce((sum, bend) => sum + Math.abs(bend), 0);
  if (turned < LEAST_TURN) return unknown("path too straight", []);
  const fitting = tracks.filter(({lengthM}) =>
    whole ? Math.abs(length / lengthM - 1) <= 0.05 : length <= 1.1 * lengthM,
  );
  if (fitting.length === 0) return {...unknown(`no track of this length: ${length.toFixed(0)} m`, []), whole};
  // a whole lap is stretched to the track's length, a part is laid on as it is
  const laid = (points: Path, bends: Float64Array) =>
    fitting.map((track) => bestLaid(track, points, bends, whole ? track.lengthM / length : 1));
  const found = decide(laid(points, bends));
  if (found.match || !mirrored || !whole) return found;
  const other = decide(
    laid(
      mirror(points),
      bends.map((bend) => -bend),
    ),
  );
  if (!other.match) return found;
  for (const match of other.matches) match.move = {...match.move, mirrored: true};
  return other;
}

/** The best of a track's likely starts, both ways round: after a few rounds it shows which, and that one is laid on to the end. */
function bestLaid(track: Track, points: Path, bends: Float64Array, stretch: number): TrackMatch {
  let best: {way: Track; start: number; meanM: number} | undefined;
  for (const way of [track, reverseTrack(track)]) {
    for (const start of bestStarts(way, bends, stretch)) {
      const {meanM} = spread(layOn(way, points, start, STEP * stretch, FIRST_ROUNDS).offset);
      if (!best || meanM < best.meanM) best = {way, start, meanM};
    }
  }
  const {way, start} = best!;
  const {move, distance, offset} = layOn(way, points, start, STEP * stretch, ROUNDS);
  const reversed = way !== track;
  const startM = reversed ? (track.lengthM - distance[0]) % track.lengthM : distance[0];
  return {track, ...spread(offset), reversed, startM, move};
}

const UNMOVED: Move = {turn: 0, dx: 0, dz: 0};

function unknown(reason: string, matches: TrackMatch[]): Recognition {
  return {confidence: 0, reason, whole: false, same: [], matches};
}

function decide(matches: TrackMatch[]): Recognition {
  matches.sort((a, b) => a.meanM - b.meanM);
  const [best] = matches;
  if (!best) return unknown("no track known", matches);
  if (!(best.meanM <= MOST_MEAN))
    return unknown(`nearest is ${best.track.id}, ${best.meanM.toFixed(0)} m off`, matches);
  // the same circuit may be known from several worlds, under several names: those do not contradict each other
  const same = matches.filter(
    ({track, meanM}) =>
      track === best.track ||
      (meanM <= MOST_MEAN && (track.name === best.track.name || isSameCircuit(track, best.track))),
  );
  const other = matches.find((match) => !same.includes(match) && match.track.name !== best.track.name);
  const clear = other ? Math.max(0, 1 - best.meanM / other.meanM) : 1;
  if (clear < 0.3) return unknown(`between ${best.track.id} and ${other!.track.id}`, matches);
  // a circuit known both ways round is known the way that it was driven
  const match = same.find(({reversed}) => !reversed) ?? best;
  return {match, confidence: (1 - best.meanM / MEAN_OF_NOTHING) * clear, whole: false, same, matches};
}

/** Whether the centre lines of two tracks lie on each other, driven either way round. */
export function isSameCircuit(a: Track, b: Track): boolean {
  if (Math.abs(a.lengthM / b.lengthM - 1) > 0.03) return false;
  const points = thinned(a);
  return bestLaid(b, points, smoothBends(points), b.lengthM / a.lengthM).meanM <= MOST_MEAN;
}

/** Starts on a track, m, from which its bends follow the path's most closely: the best few that lie apart. */
function bestStarts(track: Track, bends: Float64Array, stretch: number): number[] {
  const count = Math.round(track.lengthM / STEP);
  const line = evenPath(track, count, true);
  const own = closedBends(line);
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
