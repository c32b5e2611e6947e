import type {TrackPiece} from "../laps/partition.js";
import {median} from "../signal/robust.js";
import type {AnalysedLap, Comparison} from "./analysedLap.js";
import {effectsOf, type Pairings} from "./effects.js";
import {
  type CarriedPart,
  type Evidence,
  type Finding,
  type FindingPlace,
  findingId,
  type LapsOf,
  MEASURES,
} from "./finding.js";
import type {CarriedPairings} from "./phaseTimes.js";
import {textOf} from "./words.js";

type Draft = Pick<Finding, "rule" | "kind" | "measure" | "about" | "place"> &
  Partial<Omit<Finding, "id" | "text" | "unit" | "subject" | "reference">>;

/** Whose laps a finding is about, and what limits every claim about them. */
export type FindingSides = Pick<Finding, "subject" | "reference" | "limitations">;

/**
 * A finding about a comparison's laps from what is known of it: the rest is null or empty; id and text follow from the contents.
 *
 * @param phases of a corner's time, in words
 */
export function makeFinding({laps, references, why, limitations}: Comparison, draft: Draft, phases = ""): Finding {
  const sides = {subject: lapsOf(laps), reference: {...lapsOf(references), why}, limitations: [...limitations]};
  return completeFinding(sides, draft, (finding) => textOf(finding, phases));
}

/** A finding from what is known of it, see makeFinding, worded by `words`. */
export function completeFinding(
  {subject, reference, limitations}: FindingSides,
  draft: Draft,
  words: (finding: Finding) => string,
): Finding {
  const blank = {
    ...{status: "found" as const, reason: null, value: null, measured: null, interval: null, noiseFloor: null},
    ...{
      chance: null,
      resolves: null,
      more: null,
      estimate: null,
      phases: null,
      carried: [],
      groups: null,
      evidence: [],
    },
    n: {laps: subject.laps.length, referenceLaps: reference.laps.length, pairings: 0, sameSign: 0, leftOut: 0},
  };
  const finding = {
    ...{id: "", text: ""},
    ...blank,
    ...draft,
    ...{subject, reference, unit: MEASURES[draft.measure]},
    limitations: [...limitations, ...(draft.limitations ?? [])],
  };
  finding.id = findingId(finding);
  finding.text = words(finding);
  return finding;
}

export function placeOfLap({track, lengthM}: Comparison): FindingPlace {
  return {track, kind: "lap", number: null, name: "lap", phase: null, fromM: 0, toM: lengthM};
}

export function placeOfPiece({track}: Comparison, {kind, number, name, fromM, toM}: TrackPiece): FindingPlace {
  return {track, kind, number, name, phase: null, fromM, toM};
}

/** The stretch of a lap that shows a finding. */
export function evidenceOf(
  {session, car, lap}: AnalysedLap,
  {fromM, toM}: Pick<FindingPlace, "fromM" | "toM">,
): Evidence {
  return {session, car, lap, fromM, toM};
}

/** Limitation of a claim against one reference lap. */
export const ONE_REFERENCE = "against a single lap: another lap of that driver may differ";

/** Carried losses smaller than this are not mentioned for a driver, s. */
const LEAST_CARRIED = 0.0005;

/** The losses that were moved from or to a place: of several laps medians. */
export function carriedParts(carried: readonly CarriedPairings[], least = LEAST_CARRIED): CarriedPart[] {
  return carried
    .map(({name, part}) => ({name, seconds: median(part.values)}))
    .filter(({seconds}) => Math.abs(seconds) >= least);
}

/** The lap and the reference lap that are nearest to the median of all pairings. */
export function typicalLaps(
  pairings: Pairings,
  laps: readonly AnalysedLap[],
  references: readonly AnalysedLap[],
): AnalysedLap[] {
  const {own, reference} = effectsOf(pairings);
  const nearest = (side: readonly AnalysedLap[], parts: Float64Array) => {
    const middle = median(parts);
    const away = parts.map((part) => Math.abs(part - middle));
    return side.slice(away.indexOf(Math.min(...away)), away.indexOf(Math.min(...away)) + 1);
  };
  return [...nearest(laps, own), ...nearest(references, reference)];
}

function lapsOf(laps: readonly AnalysedLap[]): LapsOf {
  const {session, car, driver} = laps[0];
  return {session, car, driver, laps: laps.map(({lap}) => lap)};
}
