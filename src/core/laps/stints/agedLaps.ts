import type {LapRow} from "../../archive/types.js";
import type {JudgedLap} from "../pace/judgeLaps.js";
import type {FuelEffect} from "./stintPace.js";
import type {StintRun} from "./stintRuns.js";

/** A lap of a stint that shows the pace, by the age of its tyres. */
export interface AgedLap {
  row: LapRow;
  /** laps that the tyres had when it ended; of tyres of unknown age, laps since the stint began */
  age: number;
  timeMs: number;
  /** in the tank at its start; null where unknown */
  fuelKg: number | null;
  /** time with an empty tank: less the fuel effect; null where either is unknown */
  correctedMs: number | null;
}

/**
 * The laps of a stint that show the pace (see judgeLaps), with the age of the tyres and the time without the fuel.
 *
 * @param laps all of one car
 * @param fuelKg fuel at the start of a lap, kg; NaN where unknown
 */
export function agedLaps(
  laps: readonly JudgedLap[],
  {firstLap, lastLap, startAge}: StintRun,
  {fuelKg, fuelEffect}: {fuelKg?: (lap: number) => number; fuelEffect?: FuelEffect} = {},
): AgedLap[] {
  const counted = laps.filter(({row, leftOut}) => !leftOut && row.lap >= firstLap && row.lap <= lastLap);
  return counted.map(({row}): AgedLap => {
    const fuel = fuelKg?.(row.lap) ?? Number.NaN;
    const known = Number.isFinite(fuel) ? fuel : null;
    const timeMs = row.lapTimeMs!;
    return {
      ...{row, timeMs, fuelKg: known},
      age: (startAge ?? 0) + row.lap - firstLap + 1,
      correctedMs: known !== null && fuelEffect ? timeMs - fuelEffect.msPerKg * known : null,
    };
  });
}
