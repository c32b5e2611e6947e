import type {LapRow} from "../archive/types.js";
import {countsForBests} from "../laps/bests.js";

/** Laps with a time, the fastest that counts for bests first; laps that don't count come last. The first one gives a session its line. */
export function bestFirst(laps: readonly LapRow[]): LapRow[] {
  return laps
    .filter(({lapTimeMs}) => lapTimeMs !== null)
    .sort((a, b) => Number(countsForBests(b)) - Number(countsForBests(a)) || a.lapTimeMs! - b.lapTimeMs!);
}
