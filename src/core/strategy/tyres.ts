import {type BayesianFit, bayesianFit} from "../signal/bayesianFit.js";
import {type Expected, expectedOf} from "./expected.js";

/** A lap that shows the pace, by the age of its tyres. */
export interface TyreLap {
  /** laps that the tyres had when it ended */
  age: number;
  timeMs: number;
}

export interface TyrePace {
  n: number;
  /** of new tyres, ms */
  newMs: Expected;
  /** slower with each lap, ms */
  lossMs: Expected;
  scatterMs: number;
  /** time with tyres of that age: of the pace, and of a single lap */
  at(age: number): Expected;
  lap(age: number): Expected;
  fit: BayesianFit;
}

export interface TyrePriors {
  /** of a lap on new tyres, where it is known better than by the laps: from the stint before, or other cars */
  newMs?: {mean: number; deviation: number};
  /** share of a lap time that a lap of ageing costs, and how much that differs between cars, tyres and tracks */
  loss?: {mean: number; deviation: number};
}

/** A lap's ageing costs about half a thousandth of the lap time (40–50 ms of 90 s); tyres that hold and tyres that fall off differ by more. */
const LOSS = {mean: 0.0005, deviation: 0.001};
/** Scatter of the laps of one driver, as a share of the lap time. */
const SCATTER = 0.004;
const WEIGHT = 4;
const UNKNOWN = 0.05;

/**
 * Pace of a set of tyres by Bayesian regression: time = new + loss · age + scatter. With few laps the prior (see TyrePriors) keeps the loss
 * within what tyres do; with many it hardly counts. Undefined without laps and without a prior of the pace. Give times on the same fuel
 * (see correctedForFuel), or the fuel's burning off is part of the loss.
 */
export function tyrePace(laps: readonly TyreLap[], {newMs, loss = LOSS}: TyrePriors = {}): TyrePace | undefined {
  const typical = newMs?.mean ?? laps[0]?.timeMs;
  if (!(typical > 0)) return undefined;
  const fit = bayesianFit(
    laps.map(({age}) => [1, age]),
    laps.map(({timeMs}) => timeMs - typical),
    {
      means: [0, loss.mean * typical],
      deviations: [newMs?.deviation ?? UNKNOWN * typical, loss.deviation * typical],
      scatter: SCATTER * typical,
      weight: WEIGHT,
    },
  );
  const time = (own: "at" | "next", age: number) => {
    const posterior = fit[own]([1, age]);
    return expectedOf({...posterior, value: posterior.value + typical});
  };
  return {
    n: laps.length,
    newMs: time("at", 0),
    lossMs: expectedOf(fit.at([0, 1])),
    scatterMs: fit.scatter,
    at: (age) => time("at", age),
    lap: (age) => time("next", age),
    fit,
  };
}

/** Laps from `age` on until the tyres are `lossMs` slower than new; Infinity where they do not get slower. */
export function lapsUntilLoss({lossMs}: TyrePace, age: number, limitMs: number): Expected {
  const until = (perLap: number) => (perLap > 0 ? Math.max(0, limitMs / perLap - age) : Infinity);
  return {value: until(lossMs.value), low: until(lossMs.high), high: until(lossMs.low)};
}

/** Scatter of a lap's wear, as a share of it. */
const WEAR_SCATTER = 0.1;

/**
 * Laps until the most worn tyre of a set reaches `limit`, %, from its wear at the end of its laps. Undefined with fewer than two readings, or
 * where the wear does not rise.
 */
export function lapsUntilWear(
  readings: readonly {age: number; wearPercent: number}[],
  limit: number,
): Expected | undefined {
  const rises = readings.slice(1).map((one, i) => {
    const before = readings[i];
    return (one.wearPercent - before.wearPercent) / (one.age - before.age);
  });
  const known = rises.filter((rise) => rise > 0);
  const last = readings.at(-1);
  if (!last || known.length === 0) return undefined;
  const mean = known.reduce((sum, rise) => sum + rise, 0) / known.length;
  const prior = {means: [mean], deviations: [mean], scatter: WEAR_SCATTER * mean, weight: 3};
  const {value, low, high} = expectedOf(
    bayesianFit(
      known.map(() => [1]),
      known,
      prior,
    ).at([1]),
  );
  const until = (perLap: number) => (perLap > 0 ? Math.max(0, limit - last.wearPercent) / perLap : Infinity);
  return {value: until(value), low: until(high), high: until(low)};
}

/** Pace of one kind of tyre less another's at the same age, ms: negative where the first is faster. Both need times on the same fuel. */
export function compoundDifference(a: TyrePace, b: TyrePace, age: number): Expected {
  const [first, second] = [a.at(age), b.at(age)];
  const reach = Math.hypot(first.high - first.value, second.high - second.value);
  const value = first.value - second.value;
  return {value, low: value - reach, high: value + reach};
}
