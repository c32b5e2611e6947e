import {kthSmallest} from "../signal/smallest.js";
import type {LapTrace} from "./lapTrace.js";

/** The columns that the axes of a lap are computed from, as in the channel catalogue; NaN where a part did not arrive. */
export interface LapClock {
  sessionTime: ArrayLike<number>;
  currentLapTimeMs?: ArrayLike<number>;
  lapDistance?: ArrayLike<number>;
}

/** The axes of a lap's samples; time in s. */
export interface LapAxes extends LapTrace {
  /** 1 where this sample comes more than `gapS` after the one before: no line is drawn across */
  breaks: Uint8Array;
}

/**
 * Time and distance of the samples of one lap, both finite and never decreasing, so that they can be searched. Time is
 * that of `sinceStart`, so a sample without lap data still has one. Missing distances are interpolated over time; a car that rolls back keeps the
 * distance it had reached. Without any distance it is 0 throughout.
 */
export function lapAxes({sessionTime, currentLapTimeMs, lapDistance}: LapClock, {gapS = 0.25} = {}): LapAxes {
  const n = sessionTime.length;
  const time = sinceStart({sessionTime, currentLapTimeMs});
  for (let i = 1; i < n; i++) if (!(time[i] >= time[i - 1])) time[i] = time[i - 1];
  const distance = lapDistance ? ascending(time, lapDistance) : new Float64Array(n);
  const breaks = new Uint8Array(n);
  const gap = Math.max(gapS, 5 * medianStep(time));
  for (let i = 1; i < n; i++) if (time[i] - time[i - 1] > gap) breaks[i] = 1;
  return {time, distance, breaks};
}

/** sessionTime less the median of (sessionTime − currentLapTimeMs), s; without any lap time it starts at 0. */
export function sinceStart({sessionTime, currentLapTimeMs}: Omit<LapClock, "lapDistance">): Float64Array {
  const offset = startOffset(sessionTime, currentLapTimeMs);
  const time = new Float64Array(sessionTime.length);
  for (let i = 0; i < time.length; i++) time[i] = sessionTime[i] - offset;
  return time;
}

function startOffset(sessionTime: ArrayLike<number>, lapTimeMs?: ArrayLike<number>): number {
  const offsets = new Float64Array(lapTimeMs ? sessionTime.length : 0);
  let count = 0;
  for (let i = 0; i < offsets.length; i++) {
    const offset = sessionTime[i] - lapTimeMs![i] / 1000;
    if (Number.isFinite(offset)) offsets[count++] = offset;
  }
  if (count === 0) return sessionTime.length ? sessionTime[0] : 0;
  return kthSmallest(offsets.subarray(0, count), count >> 1);
}

function medianStep(time: Float64Array): number {
  if (time.length < 2) return 0;
  const steps = new Float64Array(time.length - 1);
  for (let i = 1; i < time.length; i++) steps[i - 1] = time[i] - time[i - 1];
  return kthSmallest(steps, steps.length >> 1);
}

/** y over x with NaN interpolated (constant at the ends) and decreases flattened. */
function ascending(x: Float64Array, y: ArrayLike<number>): Float64Array {
  const n = y.length;
  const out = new Float64Array(n);
  let previous = -1;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(y[i])) continue;
    const value = previous < 0 ? y[i] : Math.max(y[i], out[previous]);
    if (previous < 0) out.fill(value, 0, i);
    else {
      const span = x[i] - x[previous];
      for (let j = previous + 1; j < i; j++) {
        out[j] = out[previous] + (span > 0 ? (x[j] - x[previous]) / span : 1) * (value - out[previous]);
      }
    }
    out[i] = value;
    previous = i;
  }
  if (previous >= 0) out.fill(out[previous], previous + 1);
  return out;
}
