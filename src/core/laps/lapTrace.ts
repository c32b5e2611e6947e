import type {LiveSource} from "../live/timeline/liveSource.js";
import {lowerBound} from "../signal/nearestIndex.js";
import {resample} from "../signal/resample.js";

/** Time over distance of one lap, both ascending. */
export interface LapTrace {
  /** m from the line */
  distance: Float64Array;
  /** ms since the line */
  time: Float64Array;
}

const ROOM = 1 << 16;
const roomDistance = new Float64Array(ROOM);
const roomTime = new Float64Array(ROOM);

/**
 * The lap as the source's ring still holds it, between two session times (s). Where a flashback goes back, what it took
 * back is left out. Views of a shared room, valid until the next call; copy what is kept.
 */
export function readLapTrace(source: LiveSource, car: number, lap: number, from: number, to = source.time): LapTrace {
  const seconds = Math.max(0, source.time - from);
  const laps = source.window(car, "lapNumber", seconds);
  const distance = source.window(car, "lapDistance", seconds).values;
  const times = source.window(car, "currentLapTimeMs", seconds).values;
  const rows = Math.min(laps.values.length, distance.length, times.length);
  let n = 0;
  for (let i = 0; i < rows && laps.time[i] <= to && n < ROOM; i++) {
    if (laps.values[i] !== lap) continue;
    const at = distance[i];
    const ms = times[i];
    if (!(at >= 0) || !(ms >= 0)) continue;
    if (n && ms < roomTime[n - 1]) n = lowerBound(roomTime, ms, 0, n);
    if (n && at <= roomDistance[n - 1]) continue;
    roomDistance[n] = at;
    roomTime[n] = ms;
    n++;
  }
  return {distance: roomDistance.subarray(0, n), time: roomTime.subarray(0, n)};
}

export function copyTrace({distance, time}: LapTrace): LapTrace {
  return {distance: distance.slice(), time: time.slice()};
}

/** An end of a lap that is no further away than this is added, m */
const NEAR = 40;

/** The whole lap with its ends: the line at 0 ms and, when it is finished, the line again at its official time. */
export function withEnds({distance, time}: LapTrace, lengthM: number, lapTimeMs: number | null): LapTrace {
  const n = distance.length;
  if (!n) return {distance, time};
  const head = distance[0] > 0 && distance[0] < NEAR ? 1 : 0;
  const tail = lapTimeMs !== null && lengthM > distance[n - 1] && lengthM - distance[n - 1] < NEAR ? 1 : 0;
  const grow = (values: Float64Array, last: number) => {
    const out = new Float64Array(head + n + tail);
    out.set(values, head);
    if (tail) out[head + n] = last;
    return out;
  };
  return {distance: grow(distance, lengthM), time: grow(time, lapTimeMs ?? 0)};
}

/** ms that this time at this distance differs from the trace; NaN beyond its ends. Negative: ahead. */
export function deltaTo({distance, time}: LapTrace, atM: number, ms: number): number {
  return ms - resample(distance, time, [atM])[0];
}

/** Bounds of mini-sectors, m: each sector in eight equal parts, or the lap in 24 where sectors are unknown. */
export function miniBounds(lengthM: number, sectors: readonly [number, number] | null, each = 8): Float64Array {
  const starts = sectors ? [0, sectors[0], sectors[1], lengthM] : [0, lengthM / 3, (2 * lengthM) / 3, lengthM];
  return Float64Array.from({length: 3 * each + 1}, (_, i) => {
    const s = Math.min(2, Math.floor(i / each));
    return starts[s] + ((starts[s + 1] - starts[s]) * (i - s * each)) / each;
  });
}

/** Time of each mini-sector, ms; NaN where the trace does not reach from bound to bound. */
export function miniTimes({distance, time}: LapTrace, bounds: Float64Array): Float64Array {
  const at = resample(distance, time, bounds);
  return Float64Array.from({length: bounds.length - 1}, (_, i) => at[i + 1] - at[i]);
}
