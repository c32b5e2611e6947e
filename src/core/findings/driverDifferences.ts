import {holmAdjusted} from "../signal/holm.js";
import {median} from "../signal/robust.js";
import type {Comparison} from "./analysedLap.js";
import {DIFFERENCES, type Difference, type LapInCorner, lapsIn} from "./differences.js";
import {evidenceOf, makeFinding, ONE_REFERENCE, placeOfPiece, typicalLaps} from "./draft.js";
import {type Pairings, pairingsOf} from "./effects.js";
import type {Estimate, Finding, FindingPlace} from "./finding.js";
import {judgePairings, LEAST_LAPS, type PairingVerdict} from "./pairings.js";

const RULE = {id: "driver-difference", version: 1};
const LEVEL = 0.95;

interface Candidate {
  difference: Difference;
  place: FindingPlace;
  own: LapInCorner[];
  references: LapInCorner[];
  verdict: PairingVerdict;
}

/**
 * What a driver does differently in corners, lap after lap: where it is a habit, and either the corner's time is found too or the
 * difference is beyond chance among all corners and measures. Estimates of the time that it explains stand apart: they overlap.
 *
 * @param times findings of `driverTimes`
 */
export function driverDifferences(comparison: Comparison, times: readonly Finding[]): Finding[] {
  const costs = new Set(
    times.flatMap(({status, place}) => (status === "found" && place.kind === "corner" ? [place.fromM] : [])),
  );
  const candidates = DIFFERENCES.flatMap((difference) => candidatesOf(comparison, difference));
  const adjusted = holmAdjusted(candidates.map(({verdict}) => verdict.chance));
  return candidates.flatMap((candidate, k) => {
    const {place, verdict} = candidate;
    const isClaimed = verdict.answer === "found" && (costs.has(place.fromM) || adjusted[k] < 1 - LEVEL);
    return isClaimed ? [finding(comparison, candidate)] : [];
  });
}

function candidatesOf(comparison: Comparison, difference: Difference): Candidate[] {
  return comparison.pieces.flatMap((piece): Candidate[] => {
    const own = lapsIn(comparison.laps, piece, difference);
    const references = lapsIn(comparison.references, piece, difference);
    if (own.length < LEAST_LAPS || references.length === 0) return [];
    const values = (laps: readonly LapInCorner[]) => laps.map(({corner}) => difference.of(corner)!);
    const floors = pairs(own, references, difference.floor);
    const verdict = judgePairings(pairingsOf(values(own), values(references)), median(floors.values));
    return [{difference, place: placeOfPiece(comparison, piece), own, references, verdict}];
  });
}

function pairs(
  own: readonly LapInCorner[],
  references: readonly LapInCorner[],
  value: (own: LapInCorner, reference: LapInCorner) => number,
): Pairings {
  const values = Float64Array.from(own.flatMap((lap) => references.map((other) => value(lap, other))));
  return {laps: own.length, references: references.length, values};
}

function finding(comparison: Comparison, {difference, place, own, references, verdict}: Candidate): Finding {
  const {measure} = difference;
  const {
    laps,
    references: referenceLaps,
    pairings,
    sameSign,
    median: value,
    interval,
    noiseFloor,
    chance,
    resolves,
  } = verdict;
  const values = (side: readonly LapInCorner[]) => side.map(({corner}) => difference.of(corner)!);
  const typical = typicalLaps(
    pairingsOf(values(own), values(references)),
    own.map(({lap}) => lap),
    references.map(({lap}) => lap),
  );
  return makeFinding(comparison, {
    ...{rule: RULE, kind: "difference", measure, about: "driver", place},
    ...{value, interval, noiseFloor, chance, resolves},
    n: {laps, referenceLaps, pairings, sameSign, leftOut: 0},
    estimate: estimateOf(difference, own, references),
    evidence: typical.map((lap) => evidenceOf(lap, place)),
    limitations: referenceLaps === 1 ? [ONE_REFERENCE] : [],
  });
}

function estimateOf(
  {estimate, method}: Difference,
  own: readonly LapInCorner[],
  references: readonly LapInCorner[],
): Estimate | null {
  if (!estimate || !method) return null;
  const seconds = pairs(own, references, estimate);
  if (seconds.values.some((value) => !Number.isFinite(value))) return null;
  const {median: value, interval} = judgePairings(seconds, 0);
  return {seconds: value, interval: interval.every(Number.isFinite) ? interval : null, method};
}
