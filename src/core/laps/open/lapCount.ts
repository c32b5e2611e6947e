import type {ArchivedSession} from "../../archive/types.js";
import {groupBy} from "../../signal/groupBy.js";
import {isImposed, type JudgedLap, judgeLaps} from "../pace/judgeLaps.js";
import {isComparable} from "../referenceLap.js";
import {listedNumbers} from "./archivedLap.js";

/** A lap of a driver, and why an analysis does not count it; null: it counts. */
export interface LapUseReason {
  lap: number;
  because: string | null;
}

export interface LapCountOptions {
  /** the analysis counts laps that show the pace (see judgeLaps), else valid laps from line to line whose time no race imposed */
  paced?: boolean;
  /** laps that could not be placed on the line */
  refused?: readonly number[];
  /** laps that are the reference, with which the others are compared */
  references?: readonly number[];
}

/** What of a driver's laps an analysis counts, and for the others the first reason that applies. @param counted numbers of the laps that it counts */
export function lapReasons(
  {session, laps}: ArchivedSession,
  car: number,
  counted: Iterable<number>,
  {paced = true, refused = [], references = []}: LapCountOptions = {},
): LapUseReason[] {
  const counts = new Set(counted);
  const own = laps.filter((row) => row.car === car);
  return judgeLaps(own, session).map(({row, leftOut}) => {
    const because = (): string => {
      if (references.includes(row.lap)) return "the reference";
      const isAsked = leftOut === "no time" || leftOut === "pit lane" || leftOut === "not valid" || isImposed(leftOut);
      if (leftOut && (paced || isAsked)) return leftOut;
      if (!isComparable(row)) return "no samples from line to line";
      return refused.includes(row.lap) ? "not placed on the line" : "slower than those read";
    };
    return {lap: row.lap, because: counts.has(row.lap) ? null : because()};
  });
}

/** The same of an analysis of official times, which needs no samples. */
export function judgedReasons(laps: readonly JudgedLap[]): LapUseReason[] {
  return laps.map(({row, leftOut}) => ({lap: row.lap, because: leftOut}));
}

/**
 * The line about the laps that an analysis counts: "Counts 34 of 44 laps; not: pit lane 6 (1–3, 20–22), much slower 4 (7, 9, 11, 30)."
 *
 * @param numbers names the laps: of one session
 */
export function lapCountText(laps: readonly LapUseReason[], {numbers = true}: {numbers?: boolean} = {}): string {
  const left = laps.flatMap(({lap, because}) => (because === null ? [] : [{lap, because}]));
  const word = laps.length === 1 ? "lap" : "laps";
  if (left.length === 0) return `Counts ${laps.length > 1 ? "all " : ""}${laps.length} ${word}.`;
  const reasons = [...groupBy(left, ({because}) => because)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([because, own]) => `${because} ${own.length}${numbers ? ` (${listedNumbers(own.map(({lap}) => lap))})` : ""}`,
    );
  return `Counts ${laps.length - left.length} of ${laps.length} ${word}; not: ${reasons.join(", ")}.`;
}
