import type {GpsDrive} from "../gps/gpsLog.js";
import type {ImportedLap} from "../importedLog.js";
import type {TimedPath} from "../laps/finishLine.js";
import type {PlanePoint} from "../laps/gateCrossings.js";
import {lapsThrough} from "../laps/lineThrough.js";
import type {GpxFile} from "./gpxFile.js";

/** Names of way points that are a start line. */
const START = /^\W*(start|finish|s\s*\/\s*f|sf|ziel|lap)([\s/&_-]*(start|finish|line|ziel))*\W*$/i;
/** Segments that begin so close to each other, m, without a pause (s), are laps. */
const SAME_M = 40;
const PAUSE_S = 3;

/**
 * Laps of a track that marks its start line: by a way point of that name, or by segments that all begin at one place without a pause
 * between them. Undefined for other tracks.
 */
export function gpxLaps(file: GpxFile, drive: GpsDrive & TimedPath, notes: string[]): ImportedLap[] | undefined {
  const {places} = file;
  const start = places.find(({name}) => START.test(name));
  if (places.length > 0 && !start)
    notes.push(`${places.length} way points are not used: none is named as a start line; choose a line`);
  if (start) {
    const place = drive.toPlane(start.latitude, start.longitude);
    const laps = lapsThrough(drive, place, {words: `the way point ${start.name}`, notes});
    if (laps) return laps;
  }
  const place = placeOfSegments(file, drive);
  return place && lapsThrough(drive, place, {words: "the place where the segments begin", notes});
}

/** The middle of the places where segments begin; undefined where they lie apart or the drive pauses between them. */
function placeOfSegments({segmentStarts}: GpxFile, {x, z, time}: TimedPath): PlanePoint | undefined {
  const starts = segmentStarts.slice(1).filter((row) => Number.isFinite(x[row] + z[row]));
  if (starts.length < 2 || starts.some((row) => time[row] - time[row - 1] > PAUSE_S)) return undefined;
  const mean = (values: Float64Array) => starts.reduce((sum, row) => sum + values[row], 0) / starts.length;
  const place = {x: mean(x), z: mean(z)};
  return starts.every((row) => Math.hypot(x[row] - place.x, z[row] - place.z) < SAME_M) ? place : undefined;
}
