import {type BestTimes, countsForBests, type LapSplits, type Split} from "./bests.js";

/** How timing screens colour a time: purple, session best; green, personal best; yellow, slower. Null: no time, or it does not count. */
export type TimingClass = "best" | "personal" | "slower" | null;

/** The class of a time, ms, beside the best of its car and the best of the session. */
export function timingClass(ms: number | null, personalMs: number, sessionMs: number): TimingClass {
  if (ms === null || !(ms > 0)) return null;
  if (ms <= sessionMs) return "best";
  return ms <= personalMs ? "personal" : "slower";
}

/** The class of one of a lap's times among those of its session. */
export function lapTimingClass(lap: LapSplits, split: Split, {session, personal}: BestTimes): TimingClass {
  return countsForBests(lap) ? timingClass(lap[split], personal.get(lap.car)?.[split] ?? 0, session[split]) : null;
}
