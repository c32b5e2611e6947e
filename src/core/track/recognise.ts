import {evenPath, type Path, pathLength} from "../geometry/closedPath.js";
import {alignPath, type Move, mirror} from "./align.js";
import {locatePath} from "./locate.js";
import {evenPoints, POINT_SPACING, pathBends} from "./pathBends.js";
import {reverseTrack, type Track} from "./track.js";

/** A path aligned to a known track. */
export interface TrackMatch {
  track: Track;
  /** mean and maximum distance of the aligned path from the centre line, m */
  meanM: number;
  maxM: number;
  /** driven against the track's direction */
  reversed: boolean;
  /** where on the track the path begins, m from its start line (in the track's direction) */
  startM: number;
  /** from the path's coordinates to the track's; `mirrored`: the path is a mirror image of the track */
  move: Move;
}

export interface Recognition {
  /** undefined: unknown, for the `reason` given */
  match?: TrackMatch;
  /** 0–1: (1 − mean distance / 20 m) × (1 − mean distance / that of the next best other circuit) */
  confidence: number;
  reason?: string;
  /** the path is a whole lap: it ends where it began */
  whole: boolean;
  /** the match and other tracks of the same circuit that fit too; empty when unknown */
  same: TrackMatch[];
  /** all tracks tried, best first */
  matches: TrackMatch[];
}

/** Mean distance beyond which a path does not match, m: driven lines differ by a road's width, games' circuits by a little more. */
const MOST_MEAN = 12;
/** Mean distance at which the confidence is 0, m. */
const NO_CONFIDENCE = 20;
/** Paths shorter than this, m, or that turn less, rad, fit many places. */
const LEAST_LENGTH = 700;
const LEAST_TURN = 2.5;
/** Rounds of alignment to compare starts, and to align from the best one. */
const FIRST_ROUNDS = 3;
const ROUNDS = 12;
/** Starts tried on each track and direction. */
const STARTS = 4;

/**
 * Which of the tracks a path was driven on when both have the same coordinates (one game's frame): by distance from the centre
 * lines. Works on parts of a lap of a few hundred metres. The order of the points gives the direction.
 */
export function recogniseInFrame(tracks: readonly Track[], path: Path): Recognition {
  const points = evenPoints(path);
  if (points.x.length < 10) return unknown("path too short", []);
  const matches = tracks.map((track): TrackMatch => {
    const {distance, offset} = locatePath(track, points.x, points.z);
    return {
      track,
      ...meanAndMax(offset),
      reversed: runsBack(distance, track.lengthM),
      startM: distance[0],
      move: UNMOVED,
    };
  });
  return decide(matches);
}

/**
 * Which of the tracks a path was driven on, for any origin and axes of its coordinates (turned and shifted, never scaled):
 * its bends are compared with each track's from every start and in both directions, the best fits are aligned to the centre line
 * and measured. For whole laps and parts of 700 m and more.
 *
 * @param mirrored whether a whole lap that matches none is tried as a mirror image: an axis of its coordinates may be inverted
 */
export function recognise(tracks: readonly Track[], path: Path, {mirrored = false} = {}): Recognition {
  const points = evenPoints(path);
  const n = points.x.length;
  const length = n > 1 ? pathLength(points, false) : 0;
  if (length < LEAST_LENGTH) return unknown(`path too short: ${length.toFixed(0)} m`, []);
  const gap = Math.hypot(points.x[0] - points.x[n - 1], points.z[0] - points.z[n - 1]);
  const whole = gap < Math.max(60, 0.02 * length) && length > 2 * LEAST_LENGTH;
  const bends = pathBends(points, false);
  const turned = bends.reduce((sum, bend) => sum + Math.abs(bend), 0);
  if (turned < LEAST_TURN) return unknown("path too straight", []);
  const fitting = tracks.filter(({lengthM}) =>
    whole ? Math.abs(length / lengthM - 1) <= 0.05 : length <= 1.1 * lengthM,
  );
  if (fitting.length === 0) return {...unknown(`no track of this length: ${length.toFixed(0)} m`, []), whole};
  // a whole lap is stretched to the track's length, a part is not
  const align = (points: Path, bends: Float64Array) =>
    fitting.map((track) => bestAlignment(track, points, bends, whole ? track.lengthM / length : 1));
  const found = decide(align(points, bends));
  if (found.match || !mirrored || !whole) return found;
  const other = decide(
    align(
      mirror(points),
      bends.map((bend) => -bend),
    ),
  );
  if (!other.match) return found;
  for (const match of other.matches) match.move = {...match.move, mirrored: true};
  return other;
}

