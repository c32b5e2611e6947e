import {LAP_COLUMNS} from "../archive/laps.js";
import type {LapRow} from "../archive/types.js";
import {sqlTypeOf, type ViewColumn, viewColumn} from "./viewColumn.js";

type LapColumn = "session" | "track" | keyof LapRow;

const MEANINGS: Record<LapColumn, [unit: string, meaning: string]> = {
  session: ["", "id of the session, as in the other views"],
  track: ["", "name of the circuit"],
  car: ["", "index of the car in the session"],
  driver: ["", "name"],
  lap: ["", "number of the lap, from 1; in samples it is lapNumber"],
  lapTimeMs: ["ms", "official time; null for an unfinished lap"],
  sector1Ms: ["ms", "time of sector 1"],
  sector2Ms: ["ms", "time of sector 2"],
  sector3Ms: ["ms", "time of sector 3"],
  valid: ["", "false for a lap that the game declared invalid"],
  complete: ["", "finished, and recorded from line to line"],
  coverage: ["0–1", "share of the game's frames in the recorded part of the lap"],
  samples: ["rows", "length of the samples file; 0 for a lap from the session history"],
  topSpeedKmh: ["km/h", "highest speed"],
  averageSpeedKmh: ["km/h", "mean speed"],
  fullThrottle: ["0–1", "fraction of samples with throttle ≥ 0.98"],
  braking: ["0–1", "fraction of samples with brake > 0.05"],
  fuelUsedKg: ["kg", "fuel used"],
  startTime: ["s", "session time of the first sample"],
  endTime: ["s", "session time of the last sample"],
  tyreCompound: ["", "soft, medium, hard, intermediate, wet"],
  tyreAgeLaps: ["laps", "age of the tyres"],
  pit: ["", "touched the pit lane or the garage"],
  file: ["", "the samples file in the session's folder"],
  fuelUsedLitres: ["l", "fuel used, where the game or log counts litres"],
};

/** The columns of `laps`: session and track, and those of laps.arrows. */
export const LAP_VIEW_COLUMNS: readonly ViewColumn[] = (Object.keys(MEANINGS) as LapColumn[]).map((name) => {
  const type = name === "session" || name === "track" ? "VARCHAR" : sqlTypeOf(LAP_COLUMNS[name]);
  return viewColumn(name, type, ...MEANINGS[name]);
});
