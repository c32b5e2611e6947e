import {rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent} from "../messages/events.js";

export type Emit = (event: LiveEvent) => void;

/**
 * A pure reducer over the samples of one car in their order: (state, sample) → (state, events). The state is a vector of
 * numbers, written in place, so that it can be kept, set back (flashback) and saved by copying. NaN: not known.
 */
export interface Reducer {
  /** values of the state before any sample */
  readonly initial: readonly number[];
  reduce(state: Float64Array, row: TelemetryRow, emit: Emit): void;
}

/** Where the reducers' channels stand in a row. */
export const AT = {
  sessionTime: rowIndex("sessionTime"),
  lapNumber: rowIndex("lapNumber"),
  car: rowIndex("car"),
  frame: rowIndex("frame"),
  currentLapTimeMs: rowIndex("currentLapTimeMs"),
  lastLapTimeMs: rowIndex("lastLapTimeMs"),
  sector: rowIndex("sector"),
  sector1TimeMs: rowIndex("sector1TimeMs"),
  sector2TimeMs: rowIndex("sector2TimeMs"),
  lapDistance: rowIndex("lapDistance"),
  totalDistance: rowIndex("totalDistance"),
  lapInvalid: rowIndex("lapInvalid"),
  pitStatus: rowIndex("pitStatus"),
  speedKmh: rowIndex("speedKmh"),
  throttle: rowIndex("throttle"),
  brake: rowIndex("brake"),
  fuelMass: rowIndex("fuelMass"),
  fuelLitres: rowIndex("fuelLitres"),
  gLateral: rowIndex("gLateral"),
  gLongitudinal: rowIndex("gLongitudinal"),
} as const;

/** A greater value than what is known so far. */
export function exceeds(value: number, known: number): boolean {
  return value > known || (Number.isNaN(known) && !Number.isNaN(value));
}
