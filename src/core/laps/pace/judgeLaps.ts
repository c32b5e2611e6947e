import type {LapRow, SessionFile} from "../../archive/types.js";
import {blunderFences} from "../../signal/blunderFence.js";
import {groupBy} from "../../signal/groupBy.js";
import {isRace} from "../gaps.js";
import {type Neutralised, neutralisedPeriods} from "./neutralised.js";
import {pitRuns} from "./pitRuns.js";

/** Why a lap does not show the pace of its driver. */
export type LeftOut =
  | "no time"
  | "not valid"
  | "pit lane"
  | "start of the race"
  | Neutralised["kind"]
  | "flashback"
  | "much slower";

/** Whether the race imposed a lap's time: its start from standstill, or a neutralisation. The driver could not have driven it faster. */
export function isImposed(reason: LeftOut | null): boolean {
  return ["start of the race", "safety car", "virtual safety car", "red flag"].includes(reason ?? "");
}

export interface JudgedLap {
  row: LapRow;
  /** null: the lap counts */
  leftOut: LeftOut | null;
  /** what neutralised a part of the lap, also where another reason came first */
  neutralised: Neutralised["kind"] | null;
}

export type PaceFacts = Pick<SessionFile, "type" | "events" | "flashbacks" | "stints" | "playerCar">;

/**
 * Which laps show their drivers' pace. Left out, by the first rule that applies: laps without an official time; laps that
 * touched the pit lane (in and out laps); laps that the game made invalid; a race's first lap; laps driven partly behind a safety car, virtual safety car
 * or under a red flag; the player's laps with a flashback; and laps beyond the blunder fence among the laps that are left of the same car on
 * the same kind of tyre. Laps whose place in the session's time is not known are not judged by its events.
 */
export function judgeLaps(laps: readonly LapRow[], facts: PaceFacts): JudgedLap[] {
  const periods = neutralisedPeriods(facts.events);
  const inPits = new Set<string>();
  for (const car of new Set(laps.map((row) => row.car))) {
    const own = laps.filter((row) => row.car === car);
    const stints = facts.stints.filter((stint) => stint.car === car);
    for (const {firstLap, lastLap} of pitRuns(own, stints))
      for (let lap = firstLap; lap <= lastLap; lap++) inPits.add(`${car} ${lap}`);
  }
  const judge = (row: LapRow): JudgedLap => {
    const [from, to] = [row.startTime ?? Number.NaN, row.endTime ?? Number.NaN];
    const neutralised = periods.find((p) => p.from < to && p.to > from)?.kind ?? null;
    const rewound = facts.flashbacks.some(({toTime}) => toTime >= from && toTime <= to);
    const reason = (): LeftOut | null => {
      if (!((row.lapTimeMs ?? 0) > 0)) return "no time";
      if (inPits.has(`${row.car} ${row.lap}`)) return "pit lane";
      if (!row.valid) return "not valid";
      if (row.lap === 1 && isRace(facts.type)) return "start of the race";
      return neutralised ?? (row.car === facts.playerCar && rewound ? "flashback" : null);
    };
    return {row, leftOut: reason(), neutralised};
  };
  return withoutBlunders(laps.map(judge));
}

function withoutBlunders(judged: JudgedLap[]): JudgedLap[] {
  const groups = groupBy(
    judged.filter(({leftOut}) => !leftOut),
    ({row}) => `${row.car} ${row.tyreCompound}`,
  );
  const byCar = groupBy(groups.values(), (group) => group[0].row.car);
  for (const own of byCar.values()) {
    const fences = blunderFences(own.map((group) => group.map(({row}) => row.lapTimeMs!)));
    const known = fences.filter((_, g) => own[g][0].row.tyreCompound !== null);
    own.forEach((group, g) => {
      // of unknown tyres a lap may be alone: it is judged like those of the slowest known ones
      if (group[0].row.tyreCompound === null && known.length > 0) fences[g] = Math.max(...known);
      for (const lap of group) if (lap.row.lapTimeMs! > fences[g]) lap.leftOut = "much slower";
    });
  }
  return judged;
}
