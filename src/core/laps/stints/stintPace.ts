import {linearFit} from "../../signal/linearFit.js";
import {mean} from "../../signal/moments.js";
import {studentQuantile} from "../../signal/studentT.js";

/** One lap that shows the pace (see judgeLaps). */
export interface PaceLap {
  lap: number;
  timeMs: number;
  /** in the tank at the start of the lap; NaN where unknown */
  fuelKg?: number;
}

/** Lap time that a kilogramme of fuel costs, with the standard deviation of what is known about it. It comes from outside: see stintPace. */
export interface FuelEffect {
  msPerKg: number;
  deviation: number;
  /** in words */
  source: string;
}

/** A value with its 95 % interval, ms or ms a lap. */
export interface PaceEstimate {
  value: number;
  low: number;
  high: number;
}

export interface StintPace {
  /** laps fitted */
  n: number;
  /** resolved: the interval of `degradation` (without fuel, of `trend`) does not contain 0 */
  status: "resolved" | "not resolved" | "unavailable";
  /** lap time at the middle of the stint by the fit, ms: with the fuel it had, and with an empty tank */
  pace?: PaceEstimate;
  fuelCorrected?: PaceEstimate;
  /** change of lap time with each lap, as driven: tyres, fuel, track and driver together */
  trend?: PaceEstimate;
  /** the same without the fuel: mostly the tyres */
  degradation?: PaceEstimate;
  /** kg a lap by the fit */
  fuelPerLapKg?: number;
  /** standard deviation of the laps about the fit, ms */
  scatterMs?: number;
  /** laps that would be needed to resolve a trend like this one; absent where resolved */
  lapsNeeded?: number;
  /** what the numbers do not contain */
  limits: string[];
}

export interface StintOptions {
  fuelEffect?: FuelEffect;
  /** for laps whose fuel is not known, but what they use is: enough for the degradation, not for the pace with an empty tank */
  fuelPerLapKg?: number;
}

const FEWEST = 4;
/** Correlation of successive residuals above which the intervals are called too narrow. */
const ALIKE = 0.4;
const MOST_LAPS = 200;

/**
 * The pace of a stint: time = pace + trend · (lap − middle lap) + scatter, by least squares over the laps that show the pace. Within a stint
 * the fuel falls by nearly the same each lap, so it cannot be told from the tyres' ageing by the lap times: degradation = trend + fuel effect ·
 * fuel per lap, with a fuel effect that is known from elsewhere and whose uncertainty is part of the interval. Without it, or without the
 * fuel's mass, only the trend is known. Other things that change with time (track, driver, traffic) stay in the degradation.
 */
export function stintPace(laps: readonly PaceLap[], {fuelEffect, fuelPerLapKg}: StintOptions = {}): StintPace {
  const n = laps.length;
  const unavailable = (why: string): StintPace => ({n, status: "unavailable", limits: [why]});
  if (n < FEWEST) return unavailable(`${n} ${n === 1 ? "lap shows" : "laps show"} the pace, ${FEWEST} are needed`);
  const middle = mean(laps.map(({lap}) => lap));
  const since = laps.map(({lap}) => lap - middle);
  const ones = laps.map(() => 1);
  const fit = linearFit(
    [ones, since],
    laps.map(({timeMs}) => timeMs),
  );
  if (!fit) return unavailable("all laps have the same number");
  const [paceMs, trendMs] = fit.coefficients;
  const trend = around(trendMs, fit.reach(1));
  const limits = ["what else changes from lap to lap (track, traffic, driver) is part of the trend"];
  if (alike(fit.residuals) > ALIKE)
    limits.push("successive laps are alike beyond the trend: the intervals are too narrow");
  const out: StintPace = {
    n,
    status: "not resolved",
    pace: around(paceMs, fit.reach(0)),
    trend,
    scatterMs: fit.sigma,
    limits,
  };
  const used = fuelPerLapKg && fuelPerLapKg > 0 ? {perLapKg: fuelPerLapKg, meanKg: Number.NaN} : undefined;
  const fuel = fuelOf(laps, ones, since) ?? used;
  if (fuel && fuelEffect) {
    const t = studentQuantile(0.975, fit.df);
    const widen = (reach: number, kg: number) => Math.hypot(reach, t * fuelEffect.deviation * kg);
    out.fuelPerLapKg = fuel.perLapKg;
    out.degradation = around(trendMs + fuelEffect.msPerKg * fuel.perLapKg, widen(fit.reach(1), fuel.perLapKg));
    if (Number.isFinite(fuel.meanKg))
      out.fuelCorrected = around(paceMs - fuelEffect.msPerKg * fuel.meanKg, widen(fit.reach(0), fuel.meanKg));
    limits.push(`fuel: ${fuelEffect.msPerKg} ± ${fuelEffect.deviation} ms a kg, ${fuelEffect.source}`);
  } else limits.push(fuel ? "fuel effect of this car unknown" : "fuel unknown: the trend contains its burning off");
  const judged = out.degradation ?? trend;
  if (judged.low > 0 || judged.high < 0) out.status = "resolved";
  else out.lapsNeeded = lapsNeeded(judged.value, fit.sigma, n);
  return out;
}

function around(value: number, reach: number): PaceEstimate {
  return {value, low: value - reach, high: value + reach};
}

/** Fuel used a lap and mean fuel, kg, by a straight line; undefined where fewer than three laps have it or it does not fall. */
function fuelOf(laps: readonly PaceLap[], ones: number[], since: number[]) {
  const rows = laps.map((_, i) => i).filter((i) => Number.isFinite(laps[i].fuelKg));
  if (rows.length < 3) return undefined;
  const fit = linearFit(
    [rows.map((i) => ones[i]), rows.map((i) => since[i])],
    rows.map((i) => laps[i].fuelKg!),
  );
  return fit && fit.coefficients[1] < 0 ? {perLapKg: -fit.coefficients[1], meanKg: fit.coefficients[0]} : undefined;
}

/** Correlation of each residual with the next. */
function alike(residuals: Float64Array): number {
  let product = 0;
  let squares = 0;
  for (let i = 0; i < residuals.length; i++) {
    squares += residuals[i] ** 2;
    if (i > 0) product += residuals[i] * residuals[i - 1];
  }
  return product / squares;
}

/**
 * Laps in succession after which a trend of that size would be twice its interval's half width away from 0 more often than not: the slope's
 * standard error is σ √(12 / (n³ − n)). Infinity beyond 200 laps.
 */
function lapsNeeded(trend: number, sigma: number, from: number): number {
  for (let n = from + 1; n <= MOST_LAPS; n++) {
    const error = sigma * Math.sqrt(12 / (n ** 3 - n));
    if (Math.abs(trend) >= studentQuantile(0.975, n - 2) * error) return n;
  }
  return Infinity;
}
