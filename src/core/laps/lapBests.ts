import type {Straight} from "../track/corner.js";
import type {GridLap} from "./gridLap.js";
import {miniSectorBounds} from "./miniSectors.js";
import {type RollingBest, rollingBest} from "./rollingBest.js";
import {straightCuts, type TheoreticalBest, theoreticalBest} from "./theoreticalBest.js";

/** The best laps that a driver's laps contain, from the strictest to the loosest; null where unknown. */
export interface LapBests {
  /** the fastest lap from line to line, and its index */
  lap: {timeS: number; index: number} | null;
  /** the fastest lap that was driven, from any place */
  rolling: RollingBest | null;
  /** laps joined in the middle of straights where their speeds agree: what the driver could have done */
  corners: TheoreticalBest | null;
  /** sums of the best parts between fixed places, which no car need be able to drive */
  sectors: TheoreticalBest | null;
  miniSectors: TheoreticalBest | null;
}

export interface LapBestsOptions {
  straights: readonly Straight[];
  sectorStartsM: readonly [number, number] | null;
  /** whether lap i + 1 began where lap i ended */
  follows: (i: number) => boolean;
}

/** The bests of whole laps of one car, in order, on one line. Laps that are not whole are left out; indices count them. */
export function lapBests(all: readonly GridLap[], {straights, sectorStartsM, follows}: LapBestsOptions): LapBests {
  const whole = all.flatMap(({lapTimeS}, i) => (lapTimeS === null ? [] : [i]));
  const laps = whole.map((i) => all[i]);
  if (laps.length === 0) return {lap: null, rolling: null, corners: null, sectors: null, miniSectors: null};
  const {lengthM} = laps[0];
  const sum = (cuts: ArrayLike<number>) => counted(theoreticalBest(laps, cuts, {agree: Number.POSITIVE_INFINITY}));
  const counted = (best: TheoreticalBest | null) =>
    best && {...best, parts: best.parts.map((part) => ({...part, lap: whole[part.lap]}))};
  const rolling = rollingBest(laps, (i) => whole[i + 1] === whole[i] + 1 && follows(whole[i]));
  const fastest = laps.reduce((best, lap, i) => (lap.lapTimeS! < laps[best].lapTimeS! ? i : best), 0);
  return {
    lap: {timeS: laps[fastest].lapTimeS!, index: whole[fastest]},
    rolling: rolling && {...rolling, lap: whole[rolling.lap]},
    corners: counted(theoreticalBest(laps, straightCuts(straights, lengthM))),
    sectors: sectorStartsM && sum([0, ...sectorStartsM, lengthM]),
    miniSectors: sum(miniSectorBounds(lengthM, sectorStartsM)),
  };
}
