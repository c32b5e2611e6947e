import type {Path} from "../../geometry/closedPath.js";
import {gateAcross, gateCrossings, type PlanePoint} from "./gateCrossings.js";

/** Positions of a drive with their times. Metres; on a map x points right and z down. NaN where unknown. */
export interface TimedPath extends Path {
  /** s, never falling */
  time: Float64Array;
}

/** A line across the road: a point of it, and the driving direction there as a unit vector. */
export interface FinishLine {
  x: number;
  z: number;
  dx: number;
  dz: number;
}

/** Half the width of the line, m: a road with its pit lane. */
const HALF_WIDTH = 30;

/** Times at which a drive crosses a line in its direction, s: linear between two positions. */
export function lineTimes({time, x, z}: TimedPath, line: FinishLine): number[] {
  const gate = gateAcross(line, (headingOf(line) * Math.PI) / 180, HALF_WIDTH);
  return gateCrossings({x, z}, time, gate).flatMap((crossing) => (crossing.direction > 0 ? [crossing.time] : []));
}

/** The shortest distance of a drive from a place, m; Infinity without positions. */
export function distanceFrom({x, z}: Path, place: PlanePoint): number {
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < x.length; row++) {
    const metres = Math.hypot(x[row] - place.x, z[row] - place.z);
    if (metres < least) least = metres;
  }
  return least;
}

/** A line from its point and its driving direction, degrees clockwise from the top of the map (north, −z). */
export function finishLine(x: number, z: number, headingDeg: number): FinishLine {
  const heading = (headingDeg * Math.PI) / 180;
  return {x, z, dx: Math.sin(heading), dz: -Math.cos(heading)};
}

/** Driving direction of a line, degrees clockwise from the top of the map, 0 to below 360. */
export function headingOf({dx, dz}: FinishLine): number {
  const degrees = (Math.atan2(dx, -dz) * 180) / Math.PI;
  return (degrees + 360) % 360;
}
