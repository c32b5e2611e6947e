import {interpolate} from "../signal/interpolate.js";
import type {LapTrace} from "./lapTrace.js";

/** The times at which a lap passed these distances (m), interpolated between samples; NaN beyond its ends. */
export function timesAt({distance, time}: LapTrace, distances: ArrayLike<number>): Float64Array {
  return interpolate(distance, time, distances);
}

/** The time variance of a single sample: `time` after the lap's start, `distance` m from the line. */
export function deltaAt(reference: LapTrace, distance: number, time: number): number {
  return time - timesAt(reference, [distance])[0];
}
