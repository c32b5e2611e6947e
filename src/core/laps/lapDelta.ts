import {timeDelta} from "./delta.js";
import {followPath, type PlacedLap, type ReferencePath, referencePath} from "./followPath.js";
import type {LapTrace} from "./lapTrace.js";

/** A lap's trace with the places of its samples. */
export type DrivenLap = LapTrace &
  PlacedLap & {
    /** the distance was integrated along the driven path: it is longer on a wider line */
    alongPath: boolean;
  };

/** Laps whose lengths differ by less than this share are measured along the same line. */
const SAME_LENGTH = 0.002;

/**
 * Time variance against a reference lap, as timeDelta, with both laps compared at the same place. Distances that were measured along the
 * track are compared as they are. Distances along the driven path differ from lap to lap: then each sample is projected on the
 * reference's path, or, without positions, the lap is scaled to the reference's length. NaN where the reference has no time.
 */
export function lapDelta(lap: DrivenLap, reference: DrivenLap): Float64Array {
  const [own, other] = [lineToLine(lap), lineToLine(reference)];
  const isSame = own && other ? sameLength(lap, reference, own.length, other.length) : true;
  if (isSame && !lap.alongPath && !reference.alongPath) return timeDelta(lap, reference);
  const path = referencePath(reference);
  const placed = path && followPath(lap, path);
  if (path && placed)
    return minus(
      lap.time,
      placed.map((at) => timeAt(path, at)),
    );
  if (!own || !other) return timeDelta(lap, reference);
  const scale = other.length / own.length;
  const distance = Float64Array.from(lap.distance, (d) => (d - own.start) * scale);
  return timeDelta({distance, time: lap.time}, closed(reference, other));
}

/** Where a lap begins and how long it is by its own distance, m, at the line; undefined for a part of a lap. */
function lineToLine({distance, time, lapTime}: DrivenLap): {start: number; length: number} | undefined {
  const n = distance.length;
  if (lapTime === null || n < 3) return undefined;
  const slope = (a: number, b: number) => (time[b] > time[a] ? (distance[b] - distance[a]) / (time[b] - time[a]) : 0);
  const start = distance[0] - slope(0, 1) * time[0];
  const length = distance[n - 1] + slope(n - 2, n - 1) * (lapTime - time[n - 1]) - start;
  return length > 0 ? {start, length} : undefined;
}

function sameLength(a: LapTrace, b: LapTrace, own: number, other: number): boolean {
  const stride = ({distance}: LapTrace) => distance[distance.length - 1] - distance[distance.length - 2];
  return Math.abs(own - other) <= SAME_LENGTH * other + stride(a) + stride(b);
}

/** From the line, with time 0, to the line. */
function closed({distance, time, lapTime}: DrivenLap, {start, length}: {start: number; length: number}): LapTrace {
  const between = (values: Float64Array, last: number) => {
    const out = new Float64Array(values.length + 2);
    out.set(values, 1);
    out[values.length + 1] = last;
    return out;
  };
  return {
    distance: between(
      distance.map((d) => d - start),
      length,
    ),
    time: between(time, lapTime ?? Number.NaN),
  };
}

function minus(a: ArrayLike<number>, b: Float64Array): Float64Array {
  return b.map((v, i) => a[i] - v);
}

/** Time at a position along a path, in segments from its beginning. */
function timeAt({time}: ReferencePath, at: number): number {
  if (!(at >= 0 && at <= time.length - 1)) return Number.NaN;
  const i = Math.min(Math.floor(at), time.length - 2);
  return time[i] + (time[i + 1] - time[i]) * (at - i);
}
