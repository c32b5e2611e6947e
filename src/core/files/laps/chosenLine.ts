import type {LogChoices} from "../../archive/types.js";
import {type Fix, fromFirstFix, fromFix, toEarth} from "../../geometry/placesOnEarth.js";
import type {ChannelColumns} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import {type FinishLine, finishLine, headingOf, type TimedPath} from "./finishLine.js";

/** A line given in degrees lies within this of the drive, °. */
const NEAR_DEGREES = 0.5;

/** A line as given. */
export interface GivenLine {
  /** latitude and longitude, or x and z */
  place: [number, number];
  /** driving direction, degrees clockwise from north or from the top of the map */
  headingDeg: number;
  /** "" where the text has none */
  unit: "m" | "°" | "";
}

const LINE = /^\s*(-?[\d.]+)\s*(m|°|)\s*[,;\s]\s*(-?[\d.]+)\s*(m|°|)\s*[,;\s]\s*(-?[\d.]+)\s*°?\s*$/;

/**
 * The choice `line`: "latitude,longitude,heading" or "x,z,heading", the first two with or without ° or m.
 *
 * @throws LogFileError for another text
 */
export function chosenLine(choices: LogChoices | undefined): GivenLine | undefined {
  const given = choices?.line;
  if (given === undefined || given === null || given === "") return undefined;
  const [, first, unit = "", second, other = "", heading] = (typeof given === "string" && LINE.exec(given)) || [];
  const [a, b, headingDeg] = [first, second, heading].map(Number);
  if (!Number.isFinite(a + b + headingDeg) || unit !== other)
    throw new LogFileError(
      `invalid line: ${JSON.stringify(given)}; expected latitude,longitude,heading in degrees, or x,z in metres and heading in degrees`,
      "choices",
    );
  return {place: [a, b], headingDeg, unit: unit as GivenLine["unit"]};
}

/** The positions of a car as a path, in metres; undefined where it has fewer than two. */
export function drivenPath(columns: ChannelColumns): TimedPath | undefined {
  const {sessionTime: time, worldX: x, worldZ: z, latitude, longitude} = columns;
  if (x && z) return {time, x, z};
  const found = latitude && longitude && fromFirstFix(latitude, longitude);
  return found && {time, x: found.x, z: found.z};
}

/**
 * A given line, and the path in whose coordinates it is. Without a unit it is in degrees if the log has latitude and longitude near by,
 * else in metres. Undefined for a car without such positions.
 */
export function lineOnPath(
  columns: ChannelColumns,
  {place, headingDeg, unit}: GivenLine,
): {line: FinishLine; path: TimedPath} | undefined {
  const {latitude, longitude, sessionTime: time} = columns;
  const earth = latitude && longitude && fromFirstFix(latitude, longitude);
  if (unit === "°" || (unit === "" && earth && isNear(earth.fix, place))) {
    if (!earth) return undefined;
    const {x, z} = fromFix(earth.fix, place);
    return {line: finishLine(x, z, headingDeg), path: {time, x: earth.x, z: earth.z}};
  }
  const path = drivenPath(columns);
  return path && {line: finishLine(place[0], place[1], headingDeg), path};
}

/** A line of the path's coordinates as text for the choice `line`. */
export function lineText({latitude, longitude, worldX, worldZ}: ChannelColumns, line: FinishLine): string {
  const heading = headingOf(line).toFixed(1);
  const earth = latitude && longitude && fromFirstFix(latitude, longitude);
  // positions of a game beside its latitude and longitude have another origin
  const same = earth && (!worldX || !worldZ || isSamePlane(worldX, earth.x));
  if (!same) return `${line.x.toFixed(1)},${line.z.toFixed(1)},${heading}`;
  const [lat, lon] = toEarth(earth.fix, line);
  return `${lat.toFixed(7)},${lon.toFixed(7)},${heading}`;
}

function isNear(fix: Fix, place: Fix): boolean {
  return fix.every((value, i) => Math.abs(value - place[i]) < NEAR_DEGREES);
}

function isSamePlane(x: Float64Array, derived: Float64Array): boolean {
  const row = derived.findIndex((value, i) => value !== 0 && Number.isFinite(value + x[i]));
  return row < 0 || Math.abs(x[row] - derived[row]) < 1;
}
