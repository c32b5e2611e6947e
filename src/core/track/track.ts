import type {LapRef} from "./bestLaps.js";

/**
 * A circuit as it lies in one world: its centre line on an even grid in the driving direction, point 0 at the start line, the
 * last followed by the first. Metres; a map has x right and z down. Offsets and curvature are positive to the right.
 */
export interface Track {
  id: string;
  name: string;
  /** whose world the metres are: positions of another frame are turned and shifted against it; "" when not known */
  frame: string;
  /** of the centre line, m */
  lengthM: number;
  /** m between points */
  step: number;
  x: Float64Array;
  z: Float64Array;
  /** direction of travel, atan2(dz, dx), rad, not wrapped: a clockwise lap adds 2π */
  heading: Float64Array;
  /** 1/m */
  curvature: Float64Array;
  clockwise: boolean;
  /** where sectors 2, 3, … begin, m from the line; empty when not known */
  sectorStartsM: number[];
  room?: Room;
  /** how many laps it was learned from */
  laps: number;
  /** laps of the archive that were looked at for it, those left out too */
  from?: readonly LapRef[];
}

/** How far the road goes to either side of the centre line at each point, m. */
export interface Room {
  /** borders: measured edges; laps: how far anybody went, so at least */
  from: "borders" | "laps";
  left: Float64Array;
  right: Float64Array;
}

/** What a track is before its geometry is computed. */
export type TrackFacts = Omit<Track, "lengthM" | "step" | "x" | "z" | "heading" | "curvature" | "clockwise">;

/** Curvature is a mean over about so many metres. */
const CURVATURE_SPAN = 12;

/** Computes direction, curvature and length of a closed centre line whose points are evenly spread. Throws on fewer than 10. */
export function makeTrack(facts: TrackFacts, x: Float64Array, z: Float64Array): Track {
  const n = x.length;
  if (n < 10 || z.length !== n) throw new Error(`invalid track: ${n} points`);
  let lengthM = 0;
  for (let i = 0; i < n; i++) lengthM += Math.hypot(x[(i + 1) % n] - x[i], z[(i + 1) % n] - z[i]);
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

/** Value of a column at a distance along the lap, m, any number of laps from the line; linear between points. */
export function alongTrack(
  column: ArrayLike<number>,
  {step, lengthM}: {step: number; lengthM: number},
  s: number,
): number {
  const n = column.length;
  const position = (((s % lengthM) + lengthM) % lengthM) / step;
  const i = Math.min(n - 1, Math.floor(position));
  return column[i] + (column[(i + 1) % n] - column[i]) * (position - i);
}

/** The same road driven the other way, from the same line. */
export function reverseTrack(track: Track): Track {
  const n = track.x.length;
  const turned = (column: Float64Array) => column.map((_, i) => column[(n - i) % n]);
  const {lengthM, step, x, z, heading, curvature, clockwise, room, ...facts} = track;
  const other = room && {from: room.from, left: turned(room.right), right: turned(room.left)};
  return makeTrack({...facts, sectorStartsM: [], room: other}, turned(x), turned(z));
}
