import {lowerBound} from "../signal/search.js";
import type {LapFeed} from "./lapFeed.js";
import type {LapTrace} from "./lapTrace.js";

/** Samples of one lap at most: 18 minutes at 60 Hz. */
const MOST_SAMPLES = 1 << 16;
const distanceBuffer = new Float64Array(MOST_SAMPLES);
const timeBuffer = new Float64Array(MOST_SAMPLES);

/**
 * Time (ms) over distance of the rows of one lap between two session times (s). Rows that a flashback took back are left
 * out. Returns views of a shared buffer, valid until the next call.
 */
export function readLapTrace(feed: LapFeed, car: number, lap: number, from: number, to = feed.time): LapTrace {
  const seconds = Math.max(0, feed.time - from);
  const laps = feed.window(car, "lapNumber", seconds);
  const distance = feed.window(car, "lapDistance", seconds).values;
  const times = feed.window(car, "currentLapTimeMs", seconds).values;
  const rows = Math.min(laps.values.length, distance.length, times.length);
  let n = 0;
  for (let i = 0; i < rows && laps.time[i] <= to && n < MOST_SAMPLES; i++) {
    if (laps.values[i] !== lap) continue;
    const at = distance[i];
    const ms = times[i];
    if (!(at >= 0) || !(ms >= 0)) continue;
    if (n && ms < timeBuffer[n - 1]) n = lowerBound(timeBuffer, ms, 0, n);
    if (n && at <= distanceBuffer[n - 1]) continue;
    distanceBuffer[n] = at;
    timeBuffer[n] = ms;
    n++;
  }
  return {distance: distanceBuffer.subarray(0, n), time: timeBuffer.subarray(0, n)};
}