/** Aligns a path from the best of a track's likely starts in either direction; a few rounds decide which start that is. */
function bestAlignment(track: Track, points: Path, bends: Float64Array, stretch: number): TrackMatch {
  let best: {way: Track; start: number; meanM: number} | undefined;
  for (const way of [track, reverseTrack(track)]) {
    for (const start of bestStarts(way, bends, stretch)) {
      const {meanM} = meanAndMax(alignPath(way, points, start, POINT_SPACING * stretch, FIRST_ROUNDS).offset);
      if (!best || meanM < best.meanM) best = {way, start, meanM};
    }
  }
  const {way, start} = best!;
  const {move, distance, offset} = alignPath(way, points, start, POINT_SPACING * stretch, ROUNDS);
  const reversed = way !== track;
  const startM = reversed ? (track.lengthM - distance[0]) % track.lengthM : distance[0];
  return {track, ...meanAndMax(offset), reversed, startM, move};
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
  // the same circuit may be known from several games and under several names: those do not contradict each other
  const same = matches.filter(
    ({track, meanM}) =>
      track === best.track ||
      (meanM <= MOST_MEAN && (track.name === best.track.name || isSameCircuit(track, best.track))),
  );
  const other = matches.find((match) => !same.includes(match) && match.track.name !== best.track.name);
  const clear = other ? Math.max(0, 1 - best.meanM / other.meanM) : 1;
  if (clear < 0.3) return unknown(`between ${best.track.id} and ${other!.track.id}`, matches);
  // of a circuit known in both directions, the one that was driven
  const match = same.find(({reversed}) => !reversed) ?? best;
  return {match, confidence: (1 - best.meanM / NO_CONFIDENCE) * clear, whole: false, same, matches};
}

/** Whether the centre lines of two tracks coincide, in either direction. */
function isSameCircuit(a: Track, b: Track): boolean {
  if (Math.abs(a.lengthM / b.lengthM - 1) > 0.03) return false;
  const points = evenPoints(a);
  return bestAlignment(b, points, pathBends(points, false), b.lengthM / a.lengthM).meanM <= MOST_MEAN;
}

/** The starts on a track, m, from which its bends match the path's best: the best few that are apart. */
function bestStarts(track: Track, bends: Float64Array, stretch: number): number[] {
  const count = Math.round(track.lengthM / POINT_SPACING);
  const line = evenPath(track, count, true);
  const own = pathBends(line, true);
  const m = bends.length;
  const pace = (stretch * POINT_SPACING * count) / track.lengthM;
  const ahead = Int32Array.from(bends, (_, i) => Math.round(i * pace) % count);
  const twice = new Float64Array(2 * count);
  twice.set(own);
  twice.set(own, count);
  const cost = new Float64Array(count);
  for (let start = 0; start < count; start++) {
    let sum = 0;
    for (let i = 0; i < m; i++) {
      const gap = bends[i] - twice[start + ahead[i]];
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

function meanAndMax(offset: Float64Array): {meanM: number; maxM: number} {
  let sum = 0;
  let most = 0;
  for (const value of offset) {
    sum += Math.abs(value);
    most = Math.max(most, Math.abs(value));
  }
  return {meanM: sum / offset.length, maxM: most};
}

/** Whether distances mostly decrease. */
function runsBack(distance: Float64Array, lengthM: number): boolean {
  let ahead = 0;
  for (let i = 1; i < distance.length; i++) {
    let step = distance[i] - distance[i - 1];
    step -= lengthM * Math.round(step / lengthM);
    ahead += Math.sign(step);
  }
  return ahead < 0;
}
