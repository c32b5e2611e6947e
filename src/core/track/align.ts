import type {Path} from "../geometry/closedPath.js";
import {locateNear} from "./locate.js";
import {alongTrack, type Track} from "./track.js";

/** A rigid move of the plane: x' = cos·x − sin·z + dx, z' = sin·x + cos·z + dz. */
export interface Move {
  /** rad, to the right on a map */
  turn: number;
  dx: number;
  dz: number;
  /** the sign of z is changed first */
  mirrored?: boolean;
}

/** A path aligned to a track: the move, and each point's distance from the start line and offset to the right, m. */
export interface AlignedPath {
  move: Move;
  distance: Float64Array;
  offset: Float64Array;
}

/**
 * Turns and shifts an evenly spaced path onto a track on which it begins at about `start` metres and advances `pace` metres from
 * point to point: first each point to the centre line at its distance, then to its foot on it (ICP: Besl & McKay 1992).
 */
export function alignPath(track: Track, path: Path, start: number, pace: number, rounds: number): AlignedPath {
  const n = path.x.length;
  const target = {x: new Float64Array(n), z: new Float64Array(n)};
  const distance = Float64Array.from({length: n}, (_, i) => start + i * pace);
  const offset = new Float64Array(n);
  const place = {distance: 0, offset: 0};
  let move: Move = {turn: 0, dx: 0, dz: 0};
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < n; i++) {
      target.x[i] = alongTrack(track.x, track, distance[i]);
      target.z[i] = alongTrack(track.z, track, distance[i]);
    }
    move = bestMove(path, target);
    const {x, z} = movePath(path, move);
    for (let i = 0; i < n; i++) {
      locateNear(track, x[i], z[i], distance[i], place);
      distance[i] = place.distance;
      offset[i] = place.offset;
    }
  }
  return {move, distance, offset};
}

/** The turn and shift with the least mean square distance between points and their targets (Kabsch in the plane). */
function bestMove(from: Path, to: Path): Move {
  const mean = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0) / column.length;
  const [ax, az, bx, bz] = [from.x, from.z, to.x, to.z].map(mean);
  let dot = 0;
  let cross = 0;
  for (let i = 0; i < from.x.length; i++) {
    const px = from.x[i] - ax;
    const pz = from.z[i] - az;
    dot += px * (to.x[i] - bx) + pz * (to.z[i] - bz);
    cross += px * (to.z[i] - bz) - pz * (to.x[i] - bx);
  }
  const turn = Math.atan2(cross, dot);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return {turn, dx: bx - cos * ax + sin * az, dz: bz - sin * ax - cos * az};
}

/** A path in other coordinates, for example those of a track it matches. */
export function movePath(path: Path, {turn, dx, dz, mirrored}: Move): Path {
  const {x, z} = mirrored ? mirror(path) : path;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return {
    x: x.map((px, i) => cos * px - sin * z[i] + dx),
    z: x.map((px, i) => sin * px + cos * z[i] + dz),
  };
}

/** The move that undoes a move. */
export function inverseMove({turn, dx, dz, mirrored}: Move): Move {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const back = {turn: -turn, dx: -cos * dx - sin * dz, dz: sin * dx - cos * dz};
  // mirrored: M·R(−t)·(p − d) = R(t)·M·(p − d)
  return mirrored ? {turn, dx: back.dx, dz: -back.dz, mirrored} : back;
}

/** The mirror image across the x axis. */
export function mirror({x, z}: Path): Path {
  return {x, z: z.map((pz) => -pz)};
}
