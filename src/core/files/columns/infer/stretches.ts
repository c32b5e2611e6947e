import {fromFirstFix, knownPlaces} from "../../../geometry/placesOnEarth.js";
import {isHorizontal} from "../../positions.js";
import type {MeantTable} from "./meantTable.js";

/** Positions are compared over at least this time, s: GPS noise matters less, and corners are hardly cut. */
const SHORTEST_S = 0.45;
const LONGEST_S = 5;

/** Horizontal positions, x to the right (east) and z down (south). */
export interface DrivenPath {
  x: Float64Array;
  z: Float64Array;
  /** latitude and longitude: certainly metres */
  isEarth: boolean;
}

/** A straight piece between two rows. */
export interface Stretch {
  from: number;
  to: number;
  seconds: number;
  metres: number;
  /** direction, rad clockwise from north (up on the map) */
  course: number;
}

/** The driven path by latitude and longitude, else by the horizontal two of x, y and z; undefined without positions. */
export function pathOf(table: MeantTable): DrivenPath | undefined {
  const [latitude, longitude] = [table.values("latitude"), table.values("longitude")];
  const known = latitude && longitude && knownPlaces(latitude, longitude);
  const plane = known && fromFirstFix(known.latitude, known.longitude);
  if (plane) return {x: plane.x, z: plane.z, isEarth: true};
  const [x, y, z] = ["worldX", "worldY", "worldZ"].map((channel) => table.values(channel));
  if (x && y && isHorizontal(y, x, z)) return {x, z: y.map((v) => -v), isEarth: false};
  return x && z && {x, z, isEarth: false};
}

/**
 * Straight pieces of the path of about half a second, where the car moved. Rows that repeat a position (a receiver slower than the
 * table) are passed over.
 */
export function stretchesOf({x, z}: DrivenPath, time: Float64Array): Stretch[] {
  const found: Stretch[] = [];
  let from = -1;
  let before = -1;
  for (let to = 0; to < time.length; to++) {
    if (!Number.isFinite(x[to] + z[to] + time[to])) continue;
    const held = before >= 0 && x[to] === x[before] && z[to] === z[before];
    before = to;
    if (held) continue;
    const seconds = from < 0 ? -1 : time[to] - time[from];
    if (seconds >= 0 && seconds < SHORTEST_S) continue;
    if (seconds > 0 && seconds <= LONGEST_S) {
      const [east, south] = [x[to] - x[from], z[to] - z[from]];
      found.push({from, to, seconds, metres: Math.hypot(east, south), course: Math.atan2(east, -south)});
    }
    from = to;
  }
  return found;
}

/** Integral of a quantity over time up to each row (trapezoidal rule), without gaps of more than 5 s. */
export function integralOf(values: Float64Array, time: Float64Array): Float64Array {
  const sum = new Float64Array(values.length);
  let before = -1;
  for (let i = 0; i < values.length; i++) {
    sum[i] = i > 0 ? sum[i - 1] : 0;
    if (!Number.isFinite(values[i] + time[i])) continue;
    const seconds = before < 0 ? 0 : time[i] - time[before];
    if (seconds > 0 && seconds <= LONGEST_S) sum[i] += ((values[i] + values[before]) / 2) * seconds;
    before = i;
  }
  return sum;
}
