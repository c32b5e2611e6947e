import {quantile} from "../../signal/quantile.js";
import {median} from "../../signal/robust.js";
import type {Expected} from "../expected.js";
import type {KnownCar, KnownLap} from "./raceKnown.js";

/** Lap time ÷ recent pace − 1, and the session time at which it was known, s. */
export interface PaceError {
  error: number;
  car: number;
  at: number;
}

/** Laps that the pace is read from: what was earlier says little about the next lap. */
const RECENT = 3;
/** Errors of the field's last predictions that the interval and the shift rest on. */
const ERRORS = 48;
const SHIFT = 12;
/** So many of the last errors must have one sign before they shift a prediction: by chance that happens in one of 26 cases (sign test). */
const SAME_SIGN = 10;

/**
 * Errors before any is known, as shares of the lap time: a driver's laps scatter by about half a per cent, and one lap in ten is held up or
 * spoilt by much more.
 */
const PRIOR_ERRORS = [
  -2.5, -1.5, -0.8, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2.5, 4,
].map((percent) => percent / 100);

/**
 * Errors against the last lap while the road gets wet, as shares of the lap time, before any is known: from slick tyres that begin to slide to wet
 * ones on a wet road, laps get slower by up to a tenth. Found on simulated races; while the road dries they are mirrored.
 */
const WETTER_ERRORS = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 9, 11].map((percent) => percent / 100);
/** Errors of the field that the interval rests on then: what was a few laps ago says little. */
const CHANGING_ERRORS = 24;

/** Laps of a car that show its pace: under green, beside the pits, without the start and restarts. */
export function paceLaps({laps}: KnownCar): KnownLap[] {
  return laps.filter(({lap, timeMs, pit, neutral}) => lap > 1 && timeMs !== null && !pit && !neutral);
}

/**
 * The median of a car's last laps that show its pace, ms: of the running stint, where it has any. While the road changes, the last one.
 */
export function recentPace(car: KnownCar, isChanging = false): number {
  const all = paceLaps(car);
  if (isChanging) return all.at(-1)?.timeMs ?? Number.NaN;
  const began = car.visits.at(-1)?.lap ?? 0;
  const stint = all.filter(({lap}) => lap > began);
  return median((stint.length > 0 ? stint : all).slice(-RECENT).map(({timeMs}) => timeMs!));
}

/**
 * The time of a car's next lap, ms, if it drives through under green. The recent pace, shifted by what the whole field has been slower or
 * faster than its recent pace lately (rain, a drying track); the interval has the field's own errors in this race (split conformal
 * prediction), so that it also holds for traffic and mistakes, which no formula of tyres and fuel knows.
 *
 * @param errors of the field's predictions so far, lap time ÷ recent pace − 1, oldest first
 * @param road that is getting wet or dry: see changingRoad
 */
export function nextLapTime(
  car: KnownCar,
  errors: readonly PaceError[],
  road?: {time: number; isWet: boolean},
): {expected: Expected; baseline: number} | undefined {
  const pace = recentPace(car, road !== undefined);
  if (!(pace > 0)) return undefined;
  if (road) return {expected: onChangingRoad(pace, errors, road), baseline: pace};
  const known = errors.slice(-ERRORS).map(({error}) => error);
  // the prior's errors fade as the field's come
  const prior = PRIOR_ERRORS.filter((_, i) => known.length < PRIOR_ERRORS.length || i % 4 === 2);
  const sorted = Float64Array.from([...known, ...prior]).sort();
  const shift = commonShift(known.slice(-SHIFT));
  const [low, high] = [quantile(sorted, 0.03), quantile(sorted, 0.97)];
  const time = (error: number) => pace * (1 + error);
  return {
    expected: {value: time(shift), low: time(Math.min(low, shift)), high: time(Math.max(high, shift))},
    baseline: paceLaps(car).at(-1)!.timeMs!,
  };
}

/** While the road gets wet or dry: the field's errors since then beside those of such roads. */
function onChangingRoad(
  pace: number,
  errors: readonly PaceError[],
  {time, isWet}: {time: number; isWet: boolean},
): Expected {
  const known = errors.filter(({at}) => at > time).slice(-CHANGING_ERRORS);
  const prior = isWet ? WETTER_ERRORS : WETTER_ERRORS.map((error) => -error);
  const sorted = Float64Array.from([...known.map(({error}) => error), ...prior]).sort();
  const [low, middle, high] = [0.03, 0.5, 0.97].map((p) => pace * (1 + quantile(sorted, p)));
  return {value: middle, low, high};
}

/** By what the whole field is slower (+) or faster than its recent pace: 0 unless nearly all of its last laps agree. */
function commonShift(errors: readonly number[]): number {
  const slower = errors.filter((error) => error > 0).length;
  return Math.max(slower, errors.length - slower) >= SAME_SIGN ? median(errors) : 0;
}
