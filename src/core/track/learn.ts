import {evenPath, type Path, pathLength, smoothClosed} from "../geometry/closedPath.js";
import {blendEnds, cleanLap, closingGap, duration, type LapPositions, lapFault} from "./lapPositions.js";
import {locatePath} from "./locate.js";
import {smoothingOf} from "./noise.js";
import {columnOn, offsetsAt} from "./offsetsAt.js";
import {roomOfBorders, roomOfLaps} from "./room.js";
import {makeTrack, type Track, type TrackFacts} from "./track.js";

export interface LearnOptions {
  id: string;
  name?: string;
  frame?: string;
  /** m between points of the centre line */
  step?: number;
  /** waves shorter than this are noise, m; by default chosen from the noise of the laps */
  smoothM?: number;
  /** edges of the road, as closed paths */
  borders?: {left: Path; right: Path};
}

export interface Learned {
  track: Track;
  /** laps left out, and why */
  skipped: {lap: number; reason: string}[];
}

/**
 * Learns a track from driven laps: the median of their paths, smoothed; its start line is the mean of theirs. Laps that jump or do
 * not close are left out; so are laps a quarter slower than the fastest (from or to the pits) and those whose length differs
 * from the median by more than 3 % (a short cut). Throws when none is left.
 */
export function learnTrack(laps: readonly LapPositions[], options: LearnOptions): Learned {
  const {id, name = id, frame = "", step = 3, borders} = options;
  const skipped: Learned["skipped"] = [];
  let kept: {lap: number; driven: LapPositions; path: Path; rows: number[]; lengthM: number}[] = [];
  laps.forEach((driven, lap) => {
    const {path, rows} = cleanLap(driven);
    const reason = lapFault(path);
    if (reason) skipped.push({lap, reason});
    else kept.push({lap, driven, path: blendEnds(path), rows, lengthM: pathLength(path, true)});
  });
  const lengths = kept.map(({lengthM}) => lengthM).sort((a, b) => a - b);
  const middle = lengths[lengths.length >> 1];
  kept = kept.filter(({lap, lengthM}) => {
    const other = Math.abs(lengthM / middle - 1) > 0.03;
    if (other) skipped.push({lap, reason: `length: ${lengthM.toFixed(0)} m, others ${middle.toFixed(0)} m`});
    return !other;
  });
  const fastest = Math.min(...kept.map(({driven, rows}) => duration(driven, rows)).filter((seconds) => seconds > 0));
  kept = kept.filter(({lap, driven, rows}) => {
    const seconds = duration(driven, rows);
    const slow = seconds > 1.25 * fastest;
    if (slow) skipped.push({lap, reason: `slow: ${seconds.toFixed(1)} s, fastest ${fastest.toFixed(1)} s`});
    return !slow;
  });
  if (kept.length === 0) {
    const why = skipped.map(({lap, reason}) => `lap ${lap} ${reason}`).join("; ");
    throw new Error(`no lap to learn ${id} from${why && `: ${why}`}`);
  }
  const facts: TrackFacts = {id, name, frame, sectorStartsM: [], laps: kept.length};
  const base = kept.reduce((a, b) => (closingGap(b.path) < closingGap(a.path) ? b : a));
  const smoothM = options.smoothM ?? smoothingOf(base.path, kept.length);
  let track = evenTrack(facts, smoothLap(base.path, smoothM), step, 0);
  for (let round = 0; round < (kept.length > 1 ? 3 : 1); round++) {
    const offsets = kept.map(({path}) => offsetsAt(track, path));
    track = shiftTrack(track, median(offsets), smoothM);
  }
  const start = meanAround(
    kept.map(({driven, path, rows}) => lineOf(track, driven, path, rows)),
    track.lengthM,
  );
  track = evenTrack(facts, track, step, start);
  track.sectorStartsM = sectorsOf(track, kept);
  const heights = heightsOf(track, kept);
  if (heights) track.y = heights;
  track.room = borders
    ? roomOfBorders(track, borders)
    : roomOfLaps(
        track,
        kept.map(({path}) => path),
      );
  return {track, skipped};
}

