import type {Path} from "../../geometry/closedPath.js";
import {distanceFrom} from "../laps/finishLine.js";
import {type Gate, gateAcross, type PlanePoint} from "../laps/gateCrossings.js";
import type {VboPlaces} from "./vboPlaces.js";

export interface VboLine {
  kind: "start" | "finish" | "split";
  gate: Gate;
}

/** A timing line further from the drive than this is another track's, m. */
const NEAR_M = 300;
/** The drive's direction at a line is that of the steps within this distance, or within their own length, m. */
const AROUND_M = 20;
/** No course has more timing lines; each is compared with the whole drive. */
const MOST_LINES = 100;
/** Half the width of a gate of which only the middle is known, m (RaceChrono draws it as wide as the track). */
const HALF_WIDTH_M = 25;
/** Shorter gates are made this wide, because a car passes beside them: half, m. A wider one would take in the pit lane. */
const LEAST_HALF_WIDTH_M = 7.5;

/**
 * The gates of the `[laptiming]` lines: `Start a b c d ¬ name`, two places of two numbers each. Tools write them in three ways; the reader
 * takes the way whose gates the car crosses:
 *
 * ```
 * longitude, latitude of both ends        Racelogic
 * latitude, longitude of both ends        RaceBox
 * longitude, latitude of the middle,      RaceChrono
 *   and of a place before it on the track
 * ```
 *
 * @param toPlane degrees to the drive's plane
 */
export function vboGates(
  lines: readonly string[],
  {
    places,
    toPlane,
    path,
    notes,
  }: {
    places: VboPlaces;
    toPlane: (latitude: number, longitude: number) => PlanePoint;
    path: Path;
    notes: string[];
  },
): VboLine[] {
  const found: VboLine[] = [];
  for (const line of lines.slice(0, MOST_LINES)) {
    const parsed = /^(start|finish|split)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)/i.exec(line);
    const numbers = parsed?.slice(2).map(Number) ?? [];
    if (!parsed || !numbers.every(Number.isFinite)) {
      notes.push(`timing line not understood: ${line.slice(0, 60)}`);
      continue;
    }
    const [a, b, c, d] = numbers;
    const place = (lat: number, long: number) => toPlane(places.latitude(lat), places.longitude(long));
    const orders = [
      {by: "longitude first", ends: [place(b, a), place(d, c)]},
      {by: "latitude first", ends: [place(a, b), place(c, d)]},
    ].map((order) => ({...order, distance: Math.min(...order.ends.map((end) => distanceFrom(path, end)))}));
    const nearest = orders[0].distance <= orders[1].distance ? orders[0] : orders[1];
    const kind = parsed[1].toLowerCase() as VboLine["kind"];
    if (!(nearest.distance < NEAR_M)) {
      const away = Number.isFinite(nearest.distance) ? `${Math.round(nearest.distance)} m` : "too far";
      notes.push(`the ${kind} line lies ${away} from the drive and is not used`);
      continue;
    }
    const gate = gateOf(path, nearest.ends[0], nearest.ends[1]);
    notes.push(`${kind} line: ${nearest.by}, by the drive; ${gate.by}`);
    found.push({kind, gate: gate.gate});
  }
  return found;
}

/** Both places as the gate's ends, or, where the car drives from the second to the first, a gate across the track at the first. */
function gateOf(path: Path, first: PlanePoint, second: PlanePoint): {gate: Gate; by: string} {
  const [dx, dz] = [first.x - second.x, first.z - second.z];
  const length = Math.hypot(dx, dz);
  if (length > 0 && alongShare(path, first, dx / length, dz / length) > Math.SQRT1_2)
    return {
      gate: gateAcross(first, Math.atan2(dx, -dz), HALF_WIDTH_M),
      by: `its first place is the middle, its second lies ${length.toFixed(0)} m before it on the track`,
    };
  const wider = length > 0 ? Math.max(1, (2 * LEAST_HALF_WIDTH_M) / length) : 1;
  const [mx, mz] = [(first.x + second.x) / 2, (first.z + second.z) / 2];
  const end = (sign: number): PlanePoint => ({x: mx + (sign * dx * wider) / 2, z: mz + (sign * dz * wider) / 2});
  const made = wider > 1 ? `, ${length.toFixed(0)} m apart, made ${2 * LEAST_HALF_WIDTH_M} m` : "";
  return {gate: {left: end(1), right: end(-1)}, by: `its places are the ends${made}`};
}

/** How far the drive around a place goes along a direction: mean of |cos| of the angles between, 0–1. */
function alongShare({x, z}: Path, at: PlanePoint, ux: number, uz: number): number {
  let [sum, metres] = [0, 0];
  for (let i = 1; i < x.length; i++) {
    const [sx, sz] = [x[i] - x[i - 1], z[i] - z[i - 1]];
    const step = Math.hypot(sx, sz);
    if (!(Math.hypot(x[i] - at.x, z[i] - at.z) < Math.max(AROUND_M, step))) continue;
    sum += Math.abs(sx * ux + sz * uz);
    metres += step;
  }
  return metres > 0 ? sum / metres : 0;
}
