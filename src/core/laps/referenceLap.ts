import type {LapRow, SessionFile} from "../archive/types.js";
import {countsForBests} from "./bests.js";

export const REFERENCE_KINDS = ["teammate", "session best", "my best", "lap"] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** A lap that others are compared with, and why it was chosen. */
export interface ReferenceChoice {
  kind: ReferenceKind;
  lap: LapRow;
  /** for the user: "session best of Ada, 0.412 s faster than your best" */
  why: string;
}

/** Whether a lap can be compared: whole, from line to line, with samples, without a visit to the pits. */
export function isComparable({complete, file, pit, lapTimeMs}: LapRow): boolean {
  return complete && file !== null && !pit && lapTimeMs !== null;
}

/**
 * The reference for a driver's laps. Without a wish: the teammate's best lap where it is faster (the same car), else the session's best
 * lap where that is another driver's, else the driver's own best. Null where the wish can't be met.
 */
export function chooseReference(
  {drivers}: Pick<SessionFile, "drivers">,
  laps: readonly LapRow[],
  car: number,
  wish?: Exclude<ReferenceKind, "lap">,
): ReferenceChoice | null {
  const counting = laps
    .filter((lap) => isComparable(lap) && countsForBests(lap))
    .sort((a, b) => a.lapTimeMs! - b.lapTimeMs!);
  const own = counting.find((lap) => lap.car === car);
  const team = drivers.find((driver) => driver.car === car)?.team;
  const isMate = (other: number) =>
    other !== car && team && drivers.find((driver) => driver.car === other)?.team === team;
  const mate = counting.find((lap) => isMate(lap.car));
  const [best] = counting;
  const isFaster = (lap: LapRow) => !own || lap.lapTimeMs! < own.lapTimeMs!;
  const choice = (kind: ReferenceKind, lap: LapRow | undefined, what: string): ReferenceChoice | null =>
    lap
      ? {kind, lap, why: `${what}${lap === own || !own ? "" : `, ${apart(lap.lapTimeMs! - own.lapTimeMs!)} your best`}`}
      : null;
  const sessionBest = () =>
    choice(
      "session best",
      best,
      best?.car === car ? "your best lap, the session's fastest" : `session best, of ${best?.driver}`,
    );
  if (wish === "teammate" || (!wish && mate && isFaster(mate)))
    return choice("teammate", mate, `best lap of ${mate?.driver}, who drives the same car`);
  if (wish === "session best" || (!wish && best && best.car !== car)) return sessionBest();
  return choice("my best", own, "your best lap");
}

function apart(ms: number): string {
  return ms === 0 ? "as fast as" : `${(Math.abs(ms) / 1000).toFixed(3)} s ${ms < 0 ? "faster" : "slower"} than`;
}
