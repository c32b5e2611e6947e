import {rowIndices, type TelemetryRow} from "../channels/telemetryRow.js";
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
  ...rowIndices("sessionTime lapNumber car frame currentLapTimeMs lastLapTimeMs sector sector1TimeMs"),
  ...rowIndices("sector2TimeMs lapDistance totalDistance lapInvalid pitStatus speedKmh throttle brake"),
  ...rowIndices("fuelMass fuelLitres gLateral gLongitudinal"),
};

/** Whether a value is greater than the maximum so far (NaN: none). */
export function exceeds(value: number, known: number): boolean {
  return value > known || (Number.isNaN(known) && !Number.isNaN(value));
}
