import {compareLaps, type LapComparison} from "../../laps/compareLaps.js";
import {deltaRate} from "../../laps/deltaRate.js";
import {median} from "../../signal/robust.js";
import type {AnalysedLap, Comparison} from "../analysedLap.js";
import {cornerHint} from "../cornerHint.js";
import type {Finding} from "../finding.js";
import {findingsAboutDriver, findingsAboutLaps} from "../findingsAbout.js";
import type {OpenedComparison} from "../openComparison.js";
import {LEAST_LAPS} from "../pairings.js";
import {nothingStandsOut} from "../summary.js";
import {type DebriefPart, debriefParts, type PlaceHint} from "./debriefParts.js";
import {openQuestions} from "./openQuestions.js";
import {againstBest, type DriverBest, driverBest, fastestLap} from "./theoreticalReference.js";
import {type WorkItem, worthWorkingOn} from "./workItems.js";

/** What a driver wants to know after a session: where the time went, whether it repeats, and what to do. */
export interface Debrief {
  opened: OpenedComparison;
  comparison: Comparison;
  /** the lap that is explained; null: all of the driver's laps together */
  lap: number | null;
  /** the pair of laps that charts and map show: of all laps together, the ones nearest to the median */
  shown: {own: AnalysedLap; reference: AnalysedLap; delta: LapComparison; rate: Float64Array};
  /** about the whole lap */
  total: Finding;
  /** those that lost most first */
  parts: DebriefPart[];
  /** lost in corners and straights where it repeats, s; null where there are too few laps to say */
  repeatingS: number | null;
  /** what the recordings cannot distinguish from no difference in a part of the lap, s */
  floorS: number | null;
  /** of the driver's laps; null without a whole lap */
  best: DriverBest | null;
  /** the reference is the driver's theoretical best */
  isAgainstBest: boolean;
  work: WorkItem[];
  /** where nothing more stands out, and above which size it would have */
  nothing: string;
  questions: string[];
}

export interface DebriefOptions {
  /** one of the comparison's laps; null for all of them. Left out: all, or where they are too few for a habit the fastest */
  lap?: number | null;
  /** against the driver's theoretical best */
  theoretical?: boolean;
  /** a lap that is no evidence of habits: invalid, or through the pits */
  aside?: number;
}

/** The debrief of a comparison that was opened. Throws `no lap 7` for a lap that the comparison does not have. */
export function debriefOf(opened: OpenedComparison, {lap, theoretical = false, aside}: DebriefOptions = {}): Debrief {
  const best = driverBest(opened.comparison, opened.corners.straights);
  const isAgainstBest = theoretical && best !== null;
  const comparison = isAgainstBest ? againstBest(opened.comparison, best) : opened.comparison;
  const {laps, references} = comparison;
  const counting = {...comparison, laps: laps.filter((one) => one.lap !== aside)};
  const habits = counting.laps.length < LEAST_LAPS ? [] : findingsAboutDriver(counting);
  const chosen = lap === undefined ? (habits.length ? null : fastestLap(laps).lap) : lap;
  const own = chosen === null ? undefined : laps.find((one) => one.lap === chosen);
  if (chosen !== null && !own) throw new RangeError(`no lap ${chosen}`);
  const reference = fastestLap(references);
  const about = own
    ? findingsAboutLaps({...comparison, laps: [own], references: [reference]})
    : habits.length
      ? habits
      : findingsAboutDriver(counting);
  const total = about[0];
  const hintOf =
    (subject: readonly AnalysedLap[]): PlaceHint =>
    (place) =>
      cornerHint(place, {laps: subject, references: own ? [reference] : references, all: counting.laps});
  const parts = debriefParts(about, habits, hintOf(own ? [own] : counting.laps));
  const floors = parts.flatMap(({time}) => time.noiseFloor ?? []);
  const shown = own ? {own, reference} : typicalPair(total, comparison);
  const delta = compareLaps(shown.own.grid, shown.reference.grid);
  const rate = deltaRate(delta.deltaS, shown.own.grid.stepM);
  return {
    ...{opened, comparison, lap: chosen, shown: {...shown, delta, rate}, total, parts},
    repeatingS: habits.length
      ? parts.reduce((sum, {status, time}) => sum + (status === "repeats" ? Math.max(0, time.value!) : 0), 0)
      : null,
    floorS: floors.length ? median(floors) : null,
    ...{best, isAgainstBest},
    work: worthWorkingOn(
      habits.length ? habits : about,
      isAgainstBest ? best : null,
      hintOf(habits.length || !own ? counting.laps : [own]),
    ),
    nothing: nothingStandsOut(habits.length ? habits : about),
    questions: openQuestions(habits.length ? habits : about, {opened, laps: counting.laps.length}),
  };
}

/** The laps nearest to the median difference. */
function typicalPair({evidence}: Finding, {laps, references}: Comparison): {own: AnalysedLap; reference: AnalysedLap} {
  const find = (side: readonly AnalysedLap[]) =>
    side.find((one) =>
      evidence.some(({session, car, lap}) => one.session === session && one.car === car && one.lap === lap),
    ) ?? fastestLap(side);
  return {own: find(laps), reference: find(references)};
}
