import type {LapRow} from "../../core/archive/types.js";

type LapColumn = "session" | "track" | keyof LapRow;

/** The columns of `laps`: unit and meaning. */
export const LAP_TABLE_COLUMNS: Record<LapColumn, [unit: string, meaning: string]> = {
  session: ["", "id of the session; joins sessions.session and samples.session"],
  track: ["", "name of the circuit"],
  car: ["", "index of the car in the session"],
  driver: ["", "name"],
  lap: ["", "number of the lap, from 1; samples.lapNumber"],
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
