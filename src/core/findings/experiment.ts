import {blunderFences} from "../signal/blunderFence.js";
import {bootstrapDifference} from "../signal/bootstrap.js";
import {holmAdjusted} from "../signal/holm.js";
import {mean, variance} from "../signal/moments.js";
import {detectableDifference, valuesNeeded} from "../signal/sampleSize.js";
import {type Welch, welchTest} from "../signal/welch.js";

/** A lap of one group. All valid laps of the group belong in it: choosing the fastest N of each would hide what differs. */
export interface ExperimentLap {
  /** SESSION:CAR:LAP */
  name: string;
  /** the fence that finds blunders looks at it, and at nothing else */
  lapTimeMs: number;
  /** order in which all laps were driven; absent where it is not known */
  order?: number;
  /** by measure; null or NaN where the lap has none */
  values: Readonly<Record<string, number | null>>;
}

/** What is compared. */
export interface ExperimentMeasure {
  name: string;
  unit: string;
  /** the smallest difference that would matter, in the unit: it decides how many laps are enough */
  matters: number;
}

/**
 * difference: the groups differ, with all measures taken together. equal enough: the interval holds no difference that would matter.
 * underpowered: these laps cannot say; `lapsNeeded` would. unavailable: a group has too few laps with the measure to say anything.
 */
export type ExperimentStatus = "difference" | "equal enough" | "underpowered" | "unavailable";

export interface ExperimentResult {
  measure: ExperimentMeasure;
  status: ExperimentStatus;
  /** laps of each group that have the measure */
  n: [a: number, b: number];
  means: [a: number, b: number];
  deviations: [a: number, b: number];
  /** b − a with its interval, degrees of freedom and Hedges' g */
  welch: Welch | null;
  /** interval of the same difference by resampling: where it disagrees with Welch's, the laps are not normal */
  bootstrap: {low: number; high: number} | null;
  /** p by Holm over all measures; NaN without a test */
  adjustedP: number;
  /** smallest difference that these laps would show with a power of 80 % */
  detectable: number;
  /**
   * laps of each group that would show a difference with a power of 80 %, all measures being tested: of `matters`, and where the interval
   * excludes 0 without that of the size seen
   */
  lapsNeeded: number;
  limitations: string[];
}

export interface Experiment {
  results: ExperimentResult[];
  /** laps beyond the blunder fence, by name */
  leftOut: [a: string[], b: string[]];
  limitations: string[];
}

export interface ExperimentOptions {
  /** probability that any difference at all is claimed where there is none */
  alpha?: number;
  power?: number;
  /** of the resampling */
  seed?: number;
  rounds?: number;
}

/** Below, the spread of a group is a guess; Welch's interval is right, but so wide that it says nothing. */
const FEWEST = 3;
const INDICATIVE = 5;

/**
 * Compares two groups of laps (setup, tyre, line, driver) over several measures: Welch's test of each, p-values by Holm over all of them, and the
 * interval also by resampling. Blunders are left out of both groups by one fence on the lap time, whose width is pooled. The statistics say whether
 * the groups differ, not which one is better, nor why.
 */
export function runExperiment(
  a: readonly ExperimentLap[],
  b: readonly ExperimentLap[],
  measures: readonly ExperimentMeasure[],
  {alpha = 0.05, power = 0.8, seed = 1, rounds = 2000}: ExperimentOptions = {},
): Experiment {
  const groups = [a, b];
  const fences = blunderFences(groups.map((laps) => laps.map(({lapTimeMs}) => lapTimeMs)));
  const kept = groups.map((laps, g) => laps.filter(({lapTimeMs}) => lapTimeMs <= fences[g]));
  const leftOut = groups.map((laps, g) => laps.filter((lap) => !kept[g].includes(lap)).map(({name}) => name));
  const tests = measures.map((measure) => {
    const [va, vb] = kept.map((laps) => valuesOf(laps, measure.name));
    const isEnough = va.length >= FEWEST && vb.length >= FEWEST;
    return {measure, va, vb, welch: (isEnough && welchTest(va, vb, {level: 1 - alpha})) || null};
  });
  const adjusted = holmAdjusted(tests.map(({welch}) => welch?.p ?? Number.NaN));
  const tested = Math.max(1, tests.filter(({welch}) => welch).length);
  const results = tests.map(({measure, va, vb, welch}, i): ExperimentResult => {
    // with equal groups, Welch's standard error is σ √(2 / n): this σ makes both agree for any variances
    const sigma = Math.sqrt((variance(va) + variance(vb)) / 2);
    return {
      ...{measure, welch, adjustedP: adjusted[i]},
      status: welch ? statusOf(welch, adjusted[i], measure, alpha) : "unavailable",
      n: [va.length, vb.length],
      means: [mean(va), mean(vb)],
      deviations: [Math.sqrt(variance(va)), Math.sqrt(variance(vb))],
      bootstrap: (welch && bootstrapDifference(va, vb, {seed: seed + i, rounds, level: 1 - alpha})) ?? null,
      detectable: detectableDifference(sigma, va.length, vb.length, {alpha: alpha / tested, power}),
      lapsNeeded: valuesNeeded(sizeAsked(welch, measure), sigma, {alpha: alpha / tested, power}),
      limitations: limitationsOf(va, vb, welch),
    };
  });
  return {results, leftOut: [leftOut[0], leftOut[1]], limitations: orderLimitations(kept[0], kept[1])};
}

function valuesOf(laps: readonly ExperimentLap[], name: string): Float64Array {
  return Float64Array.from(laps.flatMap(({values}) => values[name] ?? [])).filter(Number.isFinite);
}

function statusOf({low, high}: Welch, p: number, {matters}: ExperimentMeasure, alpha: number): ExperimentStatus {
  if (p < alpha) return "difference";
  return low > -matters && high < matters ? "equal enough" : "underpowered";
}

/** The difference that more laps would have to show. */
function sizeAsked(welch: Welch | null, {matters}: ExperimentMeasure): number {
  return welch && (welch.low > 0 || welch.high < 0) ? Math.abs(welch.difference) : matters;
}

function limitationsOf(a: Float64Array, b: Float64Array, welch: Welch | null): string[] {
  const fewest = Math.min(a.length, b.length);
  if (fewest < FEWEST)
    return [`${fewest} ${fewest === 1 ? "lap" : "laps"} with this measure in one group, ${FEWEST} are needed`];
  if (!welch) return ["no lap of a group differs from another: the spread is not known"];
  return fewest < INDICATIVE ? [`${fewest} laps in one group: an indication at most`] : [];
}

/** What else the groups may differ by: what changes with time is in the difference unless they were driven in turns. */
function orderLimitations(a: readonly ExperimentLap[], b: readonly ExperimentLap[]): string[] {
  const [oa, ob] = [a, b].map((laps) => laps.flatMap(({order}) => order ?? []));
  if (oa.length < a.length || ob.length < b.length) return ["the order in which the laps were driven is not known"];
  if (!oa.length || !ob.length) return [];
  if (Math.max(...oa) < Math.min(...ob) || Math.max(...ob) < Math.min(...oa))
    return ["one group was driven after the other: track, fuel, tyres and practice are part of the difference"];
  return [];
}
