import type {LapRow, SessionTrack} from "../archive/types.js";
import {OFFICIAL_FLOOR_S} from "./analysedLap.js";
import type {ExperimentLap, ExperimentMeasure} from "./experiment.js";
import type {FindingPlace, Measure} from "./finding.js";

/** What an experiment compares, in SI, and where. */
export interface PlacedMeasure extends ExperimentMeasure {
  measure: Measure;
  place: FindingPlace;
  /** what the recordings cannot distinguish from no difference; NaN where that is unknown */
  noiseFloor: number;
  /** why laps lack it, where that is known: "no brake channel" */
  missing?: string;
}

/** Times of a lap, and the smallest differences that a driver would change something for. */
export const TIME_MEASURES: readonly ExperimentMeasure[] = [
  {name: "lap time", unit: "s", matters: 0.1},
  {name: "sector 1", unit: "s", matters: 0.05},
  {name: "sector 2", unit: "s", matters: 0.05},
  {name: "sector 3", unit: "s", matters: 0.05},
];

type Circuit = Pick<SessionTrack, "name" | "lengthM" | "sectorStartsM">;

/** The whole lap; from 0 to 0 m on a circuit of unknown length. */
export function wholeLap({name: track, lengthM}: Pick<Circuit, "name" | "lengthM">): FindingPlace {
  const toM = lengthM > 0 ? lengthM : 0;
  return {track, kind: "lap", number: null, name: "lap", phase: null, fromM: 0, toM};
}

/** The official times of a lap and its sectors. A sector whose place is unknown has the metres of the lap. */
export function timeMeasures(circuit: Circuit): PlacedMeasure[] {
  const lap = wholeLap(circuit);
  const bounds = circuit.sectorStartsM && [0, ...circuit.sectorStartsM, lap.toM];
  return TIME_MEASURES.map((one, number): PlacedMeasure => {
    const official = {...one, measure: "time" as const, noiseFloor: OFFICIAL_FLOOR_S};
    if (number === 0) return {...official, place: lap};
    const place = {...lap, kind: "sector" as const, number, name: one.name};
    if (!bounds || bounds[number] < bounds[number - 1]) return {...official, place};
    return {...official, place: {...place, fromM: bounds[number - 1], toM: bounds[number]}};
  });
}

/**
 * A lap with an official time as a lap of an experiment, with its times.
 *
 * @param order in which it was driven among all laps compared
 * @param others values of other measures, by name
 */
export function experimentLap(
  name: string,
  row: Pick<LapRow, "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms">,
  {order, others = {}}: {order?: number; others?: ExperimentLap["values"]} = {},
): ExperimentLap {
  const inSeconds = (ms: number | null) => (ms !== null && ms > 0 ? ms / 1000 : null);
  const values = {
    "lap time": inSeconds(row.lapTimeMs),
    "sector 1": inSeconds(row.sector1Ms),
    "sector 2": inSeconds(row.sector2Ms),
    "sector 3": inSeconds(row.sector3Ms),
  };
  return {name, lapTimeMs: row.lapTimeMs ?? Number.NaN, order, values: {...others, ...values}};
}
