import type {LapRow} from "../archive/types.js";
import {BestTimes, countsForBests} from "./bests.js";

export interface SessionLaps {
  id: string;
  playerCar: number | null;
  laps: readonly LapRow[];
}

export const KINDS = {
  all: "all laps",
  complete: "finished laps",
  best: "best lap of each driver",
} as const;
export type Kind = keyof typeof KINDS;

export interface SamplePlan {
  chosen: {session: string; lap: LapRow}[];
  rows: number;
  /** number of laps beyond the limit */
  leftOut: number;
}

/** Rows of samples in memory at most: about 75 MB, a quarter of an hour of five cars. */
export const ROW_LIMIT = 300_000;

/**
 * Which laps' samples to load, at most `limit` rows: sessions in the order given, in each the player's car first, then
 * cars and laps by number. A lap that does not fit is left out; a later, shorter one may still fit.
 */
export function planSamples(
  sessions: readonly SessionLaps[],
  {kind = "all", limit = ROW_LIMIT}: {kind?: Kind; limit?: number} = {},
): SamplePlan {
  const plan: SamplePlan = {chosen: [], rows: 0, leftOut: 0};
  for (const {id, laps, playerCar} of sessions) {
    const wanted = lapsOfKind(laps, kind).filter((lap) => lap.file && lap.samples > 0);
    const rank = (lap: LapRow) => Number(lap.car !== playerCar);
    wanted.sort((a, b) => rank(a) - rank(b) || a.car - b.car || a.lap - b.lap);
    for (const lap of wanted) {
      if (plan.rows + lap.samples > limit) plan.leftOut++;
      else {
        plan.chosen.push({session: id, lap});
        plan.rows += lap.samples;
      }
    }
  }
  return plan;
}

function lapsOfKind(laps: readonly LapRow[], kind: Kind): LapRow[] {
  if (kind === "all") return [...laps];
  if (kind === "complete") return laps.filter((lap) => lap.complete);
  const {personal} = new BestTimes(laps.filter((lap) => lap.file));
  return laps.filter((lap) => lap.file && countsForBests(lap) && lap.lapTimeMs === personal.get(lap.car)?.lapTimeMs);
}
