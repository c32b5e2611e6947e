import type {LapRow, Stint} from "../../archive/types.js";
import {median} from "../../signal/robust.js";

/** Successive laps of one car that touched the pit lane. */
export interface PitRun {
  car: number;
  firstLap: number;
  lastLap: number;
  /** pit lane: laps are marked; tyre change: they are not, and the slower pair of laps at the change was taken */
  from: "pit lane" | "tyre change";
}

type PitLap = Pick<LapRow, "car" | "lap" | "lapTimeMs" | "pit">;

/**
 * The visits of one car to the pit lane. Laps known by their times only are not marked; there a change of tyres shows the visit. Sources
 * differ whether a stint ends with the lap into the pits or with the lap before (the F1 games' session history), so of the two pairs of laps
 * that come into question the slower one is taken.
 *
 * @param laps of one car, in any order
 * @param stints of one car
 */
export function pitRuns(laps: readonly PitLap[], stints: readonly Stint[] = []): PitRun[] {
  const ordered = laps.toSorted((a, b) => a.lap - b.lap);
  const runs: PitRun[] = [];
  for (const {car, lap, pit} of ordered) {
    if (!pit) continue;
    const last = runs.at(-1);
    if (last && last.lastLap === lap - 1) last.lastLap = lap;
    else runs.push({car, firstLap: lap, lastLap: lap, from: "pit lane"});
  }
  const times = new Map(ordered.map(({lap, lapTimeMs}) => [lap, lapTimeMs ?? Number.NaN]));
  const usual = median(ordered.flatMap(({lapTimeMs}) => lapTimeMs ?? []));
  const isMarked = (lap: number) => runs.some(({firstLap, lastLap}) => lap >= firstLap - 1 && lap <= lastLap + 1);
  // the last stint ends with the session, not with a visit
  for (const {car, endLap} of stints.toSorted((a, b) => a.startLap - b.startLap).slice(0, -1)) {
    const isLast = endLap === null || !ordered.some(({lap}) => lap > endLap);
    if (isLast || isMarked(endLap) || isMarked(endLap + 1)) continue;
    const first = slowerPair(times, endLap, usual);
    runs.push({car, firstLap: first, lastLap: first + 1, from: "tyre change"});
  }
  return runs.sort((a, b) => a.firstLap - b.firstLap);
}

/** Of the pairs that begin with the stint's last lap and with the one after it, the one that lost more; the first where times are missing. */
function slowerPair(times: ReadonlyMap<number, number>, endLap: number, usual: number): number {
  const lost = (lap: number) => (times.get(lap) ?? Number.NaN) + (times.get(lap + 1) ?? Number.NaN) - 2 * usual;
  return lost(endLap + 1) > lost(endLap) ? endLap + 1 : endLap;
}
