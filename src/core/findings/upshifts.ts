import {FULL_THROTTLE} from "../laps/pedalThresholds.js";
import {median} from "../signal/robust.js";
import {type AnalysedLap, speedOf} from "./analysedLap.js";

/** m before a change of gear in which the engine speed is read: the sample of the change may have the next gear's */
const BEFORE_M = 15;
/** Fewer upshifts at full throttle say nothing of a habit. */
const LEAST_SHIFTS = 5;
/** m over which an acceleration is measured: speeds are whole km/h */
const SPAN_M = 20;
/** m/s */
const BIN = 2;
/** Accelerations below this, m/s², are too near the top speed to give a ratio; one of fewer speeds says nothing. */
const LEAST_PULL = 1;
const LEAST_BINS = 5;
/** Full throttle on a shorter stretch is left out, m. */
const LEAST_RUN_M = 50;

/** Median engine speed, rad/s, at which a lap shifts up at full throttle; NaN where that is not known. */
export function shiftSpeedOf({grid: {channels, n, stepM}}: AnalysedLap): number {
  const {gear, rpm, throttle} = channels;
  if (!gear || !rpm || !throttle) return Number.NaN;
  const back = Math.max(1, Math.round(BEFORE_M / stepM));
  const speeds: number[] = [];
  for (let i = back; i < n; i++) {
    if (
      !(
        gear[i] >= 1 &&
        gear[i + 1] === gear[i] + 1 &&
        throttle[i - back] > FULL_THROTTLE &&
        throttle[i] > FULL_THROTTLE
      )
    )
      continue;
    let most = 0;
    for (let k = i - back; k <= i + 1; k++) if (gear[k] <= gear[i] && rpm[k] > most) most = rpm[k];
    speeds.push((most * 2 * Math.PI) / 60);
  }
  return speeds.length < LEAST_SHIFTS ? Number.NaN : median(speeds);
}

/** Acceleration at full throttle, m/s², and gear, by speed in steps of 2 m/s; NaN where the laps have no value. */
interface Pull {
  acceleration: Float64Array;
  gear: Float64Array;
}

/**
 * Time a lap loses by shifting up early, s: at full throttle, in the speeds at which one side is in a higher gear, the laps with the
 * reference's acceleration there instead of their own. The reference's acceleration is scaled by the ratio in the speeds at which both
 * are in the same gear, if there are enough of them: a difference of power, weight or drag is not the gear's.
 */
export function earlyShiftS(laps: readonly AnalysedLap[], references: readonly AnalysedLap[]): number {
  const [own, other] = [pullOf(laps), pullOf(references)];
  const same = Array.from(own.gear, (gear, k) =>
    gear === other.gear[k] && other.acceleration[k] > LEAST_PULL
      ? own.acceleration[k] / other.acceleration[k]
      : Number.NaN,
  ).filter(Number.isFinite);
  const scale = same.length < LEAST_BINS ? 1 : median(same);
  const pulled = own.acceleration.map((value, k) =>
    own.gear[k] !== other.gear[k] && other.acceleration[k] > 0 ? other.acceleration[k] * scale : value,
  );
  const costs = laps.map((lap) => {
    let cost = 0;
    for (const [from, to] of fullThrottle(lap)) {
      const start = speedOf(lap.grid)![from];
      const lengthM = (to - from) * lap.grid.stepM;
      cost += timeWith(own.acceleration, start, lengthM) - timeWith(pulled, start, lengthM);
    }
    return cost;
  });
  return median(costs);
}

function pullOf(laps: readonly AnalysedLap[]): Pull {
  const bins: {acceleration: number[]; gear: number[]}[] = [];
  for (const lap of laps) {
    const speed = speedOf(lap.grid);
    const {gear} = lap.grid.channels;
    if (!speed || !gear) continue;
    const half = Math.round(SPAN_M / 2 / lap.grid.stepM);
    for (const [from, to] of fullThrottle(lap))
      for (let i = from + half; i <= to - half; i++) {
        const k = Math.floor(speed[i] / BIN);
        bins[k] ??= {acceleration: [], gear: []};
        bins[k].acceleration.push((speed[i + half] ** 2 - speed[i - half] ** 2) / (4 * half * lap.grid.stepM));
        bins[k].gear.push(gear[i]);
      }
  }
  const column = (of: "acceleration" | "gear") =>
    Float64Array.from({length: Math.ceil(120 / BIN)}, (_, k) =>
      bins[k]?.gear.length >= 10 ? median(bins[k][of]) : Number.NaN,
    );
  return {acceleration: column("acceleration"), gear: column("gear").map(Math.round)};
}

/** Stretches of full throttle as grid indices. */
function fullThrottle({grid: {channels, n, stepM}}: AnalysedLap): [from: number, to: number][] {
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

/** Time over a distance from a speed with an acceleration by speed, s, in steps of 1 m. */
function timeWith(acceleration: Float64Array, start: number, lengthM: number): number {
  let square = start * start;
  let time = 0;
  let last = 0;
  for (let s = 0; s < lengthM; s++) {
    const speed = Math.sqrt(square);
    const here = acceleration[Math.floor(speed / BIN)];
    // beyond the speeds that were measured the last acceleration fades
    last = Number.isNaN(here) ? 0.98 * last : here;
    const after = Math.sqrt(Math.max(1, square + 2 * last));
    time += 2 / (speed + after);
    square = after * after;
  }
  return time;
}
