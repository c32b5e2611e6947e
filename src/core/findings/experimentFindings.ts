import {type LapName, parseLapNames} from "../laps/open/archivedLap.js";
import {mean} from "../signal/moments.js";
import {completeFinding} from "./draft.js";
import {
  type Experiment,
  type ExperimentLap,
  type ExperimentOptions,
  type ExperimentResult,
  runExperiment,
} from "./experiment.js";
import type {PlacedMeasure} from "./experimentLaps.js";
import {experimentNumbers, experimentText, isHint} from "./experimentWords.js";
import {type Finding, type GroupTest, type LapsOf, MOST_EVIDENCE} from "./finding.js";
import {moreText} from "./reasons.js";
import {withinNoise} from "./words.js";

const RULE = {id: "experiment", version: 1};

/** A group of laps of one car, named SESSION:CAR:LAP. */
export interface ExperimentGroup extends Pick<LapsOf, "session" | "car" | "driver"> {
  laps: readonly ExperimentLap[];
}

export interface ExperimentFindings extends Pick<Experiment, "leftOut" | "limitations"> {
  /** one of each measure, in their order; `limitations` is part of each. Evidence: laps of B, then of A, the most typical first */
  findings: Finding[];
}

/**
 * Compares two groups of laps, see runExperiment, as findings: B is the subject and A the reference, so that a positive time is a loss of
 * B. Found is a difference by Holm over all measures that exceeds the noise floor.
 */
export function experimentFindings(
  [a, b]: readonly [ExperimentGroup, ExperimentGroup],
  measures: readonly PlacedMeasure[],
  options: ExperimentOptions = {},
): ExperimentFindings {
  const {results, leftOut, limitations} = runExperiment(a.laps, b.laps, measures, options);
  const counted = [a, b].map(({laps}, g) => laps.filter(({name}) => !leftOut[g].includes(name)));
  const [reference, subject] = [a, b].map((group, g) => lapsOf(group, counted[g]));
  const sides = {subject, reference: {...reference, why: "group A of the experiment"}, limitations};
  const findings = results.map((result, i) => {
    const placed = measures[i];
    const {measure, place, noiseFloor} = placed;
    const {welch, n, adjustedP, detectable} = result;
    const groups = groupTest(result);
    const more = moreLaps(result);
    const isFound = groups?.answer === "difference" && Math.abs(welch!.difference) > noiseFloor;
    return completeFinding(
      sides,
      {
        ...{rule: RULE, kind: "experiment", about: "group", measure, place, groups, more},
        status: isFound ? "found" : groups ? "not resolved" : "unavailable",
        reason: isFound ? null : reasonOf(result, placed, more, measures.length),
        value: welch?.difference ?? null,
        interval: welch && [welch.low, welch.high],
        noiseFloor: Number.isFinite(noiseFloor) ? noiseFloor : null,
        n: {laps: n[1], referenceLaps: n[0], pairings: 0, sameSign: 0, leftOut: leftOut.flat().length},
        chance: Number.isFinite(adjustedP) ? adjustedP : null,
        resolves: welch && Number.isFinite(detectable) ? detectable : null,
        evidence: counted
          .toReversed()
          .flatMap((laps) => typicalFirst(laps, placed.name).slice(0, MOST_EVIDENCE / 2))
          .map((lap) => ({...lap, fromM: place.fromM, toM: place.toM})),
        limitations: groups ? result.limitations : [],
      },
      experimentText,
    );
  });
  return {findings, leftOut, limitations};
}

function lapsOf({session, car, driver}: ExperimentGroup, laps: readonly ExperimentLap[]): LapsOf {
  return {session, car, driver, laps: laps.flatMap(({name}) => parseLapNames(name).map(({lap}) => lap))};
}

/** The laps that have the measure, those nearest to their mean first. */
function typicalFirst(laps: readonly ExperimentLap[], measure: string): LapName[] {
  const having = laps.filter(({values}) => Number.isFinite(values[measure]));
  const middle = mean(having.map(({values}) => values[measure]!));
  const away = ({values}: ExperimentLap) => Math.abs(values[measure]! - middle);
  return having.toSorted((x, y) => away(x) - away(y)).flatMap(({name}) => parseLapNames(name));
}

function groupTest({status, measure, welch, bootstrap, means, deviations}: ExperimentResult): GroupTest | null {
  if (!welch || status === "unavailable") return null;
  const {p, df, effect} = welch;
  const resampled: GroupTest["resampled"] = bootstrap && [bootstrap.low, bootstrap.high];
  return {answer: status, means, deviations, matters: measure.matters, resampled, p, df, effect};
}

/** How many more laps of each group would show what matters; null where that is no question, or no practical number would. */
function moreLaps({status, lapsNeeded, n}: ExperimentResult): Finding["more"] {
  if (status !== "underpowered" || !Number.isFinite(lapsNeeded)) return null;
  return {laps: Math.max(1, lapsNeeded - Math.min(...n)), of: "both"};
}

/** Why a result, one of so many that were tested, is not found. */
function reasonOf(result: ExperimentResult, placed: PlacedMeasure, more: Finding["more"], tested: number): string {
  const {status, welch, limitations} = result;
  const {measure, noiseFloor, missing} = placed;
  const {matters} = experimentNumbers({measure, groups: groupTest(result)});
  if (!welch) return [limitations.join("; "), ...(missing ? [missing] : [])].join(": ");
  if (status === "equal enough") return `no difference of ${matters} or more`;
  if (isHint({groups: {answer: status}, interval: [welch.low, welch.high]}))
    return `a hint: apart from 0 taken alone, not among ${tested} measures; ${moreText(more)}`;
  if (status === "underpowered") return `these laps cannot say whether they differ by ${matters}; ${moreText(more)}`;
  return Number.isFinite(noiseFloor)
    ? withinNoise(measure, welch.difference, noiseFloor)
    : "what the recordings resolve is not known here";
}
