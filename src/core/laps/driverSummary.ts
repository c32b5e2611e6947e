import type {LapRow} from "../archive/types.js";
import type {BestTimes} from "./bests.js";

export interface DriverSummary {
  car: number;
  /** finished laps */
  laps: number;
  best: LapRow | null;
  /** sum of the driver's best sectors, ms; null while one is missing */
  theoreticalMs: number | null;
  topSpeedKmh: number | null;
  /** in order of first use */
  compounds: string[];
}

/** One car's row in a session's table of drivers. */
export function summarizeDriver(car: number, laps: readonly LapRow[], bests: BestTimes<LapRow>): DriverSummary {
  const own = laps.filter((lap) => lap.car === car);
  const times = bests.personal.get(car);
  const theoretical = times ? times.sector1Ms + times.sector2Ms + times.sector3Ms : Number.NaN;
  const speeds = own.flatMap((lap) => lap.topSpeedKmh ?? []);
  return {
    car,
    laps: own.filter((lap) => lap.lapTimeMs !== null).length,
    best: bests.bestLap.get(car) ?? null,
    theoreticalMs: Number.isFinite(theoretical) ? theoretical : null,
    topSpeedKmh: speeds.length ? Math.max(...speeds) : null,
    compounds: [...new Set(own.flatMap((lap) => lap.tyreCompound ?? []))],
  };
}
