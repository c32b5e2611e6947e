import {rowIndex, type TelemetryRow} from "../channels/telemetryRow.js";
import type {LiveEvent} from "../messages/events.js";

export type Emit = (event: LiveEvent) => void;

/**
 * A pure reducer over the samples of one car in order: (state, sample) → (state, events). The state is a vector of numbers,
 * updated in place, so it is saved and restored (after a flashback, from a snapshot) by copying. NaN means unknown.
 */
export interface Reducer {
  /** values of the state before any sample */
  readonly initial: readonly number[];
  reduce(state: Float64Array, row: TelemetryRow, emit: Emit): void;
}

/** Index in a row of each channel that reducers read. */
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

/** Whether a value is greater than the maximum so far (NaN: none). */
export function exceeds(value: number, known: number): boolean {
  return value > known || (Number.isNaN(known) && !Number.isNaN(value));
}
