import {median} from "../../signal/robust.js";
import type {FuelEffect} from "./stintPace.js";

/** Lap time of a Formula 1 car with 1 kg more fuel, as a share of the lap time, and what the sources differ by. */
const SHARE_PER_KG = 0.00039;
const SHARE_DEVIATION = 0.00006;

/**
 * The fuel effect of a Formula 1 car on a circuit, from a lap time, ms. TU Munich's lap-time simulation gives 0.352 s for 10 kg at Silverstone
 * (88.8 s), Lapbook's own solver 0.336 s; teams and broadcasters usually say 0.3 s for 10 kg. Other cars need their own.
 */
export function formulaOneFuel(lapTimeMs: number): FuelEffect {
  return {
    msPerKg: Number((SHARE_PER_KG * lapTimeMs).toFixed(1)),
    deviation: Number((SHARE_DEVIATION * lapTimeMs).toFixed(1)),
    source: "lap-time simulation of a Formula 1 car",
  };
}

/** The fuel effect of a game's cars by the lap times of one; undefined where it is not known: other cars than Formula 1's. */
export function fuelEffectOf(game: string, lapTimesMs: readonly number[]): FuelEffect | undefined {
  return /^F1\b/.test(game) && lapTimesMs.length > 0 ? formulaOneFuel(median(lapTimesMs)) : undefined;
}
