import {cornerMeasures} from "../../laps/cornerMeasures.js";
import {pieceTimes} from "../../laps/partition.js";
import {stitchedLap} from "../../laps/stitchedLap.js";
import {straightCuts, type TheoreticalBest, theoreticalBest} from "../../laps/theoreticalBest.js";
import type {Straight} from "../../track/corner.js";
import type {AnalysedLap, Comparison} from "../analysedLap.js";

/** The theoretical best of a driver's laps, and the laps that its parts count. */
export interface DriverBest {
  best: TheoreticalBest;
  laps: readonly AnalysedLap[];
}

/** The theoretical best of the driver's laps, joined on straights where their speeds agree; null without a whole lap. */
export function driverBest(comparison: Comparison, straights: readonly Straight[]): DriverBest | null {
  const laps = wholeLapsOf(comparison);
  const best = theoreticalBest(
    laps.map(({grid}) => grid),
    straightCuts(straights, comparison.lengthM),
  );
  return best && {best, laps};
}

/** The driver's whole laps, of which his theoretical best is made. */
export function wholeLapsOf(comparison: Comparison): AnalysedLap[] {
  return driversLaps(comparison).filter(({grid}) => grid.lapTimeS !== null);
}

/** The comparison with the driver's theoretical best as the reference; his own reference lap becomes one of his laps. */
export function againstBest(comparison: Comparison, {best, laps}: DriverBest): Comparison {
  const grid = stitchedLap(
    laps.map((lap) => lap.grid),
    best,
  );
  const {pieces, corners} = comparison;
  const reference: AnalysedLap = {
    ...fastestLap(laps),
    grid,
    sampleS: Math.max(...laps.map(({sampleS}) => sampleS)),
    times: pieceTimes(grid, pieces),
    measures: cornerMeasures(grid, pieces, corners),
  };
  const joined = new Set(best.parts.map(({lap}) => laps[lap].lap)).size;
  const why = `your theoretical best: parts of ${joined} ${joined === 1 ? "lap" : "laps"}, joined on straights where the speeds agree`;
  return {...comparison, laps: driversLaps(comparison).toSorted((a, b) => a.lap - b.lap), references: [reference], why};
}

/** The lap whose part a theoretical best has at a place, m along the line. */
export function lapOfBest({best, laps}: DriverBest, metres: number): AnalysedLap {
  const part = best.parts.find(({toM}) => metres < toM) ?? best.parts[best.parts.length - 1];
  return laps[part.lap];
}

export function fastestLap(laps: readonly AnalysedLap[]): AnalysedLap {
  return laps.reduce((best, lap) => ((lap.grid.lapTimeS ?? Infinity) < (best.grid.lapTimeS ?? Infinity) ? lap : best));
}

/** The driver's laps of a comparison, with his own among the references. */
export function driversLaps({laps, references}: Pick<Comparison, "laps" | "references">): AnalysedLap[] {
  const isOwn = ({session, car}: AnalysedLap) => session === laps[0].session && car === laps[0].car;
  return [...laps, ...references.filter(isOwn)];
}
