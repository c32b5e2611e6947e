import type {LapRow} from "../../archive/types.js";
import {groupBy} from "../../signal/groupBy.js";
import {quantile} from "../../signal/quantile.js";
import {median} from "../../signal/robust.js";

/** When a car finished a lap of a race. */
export interface LineCrossing {
  lap: number;
  /** s since the start of the race; of the session, where no car has an official time of its first lap */
  timeS: number;
  /** bound of its error, s */
  errorS: number;
  /** the sum of all official lap times so far; or the session's clock at the last sample of the lap, where one of them is missing */
  from: "official times" | "session clock";
}

/** A lap time in ms was rounded or cut off, by less than this, s. */
const ROUNDING_S = 0.001;
/** Laps by which the session's clock is compared with the official times. */
const FEWEST_COMPARED = 3;
/** A clock that deviates more is not the race's, s. */
const MOST_CLOCK_ERROR_S = 1;

type RaceLap = Pick<LapRow, "car" | "lap" | "lapTimeMs" | "endTime" | "complete"> & Partial<Pick<LapRow, "pit">>;

/**
 * When each car crossed the line, by car, in laps' order. Official times are added up only from the first lap on and only as long as none is
 * missing: a sum over the laps that happen to be known would be short by the others, and each car lacks others. Beyond a missing lap, the
 * session's clock places the car, if it agrees with the official times where both are known; it is as exact as samples are close. A lap
 * that cannot be placed has no crossing. Where most cars' first laps began in the pits, as results of Assetto Corsa Competizione count them
 * (from joining the session, see noteWaits), their times have no common beginning and are not added up.
 */
export function raceTimes(laps: readonly RaceLap[]): Map<number, LineCrossing[]> {
  const cars = groupBy(laps, ({car}) => car);
  const hasStart = hasCommonStart(laps);
  const sums = new Map([...cars].map(([car, own]) => [car, hasStart ? officialSums(own) : new Map<number, number>()]));
  const clock = clockStart(cars, sums);
  const out = new Map<number, LineCrossing[]>();
  for (const [car, own] of cars) {
    const crossings: LineCrossing[] = [];
    for (const {lap, lapTimeMs, endTime, complete} of own.toSorted((a, b) => a.lap - b.lap)) {
      const timeS = sums.get(car)!.get(lap);
      if (timeS !== undefined) crossings.push({lap, timeS, errorS: lap * ROUNDING_S, from: "official times"});
      // samples of a lap that was not finished end before the line
      else if (clock && endTime !== null && (complete || lapTimeMs !== null))
        crossings.push({lap, timeS: endTime - clock.startS, errorS: clock.errorS, from: "session clock"});
    }
    out.set(car, crossings);
  }
  return out;
}

/** Whether the first laps of a race began together: a few cars may start from the pit lane, but not most of them. */
export function hasCommonStart(laps: readonly RaceLap[]): boolean {
  const first = laps.filter(({lap}) => lap === 1);
  return first.length < 2 || first.filter(({pit}) => pit).length * 2 <= first.length;
}

/** Number of the last lap that each car finished, with a known time or not; 0 for none. */
export function finishedLaps(laps: readonly RaceLap[]): Map<number, number> {
  const out = new Map<number, number>();
  for (const {car, lap, lapTimeMs, complete} of laps) {
    const isFinished = complete || (lapTimeMs ?? 0) > 0;
    out.set(car, Math.max(out.get(car) ?? 0, isFinished ? lap : 0));
  }
  return out;
}

/** s since the start at the end of each lap, as far as every lap from the first on has an official time. */
function officialSums(own: readonly RaceLap[]): Map<number, number> {
  const times = new Map(own.map(({lap, lapTimeMs}) => [lap, lapTimeMs]));
  const sums = new Map<number, number>();
  let sum = 0;
  for (let lap = 1; ; lap++) {
    const time = times.get(lap) ?? 0;
    if (!(time > 0)) return sums;
    sum += time;
    sums.set(lap, sum / 1000);
  }
}

/**
 * Session time of the race's start, s, and how exactly the clock places a lap's end: what it says of a lap's duration is compared with the
 * official time. Undefined where too few laps have both, or they do not agree.
 */
function clockStart(cars: ReadonlyMap<number, readonly RaceLap[]>, sums: ReadonlyMap<number, Map<number, number>>) {
  const starts: number[] = [];
  const errors: number[] = [];
  for (const [car, own] of cars) {
    const ends = new Map(own.map(({lap, endTime}) => [lap, endTime ?? Number.NaN]));
    for (const {lap, lapTimeMs, endTime} of own) {
      const known = [(endTime ?? Number.NaN) - (sums.get(car)!.get(lap) ?? Number.NaN)];
      starts.push(...known.filter(Number.isFinite));
      const error = (endTime ?? Number.NaN) - (ends.get(lap - 1) ?? Number.NaN) - (lapTimeMs || Number.NaN) / 1000;
      if (Number.isFinite(error)) errors.push(Math.abs(error));
    }
  }
  if (errors.length < FEWEST_COMPARED) return undefined;
  const errorS = quantile(Float64Array.from(errors).sort(), 0.95);
  if (errorS > MOST_CLOCK_ERROR_S) return undefined;
  // without a first lap's time the race's start is not known: times count from the session's
  return {startS: starts.length ? median(starts) : 0, errorS: Math.max(errorS, ROUNDING_S)};
}
