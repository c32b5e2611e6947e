import {FULL_THROTTLE} from "../laps/pedalThresholds.js";
import {interpolate} from "../signal/interpolate.js";
import {type AnalysedLap, speedOf} from "./analysedLap.js";

/** Speeds are counted in steps of this, m/s, up to the greatest. */
export const SPEED_STEP = 2;
const STEPS = 60;
/** m over which an acceleration is measured: samples of 60 Hz are further than 1 m apart */
const SPAN_M = 12;
/** Samples of an acceleration; fewer are none. */
const LEAST_SAMPLES = 10;
/** Full throttle on a shorter stretch is left out, m. */
const LEAST_RUN_M = 50;

/** How a car accelerates at full throttle: by speed in steps of 2 m/s. */
export interface Pull {
  /** m/s²; between speeds that are not known a straight line, beyond them the nearest */
  acceleration: Float64Array;
  /** mean over the samples at the speed; 0 where it is not known */
  gear: Float64Array;
}

/** A lap's accelerations and gears at full throttle, by speed, to be added to those of others. */
export interface PullSums {
  acceleration: Float64Array;
  gear: Float64Array;
  count: Float64Array;
}

/** A stretch of full throttle. */
export interface FullThrottleRun {
  /** speed at its beginning, m/s */
  start: number;
  lengthM: number;
}

/**
 * The accelerations of a lap at full throttle, with what changes of gear interrupt. Over a speed's metres they add up to the change of
 * v²/2: whole km/h cancel out.
 */
export function pullSums(lap: AnalysedLap): PullSums {
  const sums: PullSums = {
    acceleration: new Float64Array(STEPS),
    gear: new Float64Array(STEPS),
    count: new Float64Array(STEPS),
  };
  const speed = speedOf(lap.grid);
  const {gear} = lap.grid.channels;
  if (!speed || !gear) return sums;
  const half = Math.round(SPAN_M / 2 / lap.grid.stepM);
  for (const [from, to] of stretches(lap))
    for (let i = from + half; i <= to - half; i++) {
      const k = Math.min(STEPS - 1, Math.floor(speed[i] / SPEED_STEP));
      sums.acceleration[k] += (speed[i + half] ** 2 - speed[i - half] ** 2) / (4 * half * lap.grid.stepM);
      sums.gear[k] += gear[i];
      sums.count[k]++;
    }
  return sums;
}

/** The mean of laps' accelerations at full throttle, and of their gears, by speed; undefined of laps without any. */
export function pullOf(laps: readonly PullSums[]): Pull | undefined {
  const total = (column: keyof PullSums, k: number) => laps.reduce((sum, lap) => sum + lap[column][k], 0);
  const known = Array.from({length: STEPS}, (_, k) => k).filter((k) => total("count", k) >= LEAST_SAMPLES);
  if (known.length === 0) return undefined;
  const mean = (column: "acceleration" | "gear", k: number) => total(column, k) / total("count", k);
  const gear = new Float64Array(STEPS);
  for (const k of known) gear[k] = mean("gear", k);
  const means = known.map((k) => mean("acceleration", k));
  const within = Array.from({length: STEPS}, (_, k) => Math.min(Math.max(k, known[0]), known[known.length - 1]));
  return {acceleration: interpolate(known, means, within), gear};
}

/** A lap's stretches of full throttle. One that passes the start line is one stretch, as the lap before was driven like this. */
export function fullThrottleRuns(lap: AnalysedLap): FullThrottleRun[] {
  const speed = speedOf(lap.grid);
  if (!speed) return [];
  const {n, stepM} = lap.grid;
  const runs = stretches(lap).map(([from, to]) => ({from, to, start: speed[from], lengthM: (to - from) * stepM}));
  const [first, last] = [runs[0], runs[runs.length - 1]];
  if (runs.length > 1 && first.from === 0 && last.to === n) {
    runs.shift();
    last.lengthM += first.lengthM;
  }
  return runs;
}

/** Stretches of full throttle as grid indices. */
function stretches({grid: {channels, n, stepM}}: AnalysedLap): [from: number, to: number][] {
  const {throttle, speedKmh} = channels;
  const runs: [number, number][] = [];
  if (!throttle || !speedKmh) return runs;
  for (let i = 0, from = -1; i <= n + 1; i++) {
    const on = i <= n && throttle[i] > FULL_THROTTLE && speedKmh[i] > 0;
    if (on && from < 0) from = i;
    if (on || from < 0) continue;
    if ((i - from) * stepM >= LEAST_RUN_M) runs.push([from, i - 1]);
    from = -1;
  }
  return runs;
}
