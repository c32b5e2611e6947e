import {type AnalysedLap, type Comparison, timeFloor} from "./analysedLap.js";
import {carriedLosses} from "./carriedLosses.js";
import {DIFFERENCES} from "./differences.js";
import {carriedParts, evidenceOf, makeFinding, placeOfLap, placeOfPiece} from "./draft.js";
import type {Pairings} from "./effects.js";
import type {Finding, FindingPlace} from "./finding.js";
import {lapPhases} from "./phaseFindings.js";
import {type CarriedPairings, phasePairings, phaseTimesOf} from "./phaseTimes.js";
import {phaseText, withinNoise} from "./words.js";

const TIME_RULE = {id: "lap-time", version: 1};
const DIFFERENCE_RULE = {id: "lap-difference", version: 1};
const ONE = {laps: 1, referenceLaps: 1, pairings: 1, sameSign: 1, leftOut: 0};
/** Official times are whole milliseconds. */
const LAP_FLOOR = 0.001;

/**
 * What happened on one lap against one reference lap: its time in every piece, which adds up to the lap's difference, and what differs in
 * the corners whose time does. Nothing about the driver: one lap repeats nothing.
 */
export function lapFindings(comparison: Comparison): Finding[] {
  const {
    pieces,
    laps: [own],
    references: [reference],
  } = comparison;
  const moves = carriedLosses(own, reference, comparison);
  const lapTime = ({grid}: AnalysedLap) => grid.lapTimeS ?? Number.NaN;
  const whole = {place: placeOfLap(comparison), measured: lapTime(own) - lapTime(reference), noiseFloor: LAP_FLOOR};
  const findings = [timeFinding(comparison, {...whole, phases: null, carried: []})];
  for (const [p, piece] of pieces.entries()) {
    const carried = moves.flatMap(({from, to, seconds}): CarriedPairings[] => {
      if (from === p) return [{name: pieces[to].name, beganHere: false, part: onePair(-seconds)}];
      return to === p ? [{name: pieces[from].name, beganHere: true, part: onePair(seconds)}] : [];
    });
    const measured = own.times[p] - reference.times[p];
    const value = carried.reduce((sum, {part}) => sum + part.values[0], measured);
    const sides = {own: [own], others: [reference], passed: onePair(measured), total: onePair(value), carried};
    const parts = phasePairings(comparison, piece, sides);
    const noiseFloor = timeFloor(own, reference, piece);
    const isFound = Math.abs(value) > noiseFloor;
    const phases = isFound ? lapPhases(comparison, piece, parts) : [];
    const place = placeOfPiece(comparison, piece);
    findings.push(
      timeFinding(
        comparison,
        {...{place, measured, noiseFloor}, phases: phaseTimesOf(parts), carried: carriedParts(carried, 0)},
        phaseText(phases),
      ),
      ...phases,
    );
    if (isFound) findings.push(...differencesIn(comparison, own, reference, place));
  }
  return findings;
}

function onePair(value: number): Pairings {
  return {laps: 1, references: 1, values: Float64Array.of(value)};
}

type TimeOfPlace = {measured: number; noiseFloor: number} & Pick<Finding, "place" | "phases" | "carried">;

function timeFinding(comparison: Comparison, time: TimeOfPlace, phaseWords = ""): Finding {
  const {place, measured, noiseFloor, carried} = time;
  const claim = {rule: TIME_RULE, kind: "time" as const, measure: "time" as const, about: "lap" as const};
  if (!Number.isFinite(measured))
    return makeFinding(comparison, {
      ...claim,
      place,
      status: "unavailable",
      reason: "one of the laps has no samples here",
    });
  const value = measured + carried.reduce((sum, {seconds}) => sum + seconds, 0);
  const isFound = Math.abs(value) > noiseFloor;
  return makeFinding(
    comparison,
    {
      ...{...claim, ...time, value, n: ONE},
      status: isFound ? "found" : "not resolved",
      reason: isFound ? null : withinNoise("time", value, noiseFloor),
      interval: [value - noiseFloor, value + noiseFloor],
      resolves: noiseFloor,
      evidence: [comparison.laps[0], comparison.references[0]].map((lap) => evidenceOf(lap, place)),
    },
    phaseWords,
  );
}

function differencesIn(
  comparison: Comparison,
  own: AnalysedLap,
  reference: AnalysedLap,
  place: FindingPlace,
): Finding[] {
  const [mine, other] = [own, reference].map((lap) => {
    const corner = lap.measures.find(({fromM, toM}) => fromM === place.fromM && toM === place.toM);
    return corner && {lap, corner};
  });
  if (!mine || !other) return [];
  return DIFFERENCES.flatMap((difference): Finding[] => {
    const {measure, method} = difference;
    const [a, b] = [difference.of(mine.corner), difference.of(other.corner)];
    if (a === null || b === null || !Number.isFinite(a - b)) return [];
    const value = a - b;
    const noiseFloor = difference.floor(mine, other);
    if (!(Math.abs(value) > noiseFloor)) return [];
    const seconds = difference.estimate?.(mine, other) ?? Number.NaN;
    return [
      makeFinding(comparison, {
        ...{rule: DIFFERENCE_RULE, kind: "difference", measure, about: "lap", place, value, noiseFloor, n: ONE},
        interval: [value - noiseFloor, value + noiseFloor],
        resolves: noiseFloor,
        estimate: method && Number.isFinite(seconds) ? {seconds, interval: null, method} : null,
        evidence: [own, reference].map((lap) => evidenceOf(lap, place)),
      }),
    ];
  });
}
