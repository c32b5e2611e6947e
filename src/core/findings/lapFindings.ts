import {type AnalysedLap, type Comparison, timeFloor} from "./analysedLap.js";
import {carriedLosses} from "./carriedLosses.js";
import {DIFFERENCES} from "./differences.js";
import {evidenceOf, makeFinding, placeOfLap, placeOfPiece} from "./draft.js";
import type {CarriedPart, Finding, FindingPlace} from "./finding.js";
import {sizeText} from "./words.js";

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
  const findings = [
    timeFinding(
      comparison,
      placeOfLap(comparison),
      (own.grid.lapTimeS ?? Number.NaN) - (reference.grid.lapTimeS ?? Number.NaN),
      LAP_FLOOR,
      [],
    ),
  ];
  for (const [p, piece] of pieces.entries()) {
    const carried = moves.flatMap(({from, to, seconds}): CarriedPart[] =>
      from === p ? [{seconds: -seconds, name: pieces[to].name}] : to === p ? [{seconds, name: pieces[from].name}] : [],
    );
    const passed = own.times[p] - reference.times[p];
    const time = timeFinding(
      comparison,
      placeOfPiece(comparison, piece),
      passed,
      timeFloor(own, reference, piece),
      carried,
    );
    findings.push(time);
    if (time.status === "found") findings.push(...differencesIn(comparison, own, reference, time.place));
  }
  return findings;
}

function timeFinding(
  comparison: Comparison,
  place: FindingPlace,
  measured: number,
  noiseFloor: number,
  carried: CarriedPart[],
): Finding {
  if (!Number.isFinite(measured)) {
    const reason = "one of the laps has no samples here";
    return makeFinding(comparison, {
      ...{rule: TIME_RULE, kind: "time", measure: "time", about: "lap", place},
      status: "unavailable",
      reason,
    });
  }
  const value = measured + carried.reduce((sum, {seconds}) => sum + seconds, 0);
  const isFound = Math.abs(value) > noiseFloor;
  return makeFinding(comparison, {
    ...{
      rule: TIME_RULE,
      kind: "time",
      measure: "time",
      about: "lap",
      place,
      value,
      measured,
      noiseFloor,
      carried,
      n: ONE,
    },
    status: isFound ? "found" : "not resolved",
    reason: isFound
      ? null
      : `${value < 0 ? "−" : "+"}${sizeText("time", value)} is within the ±${sizeText("time", noiseFloor)} that these recordings resolve`,
    interval: [value - noiseFloor, value + noiseFloor],
    resolves: noiseFloor,
    evidence: [comparison.laps[0], comparison.references[0]].map((lap) => evidenceOf(lap, place)),
  });
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
