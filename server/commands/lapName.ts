import type {LapName} from "../../src/core/laps/open/archivedLap.js";
import type {LapsName} from "../../src/core/laps/open/chooseLaps.js";
import {UsageError} from "../userError.js";

/** Parses `SESSION:CAR:LAP`, as the command line names a lap. Throws a UsageError. */
export function parseLapName(text: string): LapName {
  const [, session, car, lap] = /^(.+):(\d{1,3}):(\d{1,5})$/.exec(text) ?? [];
  if (session === undefined)
    throw new UsageError(
      `invalid lap: ${text}; a lap is SESSION:CAR:LAP, as in 20260101-120000-0a0a0a:0:4 (lapbook laps lists them)`,
    );
  return {session, car: Number(car), lap: Number(lap)};
}

/** Parses `SESSION`, `SESSION:CAR` or `SESSION:CAR:LAP`. Throws a UsageError. */
export function parseLapsName(text: string): LapsName {
  const [, session, car, lap] = /^([^:]+)(?::(\d{1,3}))?(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (session === undefined)
    throw new UsageError(`invalid name: ${text}; SESSION, SESSION:CAR or SESSION:CAR:LAP (lapbook laps lists them)`);
  return {session, ...(car !== undefined && {car: Number(car)}), ...(lap !== undefined && {lap: Number(lap)})};
}
