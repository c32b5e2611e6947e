import {bayesianFit} from "../signal/bayesianFit.js";
import {type Expected, expectedOf} from "./expected.js";

export interface FuelFacts {
  /** in the tank now, kg or litres */
  fuel: number;
  /** used in each finished lap that counts (no safety car), same unit */
  used: readonly number[];
  /** laps to drive, with the running one as far as it is left */
  lapsLeft: number;
  /** to remain at the end: a sample for scrutineers, a reserve */
  reserve?: number;
}

/** Fuel in the unit of the readings. */
export interface FuelOutlook {
  /** laps that the rate rests on */
  n: number;
  perLap: Expected;
  /** laps that the fuel lasts at this rate */
  lasts: Expected;
  /** laps of fuel left over at the end, less the reserve; negative: it is short */
  over: Expected;
  /** use a lap that leaves exactly the reserve */
  target: number;
  /** to save a lap in order to reach it; 0 where none */
  save: number;
}

/** Scatter of a lap's use, as a share of it, before any lap is known: lifting, slipstream and traffic change it by some per cent. */
const SCATTER = 0.04;
const WEIGHT = 3;
/** The laps to come differ from those before all together: a lighter car, another pace, traffic or none. Share of the use. */
const DRIFT = 0.055;

/** What the fuel is enough for. Undefined before a lap is finished. Later laps are taken to be like those before: a safety car saves more. */
export function fuelOutlook({fuel, used, lapsLeft, reserve = 0}: FuelFacts): FuelOutlook | undefined {
  if (used.length === 0 || !(fuel >= 0) || !(lapsLeft >= 0)) return undefined;
  const mean = used.reduce((sum, value) => sum + value, 0) / used.length;
  if (!(mean > 0)) return undefined;
  const prior = {means: [mean], deviations: [0.5 * mean], scatter: SCATTER * mean, weight: WEIGHT};
  const fit = bayesianFit(
    used.map(() => [1]),
    used,
    prior,
  );
  const rate = fit.at([1]);
  const free = fuel - reserve;
  // the sum of the laps to come scatters beside the rate's own uncertainty
  const laps = (count: number, left: number): Expected => {
    const together = DRIFT * rate.value * count;
    const scale = Math.hypot(rate.scale * count, together, fit.scatter * Math.sqrt(Math.max(0, count))) / rate.value;
    return expectedOf({value: left, scale, df: rate.df});
  };
  const lasting = free / rate.value;
  const target = lapsLeft > 0 ? free / lapsLeft : Infinity;
  return {
    n: used.length,
    perLap: expectedOf(rate),
    lasts: laps(lasting, lasting),
    over: laps(lapsLeft, lasting - lapsLeft),
    target,
    save: Math.max(0, rate.value - target),
  };
}
