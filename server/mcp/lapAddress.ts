import {LapError, type LapName} from "../../src/core/laps/open/archivedLap.js";
import type {LapsName} from "../../src/core/laps/open/chooseLaps.js";
import {parseLapName, parseLapsName} from "../commands/lapName.js";
import {UserError} from "../userError.js";

/** Parses `SESSION:CAR:LAP`. Throws a LapError, which a tool answers as a refusal. */
export function lapOf(text: string): LapName {
  return asLapError(() => parseLapName(text));
}

/** Parses `SESSION`, `SESSION:CAR` or `SESSION:CAR:LAP`. Throws a LapError. */
export function lapsOf(text: string): LapsName {
  return asLapError(() => parseLapsName(text));
}

function asLapError<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof UserError ? new LapError(error.message) : error;
  }
}
