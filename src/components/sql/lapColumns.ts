import type {LapRow} from "../../core/archive/types.js";

type LapColumn = "session" | "track" | keyof LapRow;

/** The columns of `laps`, in words: unit, and meaning. */
export const LAP_TABLE_COLUMNS: Record<LapColumn, [unit: string, meaning: string]> = {
  session: ["", "id of the session; joins sessions.session and samples.session"],
  track: ["", "name of the circuit"],
  car: ["", "index of the car in the session"],
  driver: ["", "name"],
  lap: ["", "number of the lap, from 1; samples.lapNumber"],
  lapTimeMs: ["ms", "the game's own time; null while the lap is not finished"],
  sector1Ms: ["ms", "time of sector 1"],
  sector2Ms: ["ms", "time of sector 2"],
  sector3Ms: ["ms", "time of sector 3"],
  valid: ["", "false where the game does not count the lap"],
  complete: ["", "finished, and recorded from line to line"],
  coverage: ["0–1", "frames recorded of those the game sent in the recorded part of the lap"],
  samples: ["rows", "length of the samples file; 0 for a lap known from the history only"],
  topSpeedKmh: ["km/h", "highest speed"],
  averageSpeedKmh: ["km/h", "mean speed"],
  fullThrottle: ["0–1", "fraction of samples with throttle ≥ 0.98"],
  braking: ["0–1", "fraction of samples with brake > 0.05"],
  fuelUsedKg: ["kg", "fuel burnt"],
  startTime: ["s", "session time of the first sample"],
  endTime: ["s", "session time of the last sample"],
  tyreCompound: ["", "soft, medium, hard, intermediate, wet"],
  tyreAgeLaps: ["laps", "age of the tyres"],
  pit: ["", "touched the pit lane or the garage"],
  file: ["", "the samples file in the session's folder"],
  fuelUsedLitres: ["l", "fuel burnt, where the game or the log counts litres"],
};
