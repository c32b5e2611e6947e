import {fromFirstFix, knownPlaces} from "../../geometry/placesOnEarth.js";
import {LogFileError} from "../importedLog.js";

/** iRacing's records a second; a thinned file has a whole fraction of them. */
const RECORDS_HZ = 60;
/** Rates that differ by less are the same. */
const SAME_RATE = 0.03;
/** Slower rows say little about the rate, m/s; faster steps are jumps of the position, m/s. */
const MOVING = 5;
const FASTEST = 150;
/** Rows by which a rate is found. */
const FEWEST = 20;

/** A lap without times, one value a row. */
export interface TimelessLap {
  /** m/s */
  speed: Float64Array;
  latitude?: Float64Array;
  longitude?: Float64Array;
  /** driven share of the lap, 0–1 */
  share: Float64Array;
}

/**
 * Rows a second, from the distance between positions at the driven speed, else from the lap's time over its rows. A rate close to 60 Hz
 * divided by a whole number is that.
 *
 * @param lapTimeS the lap's time, if it is known
 * @throws LogFileError where neither is known
 */
export function rowRate(lap: TimelessLap, lapTimeS: number | undefined, notes: string[]): number {
  const measured = byPositions(lap);
  if (measured !== undefined) {
    const rate = whole(measured);
    notes.push(`time: ${text(rate)} rows per second, by positions and speed (${text(measured)})`);
    return rate;
  }
  const rows = rowsOfLap(lap.share);
  if (lapTimeS !== undefined && rows !== undefined) {
    const rate = whole(rows / lapTimeS);
    notes.push(`time: ${text(rate)} rows per second, by the lap time in the file's name`);
    return rate;
  }
  throw new LogFileError("no positions (Lat, Lon) that show the rows per second: choose them");
}

/** Times between rows: metres over m/s, of all moving rows together. */
function byPositions({speed, latitude, longitude}: TimelessLap): number | undefined {
  if (!latitude || !longitude) return undefined;
  const places = knownPlaces(latitude, longitude);
  const plane = fromFirstFix(places.latitude, places.longitude);
  if (!plane) return undefined;
  const {x, z} = plane;
  let [metres, speeds, steps] = [0, 0, 0];
  for (let i = 1; i < x.length; i++) {
    const step = Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]);
    const mean = (speed[i] + speed[i - 1]) / 2;
    if (!(mean > MOVING && mean < FASTEST) || !Number.isFinite(step) || step > FASTEST) continue;
    metres += step;
    speeds += mean;
    steps++;
  }
  return steps >= FEWEST && metres > 0 ? speeds / metres : undefined;
}

function whole(rate: number): number {
  const divisor = Math.max(1, Math.round(RECORDS_HZ / rate));
  const near = RECORDS_HZ / divisor;
  return Math.abs(rate / near - 1) < SAME_RATE ? near : rate;
}

/** Rows from line to line, with the parts of a row at both ends; undefined for a part of a lap. */
export function rowsOfLap(share: Float64Array): number | undefined {
  const ends = lineRows(share);
  return ends && ends.to - ends.from;
}

/** Where the line is crossed, in rows (before the first, after the last); undefined for a part of a lap. */
export function lineRows(share: Float64Array): {from: number; to: number} | undefined {
  const last = share.length - 1;
  if (last < FEWEST) return undefined;
  const before = share[0] / (share[1] - share[0]);
  const after = (1 - share[last]) / (share[last] - share[last - 1]);
  return isPart(before) && isPart(after) ? {from: -before, to: last + after} : undefined;
}

/** Whether the line is within a row and a half, also if it is an error of the last digit behind. */
function isPart(rows: number): boolean {
  return rows > -0.01 && rows < 1.5;
}

function text(rate: number): string {
  return String(Number(rate.toFixed(2)));
}
