import type {Driver, LapRow} from "../archive/types.js";
import {compoundName} from "../channels/tyreCompound.js";
import type {LapFacts, LapSamples} from "../games/game.js";
import {isLineToLine} from "./lineToLine.js";
import {type SampleFigures, sampleFigures} from "./sampleFigures.js";

/** File of a lap's samples, relative to the session's folder. */
export function samplesFile(car: number, lap: number): string {
  return `samples/car-${car}/lap-${lap}.arrows`;
}

/** Samples of a lap that its nth flashback took back. */
export function supersededFile(car: number, lap: number, n: number): string {
  return `samples/car-${car}/lap-${lap}-superseded-${n + 1}.arrows`;
}

/** Data kept of a driven lap after its samples were passed on. */
export interface LapSummary
  extends Pick<LapSamples, "lap" | "firstLapTimeMs" | "lastLapTimeMs" | "coverage" | "times"> {
  samples: number;
  figures: SampleFigures;
}

export function summaryOf({lap, table, firstLapTimeMs, lastLapTimeMs, coverage, times}: LapSamples): LapSummary {
  const figures = sampleFigures(table);
  return {lap, firstLapTimeMs, lastLapTimeMs, coverage, times, samples: table.rows, figures};
}

/**
 * A row of laps.arrows. Values that the game sends for the lap have priority over those of the samples.
 *
 * @param driven undefined: known by its official times only
 */
export function lapRow(
  {car, name}: Pick<Driver, "car" | "name">,
  lap: number,
  driven: LapSummary | undefined,
  official: LapFacts | undefined,
): LapRow {
  const figures = driven && driven.samples > 0 ? driven.figures : undefined;
  return {
    car,
    driver: name,
    lap,
    ...timesOf(driven, official),
    coverage: driven?.coverage ?? 0,
    samples: driven?.samples ?? 0,
    topSpeedKmh: figures?.topSpeedKmh ?? official?.topSpeedKmh ?? null,
    averageSpeedKmh: figures?.averageSpeedKmh ?? null,
    fullThrottle: figures?.fullThrottle ?? null,
    braking: figures?.braking ?? null,
    fuelUsedKg: figures?.fuelUsedKg ?? null,
    fuelUsedLitres: figures?.fuelUsedLitres ?? undefined,
    startTime: figures?.startTime ?? null,
    endTime: figures?.endTime ?? null,
    tyreCompound: figures?.tyreCompound ? compoundName(figures.tyreCompound) : (official?.tyreCompound ?? null),
    tyreAgeLaps: figures?.tyreAgeLaps ?? official?.tyreAgeLaps ?? null,
    pit: (official?.pit ?? false) || (figures?.pit ?? false),
    file: figures ? samplesFile(car, lap) : null,
  };
}

type LapTimes = Pick<LapRow, "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms" | "valid" | "complete">;

function timesOf(driven: LapSummary | undefined, official: LapFacts | undefined): LapTimes {
  const own = driven?.times;
  const lapTimeMs = official?.lapTimeMs ?? (own?.lapTimeMs || null);
  const sector1Ms = official?.sector1Ms ?? (own?.sector1Ms || null);
  const sector2Ms = official?.sector2Ms ?? (own?.sector2Ms || null);
  // samples that carry times have no third sector: it is the rest
  const rest = own && lapTimeMs && sector1Ms && sector2Ms ? lapTimeMs - sector1Ms - sector2Ms : null;
  return {
    lapTimeMs,
    sector1Ms,
    sector2Ms,
    sector3Ms: official?.sector3Ms ?? rest,
    valid: official ? official.valid : !own?.invalid,
    complete: driven !== undefined && (official?.complete ?? isLineToLine(driven, lapTimeMs ?? 0)),
  };
}