function smoothLap(path: Path, smoothM: number): Path {
  const spacing = pathLength(path, true) / path.x.length;
  const [x, z] = smoothClosed([path.x, path.z], smoothM / spacing);
  return {x, z};
}

function evenTrack(facts: TrackFacts, path: Path, step: number, startM: number): Track {
  const {x, z} = evenPath(path, Math.round(pathLength(path, true) / step), true, startM);
  return makeTrack(facts, x, z);
}

/** The median of the columns at each point, so that laps in the pits or off the road have no weight. */
function median(columns: Float64Array[]): Float64Array {
  const row = new Float64Array(columns.length);
  return columns[0].map((_, i) => {
    for (let k = 0; k < row.length; k++) row[k] = columns[k][i];
    row.sort();
    return (row[(row.length - 1) >> 1] + row[row.length >> 1]) / 2;
  });
}

/** The track shifted to the right by an offset at each point, smoothed, on an even grid. */
function shiftTrack(track: Track, offset: Float64Array, smoothM: number): Track {
  const x = track.x.map((value, i) => value - Math.sin(track.heading[i]) * offset[i]);
  const z = track.z.map((value, i) => value + Math.cos(track.heading[i]) * offset[i]);
  const [sx, sz] = smoothClosed([x, z], smoothM / track.step);
  return evenTrack(track, {x: sx, z: sz}, track.step, 0);
}

/** The median height of the laps at each point, m; undefined where a lap has none. */
function heightsOf(track: Track, kept: {driven: LapPositions; path: Path; rows: number[]}[]): Float64Array | undefined {
  const columns: Float64Array[] = [];
  for (const {driven, path, rows} of kept) {
    const {y} = driven;
    if (!y || !rows.every((row) => Number.isFinite(y[row]))) return undefined;
    const {distance} = locatePath(track, path.x, path.z);
    columns.push(
      columnOn(
        track,
        distance,
        Float64Array.from(rows, (row) => y[row]),
      ),
    );
  }
  return median(columns);
}

/** Where a lap crossed the start line, m along the track: before its first sample by its distance or time, else in the middle of the gap. */
function lineOf(track: Track, {time, lapDistance}: LapPositions, path: Path, rows: number[]): number {
  const {distance} = locatePath(track, path.x.subarray(0, 40), path.z.subarray(0, 40));
  const k = Math.min(5, rows.length - 1);
  const driven = Math.hypot(path.x[k] - path.x[0], path.z[k] - path.z[0]);
  const byDistance = lapDistance?.[rows[0]] ?? Number.NaN;
  if (byDistance >= 0 && byDistance < 200) return distance[0] - byDistance;
  const t0 = time?.[rows[0]] ?? Number.NaN;
  const speed = driven / ((time?.[rows[k]] ?? Number.NaN) - t0);
  if (t0 >= 0 && t0 < 5 && speed > 0) return distance[0] - speed * t0;
  const last = path.x.length - 1;
  return distance[0] - Math.hypot(path.x[0] - path.x[last], path.z[0] - path.z[last]) / 2;
}

/** Circular mean of distances along a lap. */
function meanAround(values: number[], lengthM: number): number {
  const first = values[0];
  const gaps = values.map((value) => value - first - lengthM * Math.round((value - first) / lengthM));
  return first + gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** Where sectors begin: halfway between the samples at which the number increases; the mean over the laps that have all sectors. */
function sectorsOf(track: Track, kept: {driven: LapPositions; path: Path; rows: number[]}[]): number[] {
  const lists: number[][] = [];
  for (const {driven, path, rows} of kept) {
    const {sector} = driven;
    if (!sector) continue;
    const {distance} = locatePath(track, path.x, path.z);
    const starts: number[] = [];
    for (let k = 1; k < rows.length; k++) {
      if (sector[rows[k]] === sector[rows[k - 1]] + 1) starts.push((distance[k] + distance[k - 1]) / 2);
    }
    lists.push(starts);
  }
  const count = Math.max(0, ...lists.map((starts) => starts.length));
  const whole = lists.filter((starts) => starts.length === count);
  return Array.from({length: count}, (_, s) =>
    meanAround(
      whole.map((starts) => starts[s]),
      track.lengthM,
    ),
  );
}
