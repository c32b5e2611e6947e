import type {SessionFile} from "../archive/types.js";
import {lapNameText} from "../laps/open/archivedLap.js";
import type {AgedLap} from "../laps/stints/agedLaps.js";
import {linearFit} from "../signal/linearFit.js";
import {studentQuantile, twoSidedP} from "../signal/studentT.js";
import {OFFICIAL_FLOOR_S} from "./analysedLap.js";
import type {ExperimentLap} from "./experiment.js";
import {type ExperimentFindings, type ExperimentGroup, experimentFindings} from "./experimentFindings.js";
import {type PlacedMeasure, wholeLap} from "./experimentLaps.js";

/** What two stints differ by. */
export interface StintComparison {
  /** lap times, as driven and, where the fuel of both is known, with an empty tank */
  times: ExperimentFindings;
  /** change of the lap time with each lap of age, b − a; null where a stint has fewer than four laps */
  trend: TrendDifference | null;
  /** whether the trends are of times without fuel */
  corrected: boolean;
}

export interface TrendDifference {
  /** s a lap of each stint */
  values: [a: number, b: number];
  /** b − a with its 95 % interval, s a lap */
  difference: number;
  low: number;
  high: number;
  df: number;
  p: number;
  /** the interval does not contain 0 */
  resolved: boolean;
}

/** A difference of lap times that would matter, s. */
const MATTERS_S = 0.1;
const FEWEST = 4;

/**
 * Compares two stints by the laps that show the pace: Welch's test of their lap times, as driven and with an empty tank (see experimentFindings), and of
 * the slopes of time over age by least squares, whose variances may differ too (degrees of freedom of Satterthwaite). Whatever else changed
 * between the stints (track, traffic, temperature) is part of the differences.
 */
export function compareStints(
  {id: session, track}: Pick<SessionFile, "id" | "track">,
  a: readonly AgedLap[],
  b: readonly AgedLap[],
): StintComparison {
  const corrected = [...a, ...b].every(({correctedMs}) => correctedMs !== null);
  const time = {unit: "s", matters: MATTERS_S, place: wholeLap(track), noiseFloor: OFFICIAL_FLOOR_S};
  const measures: PlacedMeasure[] = [
    {...time, name: "lap time", measure: "time"},
    ...(corrected ? [{...time, name: "lap time, empty tank", measure: "time, empty tank" as const}] : []),
  ];
  const lapOf = ({row: {car, lap, startTime}, timeMs, correctedMs}: AgedLap): ExperimentLap => ({
    name: lapNameText({session, car, lap}),
    lapTimeMs: timeMs,
    order: startTime ?? lap,
    values: {"lap time": timeMs / 1000, "lap time, empty tank": correctedMs === null ? null : correctedMs / 1000},
  });
  const groupOf = (laps: readonly AgedLap[]): ExperimentGroup => ({
    ...{session, car: laps[0]?.row.car ?? 0, driver: laps[0]?.row.driver ?? ""},
    laps: laps.map(lapOf),
  });
  return {
    times: experimentFindings([groupOf(a), groupOf(b)], measures),
    trend: trendDifference(a, b, corrected),
    corrected,
  };
}

/** Difference of two slopes of time over age; null where a stint has fewer than four laps, or laps that do not scatter. @param corrected of times without fuel */
export function trendDifference(
  a: readonly AgedLap[],
  b: readonly AgedLap[],
  corrected: boolean,
): TrendDifference | null {
  const slopes = [a, b].map((laps) => slopeOf(laps, corrected));
  if (!slopes[0] || !slopes[1]) return null;
  const [one, two] = [slopes[0], slopes[1]];
  const difference = two.slope - one.slope;
  const [va, vb] = [one.error ** 2, two.error ** 2];
  const df = (va + vb) ** 2 / (va ** 2 / one.df + vb ** 2 / two.df);
  const error = Math.sqrt(va + vb);
  const reach = studentQuantile(0.975, df) * error;
  const [low, high] = [difference - reach, difference + reach];
  return {
    ...{values: [one.slope, two.slope], difference, low, high, df},
    p: twoSidedP(difference / error, df),
    resolved: low > 0 || high < 0,
  };
}

/** s a lap, with its standard error. */
function slopeOf(laps: readonly AgedLap[], corrected: boolean): {slope: number; error: number; df: number} | null {
  if (laps.length < FEWEST) return null;
  const times = laps.map(({timeMs, correctedMs}) => (corrected ? correctedMs! : timeMs) / 1000);
  const fit = linearFit([laps.map(() => 1), laps.map(({age}) => age)], times);
  if (!fit || !(fit.sigma > 0)) return null;
  return {slope: fit.coefficients[1], error: fit.reach(1) / studentQuantile(0.975, fit.df), df: fit.df};
}
