import type {LapRow} from "../archive/types.js";
import type {CornerMeasures} from "../laps/cornerMeasures.js";
import {CORNER_VALUES, type CornerValue, cornerValues} from "../laps/pace/cornerValues.js";
import type {ExperimentLap, ExperimentMeasure} from "./experiment.js";

/** Times of a lap, and the smallest differences that a driver would change something for. */
export const TIME_MEASURES: readonly ExperimentMeasure[] = [
  {name: "lap time", unit: "s", matters: 0.1},
  {name: "sector 1", unit: "s", matters: 0.05},
  {name: "sector 2", unit: "s", matters: 0.05},
  {name: "sector 3", unit: "s", matters: 0.05},
];

/** The same of a corner. Its other measures follow from these. */
const CORNER_MATTERS: Partial<Record<CornerValue, number>> = {
  time: 0.03,
  "brake point": 3,
  "minimum speed": 1,
  "throttle pick-up": 3,
  "exit speed": 1,
  "offset at apex": 0.3,
};

/** Measures of one corner for an experiment. */
export function cornerExperiment(corner: string): ExperimentMeasure[] {
  return Object.entries(CORNER_MATTERS).map(([name, matters]) => ({
    name: `${corner} ${name}`,
    unit: CORNER_VALUES[name as CornerValue],
    matters,
  }));
}

/** The time in one corner, for an experiment over many. */
export function cornerTimes(corner: string): ExperimentMeasure {
  return {name: `${corner} time`, unit: CORNER_VALUES.time, matters: CORNER_MATTERS.time!};
}

/**
 * A lap with an official time as a lap of an experiment, with its times and, where given, the measures of corners.
 *
 * @param order in which it was driven among all laps compared
 */
export function experimentLap(
  name: string,
  row: Pick<LapRow, "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms">,
  {order, corners = []}: {order?: number; corners?: readonly CornerMeasures[]} = {},
): ExperimentLap {
  const inSeconds = (ms: number | null) => (ms !== null && ms > 0 ? ms / 1000 : null);
  const values: Record<string, number | null> = {
    "lap time": inSeconds(row.lapTimeMs),
    "sector 1": inSeconds(row.sector1Ms),
    "sector 2": inSeconds(row.sector2Ms),
    "sector 3": inSeconds(row.sector3Ms),
  };
  for (const corner of corners)
    for (const [measure, value] of Object.entries(cornerValues(corner))) values[`${corner.name} ${measure}`] = value;
  return {name, lapTimeMs: row.lapTimeMs ?? Number.NaN, order, values};
}
