import {type FaultPlan, parseFaults} from "../../src/core/sim/faults/plan.js";
import {parseCalls} from "../../src/core/sim/race/calls.js";
import {MAX_RACE_CARS} from "../../src/core/sim/race/entrants.js";
import type {RaceOptions} from "../../src/core/sim/race/race.js";
import {SKIES, type Sky} from "../../src/core/sim/race/weather.js";
import {DRIVER_STYLES} from "../../src/core/sim/soloDriver.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {numberOption, stringOption} from "../command.js";
import type {OptionValues} from "../config.js";
import {UsageError} from "../userError.js";

/** What to simulate: a car alone, or a race. */
export interface Scene {
  track: string;
  seed: number;
  laps: number;
  /** name in DRIVER_STYLES, for a car alone */
  driver: string;
  race: RaceOptions | null;
  faults: FaultPlan;
  /** slot of the player */
  player: number;
}

const RACE_OPTIONS = ["faults", "labels", "call"] as const;

/** Reads the options of the command. Throws a UsageError for invalid ones. */
export function readScene(values: OptionValues): Scene {
  const track = stringOption(values, "track")!;
  if (!Object.hasOwn(CIRCUITS, track)) throw new UsageError(`unknown track: ${track}`);
  const laps = numberOption(values, "laps", {min: 1, max: 99, integer: true})!;
  const seed = numberOption(values, "seed", {min: 0, max: Number.MAX_SAFE_INTEGER, integer: true})!;
  const driver = stringOption(values, "driver")!;
  if (!Object.hasOwn(DRIVER_STYLES, driver)) throw new UsageError(`unknown driver: ${driver}`);
  const common = {track, seed, laps, driver};
  if (values.race !== true) {
    for (const name of RACE_OPTIONS) if (values[name] !== undefined) throw new UsageError(`--${name} requires --race`);
    return {...common, race: null, faults: {}, player: 0};
  }
  const cars = numberOption(values, "cars", {min: 1, max: MAX_RACE_CARS, integer: true})!;
  const weather = stringOption(values, "weather")!;
  if (!(SKIES as readonly string[]).includes(weather)) throw new UsageError(`unknown weather: ${weather}`);
  const incidents = numberOption(values, "incidents", {min: 0, max: 10})!;
  const player = numberOption(values, "player", {min: 1, max: cars, integer: true})! - 1;
  try {
    const calls = parseCalls(stringOption(values, "call") ?? "", laps);
    const faults = parseFaults(stringOption(values, "faults") ?? "");
    return {...common, race: {track, laps, seed, cars, weather: weather as Sky, incidents, calls}, faults, player};
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
