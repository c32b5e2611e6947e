import type {Driver, LapRow} from "../archive/types.js";
import {compoundName} from "../games/f1/enums.js";
import type {CarHistory} from "../games/f1/history.js";
import {isComplete, type LapSummary} from "./lapSummary.js";

/** Where the samples of a lap lie, relative to the session's folder. */
export function samplesFile(car: number, lap: number): string {
  return `samples/car-${car}/lap-${lap}.arrows`;
}

/** Samples of a lap that its nth flashback took back. */
export function supersededFile(car: number, lap: number, n: number): string {
  return `samples/car-${car}/lap-${lap}-superseded-${n + 1}.arrows`;
}

/**
 * The rows of laps.arrows, by car and lap. The session history has the last word on official times; laps that only the
 * history knows (driven before the recording began) are listed too, without samples.
 */
export function lapRows(
  drivers: readonly Driver[],
  laps: ReadonlyMap<number, readonly LapSummary[]>,
  histories: ReadonlyMap<number, CarHistory>,
): LapRow[] {
  const rows: LapRow[] = [];
  for (const {car, name} of drivers) {
    const driven = new Map((laps.get(car) ?? []).map((summary) => [summary.lap, summary]));
    const told = histories.get(car)?.laps ?? [];
    const last = Math.max(0, told.length, ...driven.keys());
    for (let lap = 1; lap <= last; lap++) {
      const summary = driven.get(lap);
      const history = told[lap - 1];
      const official = history && history.lapTimeMs > 0 ? history : undefined;
      if (summary || official)
        rows.push({car, driver: name, lap, ...times(summary, official), ...rest(lap, car, summary)});
    }
  }
  return rows;
}

type Official = {lapTimeMs: number; sectorsMs: [number, number, number]; valid: boolean};
type Times = Pick<LapRow, "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms" | "valid" | "complete">;

function times(summary: LapSummary | undefined, history: Official | undefined): Times {
  const lapTimeMs = history?.lapTimeMs || summary?.lapTimeMs || 0;
  let [s1, s2, s3] = history?.sectorsMs ?? [0, 0, 0];
  s1 ||= summary?.sector1Ms ?? 0;
  s2 ||= summary?.sector2Ms ?? 0;
  // lap data has no third sector; the game's own sums may miss the lap time by a few ms, so this is only the fallback
  if (!s3 && lapTimeMs > 0 && s1 > 0 && s2 > 0) s3 = lapTimeMs - s1 - s2;
  return {
    lapTimeMs: lapTimeMs || null,
    sector1Ms: s1 || null,
    sector2Ms: s2 || null,
    sector3Ms: s3 || null,
    valid: history ? history.valid : !summary?.invalid,
    complete: summary !== undefined && isComplete(summary, lapTimeMs),
  };
}

function rest(
  lap: number,
  car: number,
  s: LapSummary | undefined,
): Omit<LapRow, keyof Times | "car" | "driver" | "lap"> {
  const sampled = s !== undefined && s.samples > 0;
  return {
    coverage: s?.coverage ?? 0,
    samples: s?.samples ?? 0,
    topSpeedKmh: s?.topSpeedKmh ?? null,
    averageSpeedKmh: s?.averageSpeedKmh ?? null,
    fullThrottle: s?.fullThrottle ?? null,
    braking: s?.braking ?? null,
    fuelUsedKg: s?.fuelUsedKg ?? null,
    startTime: sampled ? s.startTime : null,
    endTime: sampled ? s.endTime : null,
    tyreCompound: s?.tyreCompound ? compoundName(s.tyreCompound) : null,
    tyreAgeLaps: s?.tyreAgeLaps ?? null,
    pit: s?.pit ?? false,
    file: sampled ? samplesFile(car, lap) : null,
  };
}
