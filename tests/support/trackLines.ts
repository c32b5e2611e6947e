import {LogFileError} from "../../src/core/files/importedLog.js";
import {evenPath, type Path, pathLength} from "../../src/core/geometry/closedPath.js";
import {makeTrack, type Track} from "../../src/core/track/track.js";

/** A line along a circuit as a game stores it. */
export interface TrackLine {
  path: Path;
  /** distance of the last point in the file, m; NaN where it has none */
  lengthAtLastM: number;
  /** share of the lap at the first and the last point; NaN where the file has none */
  spline: [number, number];
  /** to the edges of the road, m; absent where the file has none */
  sides?: {left: Float64Array; right: Float64Array};
}

const AI_HEADER = 16;
const AI_POINT = 20;
const AI_DETAIL = 72;
const MAP_HEADER = 14;
const MAP_POINT = 12;
/** The ends of a circuit are closer, m. */
const CLOSES_M = 100;
/** Neighbouring points are closer, m. */
const MOST_STEP = 200;

/**
 * Assetto Corsa's `fast_lane.ai`, version 7: a header of four int32 (version, points, lap time, samples), points of x, y, z and
 * distance (float32) with an id, a count and 18 float32 of detail a point; of these the seventh and eighth are the distances to the
 * left and right edge (m).
 */
export function readFastLane(bytes: Uint8Array): TrackLine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < AI_HEADER) throw new LogFileError("too short", `byte ${bytes.length}`);
  const version = view.getInt32(0, true);
  if (version !== 7) throw new LogFileError(`unknown version: ${version}`, "byte 0");
  const points = view.getInt32(4, true);
  const detailAt = AI_HEADER + points * AI_POINT;
  if (points < 10 || detailAt + 4 > bytes.length)
    throw new LogFileError(`${points} points do not fit into ${bytes.length} bytes`, "byte 4");
  const path = {x: new Float64Array(points), z: new Float64Array(points)};
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < points; i++) {
    const at = AI_HEADER + i * AI_POINT;
    path.x[i] = view.getFloat32(at, true);
    path.z[i] = view.getFloat32(at + 8, true);
    const distance = view.getFloat32(at + 12, true);
    if (!(distance >= before))
      throw new LogFileError(`distance falls: ${before} m, then ${distance} m`, `byte ${at + 12}`);
    before = distance;
  }
  checkPath(path, (i) => AI_HEADER + i * AI_POINT);
  const details = view.getInt32(detailAt, true);
  if (details !== points || detailAt + 4 + details * AI_DETAIL > bytes.length)
    throw new LogFileError(`details for ${details} points, expected ${points}`, `byte ${detailAt}`);
  const side = (field: number) =>
    Float64Array.from({length: points}, (_, i) => view.getFloat32(detailAt + 4 + i * AI_DETAIL + 4 * field, true));
  const sides = {left: side(6), right: side(7)};
  const reported = [...sides.left, ...sides.right].every((v) => v >= 0 && v < 100) && sides.left.some((v) => v > 0);
  return {path, lengthAtLastM: before, spline: [Number.NaN, Number.NaN], ...(reported && {sides})};
}

/** Track maps traced from ACC's broadcasting interface ("retm", version, then x, z and the part of the lap as float32). */
export function readBroadcastMap(bytes: Uint8Array): TrackLine {
  if (bytes.length < MAP_HEADER || new TextDecoder("latin1").decode(bytes.subarray(0, 4)) !== "retm")
    throw new LogFileError("not a track map: it does not begin with retm", "byte 0");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getInt16(4, true);
  if (version !== 1) throw new LogFileError(`unknown version: ${version}`, "byte 4");
  const rest = bytes.length - MAP_HEADER;
  if (rest % MAP_POINT !== 0)
    throw new LogFileError(`${rest % MAP_POINT} bytes after the last point: the file is cut`, `byte ${bytes.length}`);
  const points = rest / MAP_POINT;
  if (points < 10) throw new LogFileError(`too few points: ${points}, expected 10 or more`, "byte 14");
  const value = (i: number, field: number) => view.getFloat32(MAP_HEADER + i * MAP_POINT + 4 * field, true);
  const path = {
    x: Float64Array.from({length: points}, (_, i) => value(i, 0)),
    z: Float64Array.from({length: points}, (_, i) => value(i, 1)),
  };
  checkPath(path, (i) => MAP_HEADER + i * MAP_POINT);
  return {path, lengthAtLastM: Number.NaN, spline: [value(0, 2), value(points - 1, 2)]};
}

/** A line as a track of evenly spaced points. @throws LogFileError when its ends do not meet: it is no circuit */
export function trackOfLine(
  {path, sides}: TrackLine,
  {id, name = id, frame, step = 3}: {id: string; name?: string; frame: string; step?: number},
): Track {
  const n = path.x.length;
  const gap = Math.hypot(path.x[n - 1] - path.x[0], path.z[n - 1] - path.z[0]);
  const open = pathLength(path, false);
  if (gap > Math.min(CLOSES_M, open / 5))
    throw new LogFileError(`not a closed circuit: its ends are ${gap.toFixed(0)} m apart`);
  const count = Math.max(10, Math.round(pathLength(path, true) / step));
  const {x, z} = evenPath(path, count, true);
  // the file's points are about evenly spaced: its sides are taken at the same share of the lap
  const along = (column: Float64Array) =>
    Float64Array.from({length: count}, (_, i) => column[Math.floor((i / count) * n)]);
  const room = sides && {from: "borders" as const, left: along(sides.left), right: along(sides.right)};
  return makeTrack({id, name, frame, sectorStartsM: [], laps: 0, ...(room && {room})}, x, z);
}

function checkPath({x, z}: Path, byte: (i: number) => number): void {
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i] + z[i])) throw new LogFileError(`invalid position: ${x[i]}, ${z[i]}`, `byte ${byte(i)}`);
    const step = i > 0 ? Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]) : 0;
    if (step > MOST_STEP) throw new LogFileError(`${step.toFixed(0)} m from the previous point`, `byte ${byte(i)}`);
  }
}
