import {GRAVITY} from "../../channels/gravity.js";
import {windowMean} from "../../signal/localFit.js";
import {mean, variance} from "../../signal/moments.js";
import {slidingWindows} from "../../signal/slidingWindows.js";
import {usualStep} from "../../signal/usualStep.js";
import {type LapMotion, pathLateral, speedLongitudinal} from "./drivenAccelerations.js";

/**
 * A channel of acceleration against the motion it belongs to. verified: it is what it says; scaled: it is proportional to it, and is right
 * after division by `factor` (another unit, the other sign); unverified: nothing shows that it is this acceleration.
 */
export interface AxisCheck {
  status: "verified" | "scaled" | "unverified";
  /** channel ÷ motion, and the channel where the motion has none, g; NaN where they could not be compared */
  factor: number;
  offset: number;
  /** squared correlation of both */
  r2: number;
  /** samples compared */
  n: number;
  against: "v²κ of the positions" | "speed × yaw rate" | "change of speed" | null;
  /** step between the channel's values, in its unit; absent where it is fine enough to show an acceleration */
  coarseG?: number;
  because?: string;
}

/** Half width of the window over which motion and channel are averaged, s, and in samples where they are sparse. */
const REACH_S = 0.25;
const REACH_STEPS = 2.5;
/** Below, m/s, positions and wheels tell little about accelerations. */
const LEAST_SPEED = 10;
/** As other tools ask for: a correlation that a wrong channel does not reach, over at least some corners. */
const LEAST_R2 = 0.75;
const FEWEST = 150;
/** Deviation of the factor from 1 of a channel that is right: road camber, slope and filters change it. */
const TOLERANCE = 0.15;
/** Steps between values, g, from which an envelope shows the steps: some exports round to whole g. */
const COARSE_G = 0.15;
/** Sources whose channel shows nothing, g. */
const LEAST_DEVIATION = 0.02;

const TOO_SLOW = `no samples above ${LEAST_SPEED} m/s`;

type Column = ArrayLike<number>;
export type CheckedLap = LapMotion & {gLateral?: Column; gLongitudinal?: Column; breaks?: Column};

/**
 * Checks lateral acceleration against the driven path's v²κ (without positions, against speed × yaw rate) and longitudinal acceleration
 * against dv/dt, over the samples of some laps of one car. Channel and motion are averaged with the same weights. The factor is the
 * ratio of their standard deviations with the sign of their correlation (reduced major axis): both are noisy, and a regression of one on the
 * other would be too flat.
 */
export function axisChecks(laps: readonly CheckedLap[]): {lateral: AxisCheck; longitudinal: AxisCheck} {
  const sideways: Compared = {channel: [], motion: []};
  const forwards: Compared = {channel: [], motion: []};
  const turning: Compared = {channel: [], motion: []};
  for (const lap of laps) {
    const {time, speed, yawRate, gLateral, gLongitudinal, breaks} = lap;
    const reach = Math.max(REACH_S, REACH_STEPS * usualStep(time));
    const windows = slidingWindows(time, reach, breaks);
    const fast = (i: number) => !speed || speed[i] >= LEAST_SPEED;
    const smooth = (values: Column, power: number) => windowMean(time, values, windows, {reach, power});
    if (gLateral) collect(sideways, pathLateral(lap, windows), smooth(gLateral, 2), fast);
    if (gLateral && yawRate && speed) {
      const turned = Float64Array.from(yawRate, (rate, i) => (rate * speed[i]) / GRAVITY);
      collect(turning, smooth(turned, 2), smooth(gLateral, 2), fast);
    }
    if (gLongitudinal) collect(forwards, speedLongitudinal(lap, windows), smooth(gLongitudinal, 1), fast);
  }
  const has = (name: "gLateral" | "gLongitudinal") => laps.some((lap) => lap[name]);
  return {
    lateral: withStep(laps, "gLateral", lateral()),
    longitudinal: withStep(
      laps,
      "gLongitudinal",
      has("gLongitudinal")
        ? check(forwards, "change of speed", laps.some(({speed}) => speed) ? TOO_SLOW : "no speed to compare with")
        : unknown("no channel of longitudinal acceleration"),
    ),
  };

  function lateral(): AxisCheck {
    if (!has("gLateral")) return unknown("no channel of lateral acceleration");
    if (sideways.motion.length === 0 && turning.motion.length > 0) return check(turning, "speed × yaw rate", TOO_SLOW);
    const nothing = laps.some(({x}) => x) ? TOO_SLOW : "no positions and no yaw rate to compare with";
    return check(sideways, "v²κ of the positions", nothing);
  }
}

/** The check with the step of the channel, the least difference of two of its values, where that is coarse. */
function withStep(laps: readonly CheckedLap[], name: "gLateral" | "gLongitudinal", found: AxisCheck): AxisCheck {
  const values = new Set(laps.flatMap((lap) => Array.from(lap[name] ?? []).filter(Number.isFinite)));
  if (values.size < 2) return found;
  const sorted = Float64Array.from(values).sort();
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) step = Math.min(step, sorted[i] - sorted[i - 1]);
  return step >= COARSE_G ? {...found, coarseG: step} : found;
}

/** A channel as its check says it is to be read, g; NaN throughout where it is unverified. */
export function checkedG(values: Column, {status, factor, against}: AxisCheck): Float64Array {
  // the sign of a yaw rate is the source's own: only the size is known
  const known = against === "speed × yaw rate" ? Math.abs(factor) : factor;
  const by = status === "unverified" ? Number.NaN : status === "scaled" ? 1 / known : 1;
  return Float64Array.from(values, (value) => value * by);
}

interface Compared {
  channel: number[];
  motion: number[];
}

function collect(
  into: Compared,
  motion: Float64Array | undefined,
  channel: Float64Array,
  fast: (i: number) => boolean,
) {
  for (let i = 0; motion && i < motion.length; i++) {
    if (!Number.isFinite(motion[i]) || !Number.isFinite(channel[i]) || !fast(i)) continue;
    into.motion.push(motion[i]);
    into.channel.push(channel[i]);
  }
}

function unknown(because: string): AxisCheck {
  return {status: "unverified", factor: Number.NaN, offset: Number.NaN, r2: Number.NaN, n: 0, against: null, because};
}

function check({channel, motion}: Compared, against: AxisCheck["against"], nothing: string): AxisCheck {
  const n = motion.length;
  if (n === 0) return unknown(nothing);
  const [cm, mm] = [mean(channel), mean(motion)];
  const [cs, ms] = [Math.sqrt(variance(channel)), Math.sqrt(variance(motion))];
  const product = channel.reduce((sum, value, i) => sum + (value - cm) * (motion[i] - mm), 0) / (n - 1);
  const r = product / (cs * ms);
  const factor = (Math.sign(r) * cs) / ms;
  const found = {factor, offset: cm - factor * mm, r2: r * r, n, against};
  const refuse = (because: string): AxisCheck => ({...found, status: "unverified", because});
  if (n < FEWEST) return refuse(`${n} samples, ${FEWEST} are needed`);
  if (!(cs >= LEAST_DEVIATION)) return refuse("the channel does not change");
  if (!(r * r >= LEAST_R2)) return refuse(`R² ${(r * r).toFixed(2)} against ${against}, ${LEAST_R2} is needed`);
  // the sign of a yaw rate is the source's own, so only the size is compared
  const size = against === "speed × yaw rate" ? Math.abs(factor) : factor;
  return {...found, status: Math.abs(size - 1) <= TOLERANCE ? "verified" : "scaled"};
}
