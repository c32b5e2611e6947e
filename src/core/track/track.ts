import {gridValue, wrapDistance} from "../geometry/closedGrid.js";
import {pathLength} from "../geometry/closedPath.js";
import type {CornersFile} from "./authored/cornersFile.js";
import type {LapRef} from "./bestLaps.js";

/**
 * The geometry of a circuit in one frame of coordinates: its centre line on an even grid in the driving direction, point 0 at the
 * start line, the last followed by the first. Metres; on a map x points right and z down. Offsets and curvature are positive to
 * the right.
 */
export interface Track {
  id: string;
  name: string;
  /** the game whose coordinates these are; other frames are turned and shifted against it. "" when unknown */
  frame: string;
  /** of the centre line, m */
  lengthM: number;
  /** m between points */
  step: number;
  x: Float64Array;
  z: Float64Array;
  /** height of the road at each point, m; absent when unknown */
  y?: Float64Array;
  /** direction of travel, atan2(dz, dx), rad, not wrapped: a clockwise lap adds 2π */
  heading: Float64Array;
  /** 1/m */
  curvature: Float64Array;
  clockwise: boolean;
  /** where sectors 2, 3, … begin, m from the start line; empty when unknown */
  sectorStartsM: number[];
  room?: Room;
  /** number of laps it was learned from */
  laps: number;
  /** laps of the archive that were considered for it, including those left out */
  from?: readonly LapRef[];
  /** the corners that a user edited; they take precedence over found ones */
  authored?: CornersFile;
}

/** Width of the road to either side of the centre line at each point, m. */
export interface Room {
  /** borders: measured edges; laps: the widest lines driven, a lower limit */
  from: "borders" | "laps";
  left: Float64Array;
  right: Float64Array;
}

/** The properties of a track that are not computed from its centre line. */
export type TrackFacts = Omit<Track, "lengthM" | "step" | "x" | "z" | "heading" | "curvature" | "clockwise">;

/** m over which curvature is averaged. */
const CURVATURE_SPAN = 12;

/** A track from a closed centre line with evenly spaced points: computes direction, curvature and length. Throws on fewer than 10 points. */
export function makeTrack(facts: TrackFacts, x: Float64Array, z: Float64Array): Track {
  const n = x.length;
  if (n < 10 || z.length !== n) throw new Error(`invalid track: ${n} points`);
  const lengthM = pathLength({x, z}, true);
  const step = lengthM / n;
  const heading = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const raw = Math.atan2(z[b] - z[a], x[b] - x[a]);
    heading[i] = i === 0 ? raw : raw + 2 * Math.PI * Math.round((heading[i - 1] - raw) / (2 * Math.PI));
  }
  const turn = Math.round((heading[n - 1] - heading[0]) / (2 * Math.PI)) * 2 * Math.PI;
  const half = Math.max(1, Math.round(CURVATURE_SPAN / step / 2));
  const at = (i: number) => (i < 0 ? heading[i + n] - turn : i >= n ? heading[i - n] + turn : heading[i]);
  const curvature = Float64Array.from(heading, (_, i) => (at(i + half) - at(i - half)) / (2 * half * step));
  return {...facts, lengthM, step, x, z, heading, curvature, clockwise: turn > 0};
}

/** Value of a column at any distance along the lap, m, linear between points; distances beyond the line wrap. */
export function alongTrack(
  column: ArrayLike<number>,
  track: {step: number; lengthM: number},
  distance: number,
): number {
  return gridValue(column, {n: column.length, step: track.step}, wrapDistance(track, distance));
}

/** The same road in the other direction, from the same start line. */
export function reverseTrack(track: Track): Track {
  const n = track.x.length;
  const turned = (column: Float64Array) => column.map((_, i) => column[(n - i) % n]);
  const {lengthM, step, x, z, y, heading, curvature, clockwise, room, authored, ...facts} = track;
  const other = room && {from: room.from, left: turned(room.right), right: turned(room.left)};
  const around = {...facts, sectorStartsM: [], room: other, ...(y && {y: turned(y)})};
  return makeTrack(around, turned(x), turned(z));
}

/** Width of the road at a distance, m; NaN when unknown. */
export function widthAt(track: Track, s: number): number {
  const {room} = track;
  return room ? alongTrack(room.left, track, s) + alongTrack(room.right, track, s) : Number.NaN;
}
