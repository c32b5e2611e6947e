import {FULL_THROTTLE} from "../laps/pedalThresholds.js";
import {variance} from "../signal/moments.js";
import {median} from "../signal/robust.js";
import {studentQuantile} from "../signal/studentT.js";
import type {AnalysedLap} from "./analysedLap.js";
import type {Estimate} from "./finding.js";
import {fullThrottleRuns, type Pull, pullOf, pullSums, SPEED_STEP} from "./pullBySpeed.js";

/** m before a change of gear in which the engine speed is read: the sample of the change may have the next gear's */
const BEFORE_M = 15;
/** Fewer upshifts at full throttle say nothing of a habit. */
const LEAST_SHIFTS = 5;
/** Accelerations below this, m/s², are too near the top speed to give a ratio; one of fewer speeds says nothing. */
const LEAST_PULL = 1;
const LEAST_BINS = 5;
/** Gears that differ by less on average, over the samples at a speed, are the same. */
const SAME_GEAR = 0.1;

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

/**
 * Time a lap loses by shifting up early, s: at full throttle, in the speeds at which one side is in a higher gear, the laps with the
 * reference's acceleration there instead of their own. The reference's acceleration is scaled by the ratio in the speeds at which both
 * are in the same gear, if there are enough of them: a difference of power, weight or drag is not the gear's. The 95 % interval is
 * that of the jackknife over the laps of both sides; null with a single lap on one. Undefined where too few speeds are known.
 */
export function earlyShift(
  laps: readonly AnalysedLap[],
  references: readonly AnalysedLap[],
): Omit<Estimate, "method"> | undefined {
  const runs = laps.flatMap(fullThrottleRuns);
  const [own, other] = [laps, references].map((side) => side.map(pullSums));
  const costOf = (mine: typeof own, others: typeof own) => {
    const [at, pulled] = [pullOf(mine), pullOf(others)];
    if (!at || !pulled) return Number.NaN;
    const later = withGearsOf(at, pulled);
    const lost = ({start, lengthM}: (typeof runs)[number]) =>
      timeWith(at.acceleration, start, lengthM) - timeWith(later, start, lengthM);
    return runs.reduce((sum, run) => sum + lost(run), 0) / laps.length;
  };
  const seconds = costOf(own, other);
  if (!Number.isFinite(seconds)) return undefined;
  const without = (side: typeof own, i: number) => side.filter((_, k) => k !== i);
  const squares = [
    jackknife(own.map((_, i) => costOf(without(own, i), other))),
    jackknife(other.map((_, i) => costOf(own, without(other, i)))),
  ];
  const reach =
    studentQuantile(0.975, Math.min(own.length, other.length) - 1) * Math.sqrt(squares.reduce((a, b) => a + b));
  return {seconds, interval: Number.isFinite(reach) ? [seconds - reach, seconds + reach] : null};
}

/** Variance of an estimate from its values without one lap each (Tukey); NaN of a single lap. */
function jackknife(without: readonly number[]): number {
  return ((without.length - 1) ** 2 / without.length) * variance(without);
}

/** Acceleration with the other's gears, m/s²: where the gears differ, the other's acceleration, scaled to the same power. */
function withGearsOf(own: Pull, other: Pull): Float64Array {
  const apart = own.gear.map((gear, k) => Math.abs(gear - other.gear[k]));
  const known = own.gear.map((gear, k) => Math.min(gear, other.gear[k]));
  // a change of gear interrupts the drive at the speeds beside it too
  const near = (k: number) => Math.max(apart[k - 1] || 0, apart[k], apart[k + 1] || 0);
  const same = Array.from(own.acceleration, (value, k) =>
    known[k] > 0 && near(k) < SAME_GEAR && other.acceleration[k] > LEAST_PULL
      ? value / other.acceleration[k]
      : Number.NaN,
  ).filter(Number.isFinite);
  const scale = same.length < LEAST_BINS ? 1 : median(same);
  return own.acceleration.map((value, k) =>
    known[k] > 0 && near(k) >= SAME_GEAR ? other.acceleration[k] * scale : value,
  );
}

/** Time over a distance from a speed with an acceleration by speed, s, in steps of 1 m. */
function timeWith(acceleration: Float64Array, start: number, lengthM: number): number {
  let square = start * start;
  let time = 0;
  for (let s = 0; s < lengthM; s++) {
    const speed = Math.sqrt(square);
    const here = acceleration[Math.min(acceleration.length - 1, Math.floor(speed / SPEED_STEP))];
    const after = Math.sqrt(Math.max(1, square + 2 * here));
    time += 2 / (speed + after);
    square = after * after;
  }
  return time;
}
