import {holmAdjusted} from "../signal/holm.js";
import {median} from "../signal/robust.js";
import {type Comparison, timeFloor} from "./analysedLap.js";
import {carriedParts, evidenceOf, makeFinding, placeOfPiece, typicalLaps} from "./draft.js";
import type {Finding} from "./finding.js";
import {judgePairings} from "./pairings.js";
import type {PhasePairings} from "./phaseTimes.js";
import {reasonOf} from "./reasons.js";
import {signedSeconds, withinNoise} from "./words.js";

const DRIVER_RULE = {id: "driver-phase", version: 1};
const LAP_RULE = {id: "lap-phase", version: 1};
const LEVEL = 0.95;

/**
 * In which phases of a corner the time goes that a driver loses or gains there lap after lap: one finding for each phase, by the rule of
 * the corner itself and with Holm's correction for the number of phases. Only asked where the corner's time is found: else one of many
 * phases would differ by chance. Their values add up to the corner's.
 */
export function driverPhases(
  comparison: Comparison,
  piece: Comparison["pieces"][number],
  phases: readonly PhasePairings[],
): Finding[] {
  const verdicts = phases.map(({span, own, others, total}) => {
    const floors = own.flatMap((lap) => others.map((other) => timeFloor(lap, other, span)));
    return judgePairings(total, median(floors));
  });
  const adjusted = holmAdjusted(verdicts.map(({chance}) => chance));
  return phases.map(({span, own, others, passed, total, carried}, k) => {
    const verdict = verdicts[k];
    const {laps, references, pairings, sameSign, median: value, interval, noiseFloor, chance, resolves, more} = verdict;
    const isRepeated = verdict.answer === "found";
    const isFound = isRepeated && adjusted[k] < 1 - LEVEL;
    const place = {...placeOfPiece(comparison, piece), ...span};
    const byChance = `${signedSeconds(value)}, but of ${phases.length} phases one may differ so much by chance`;
    return makeFinding(comparison, {
      ...{rule: DRIVER_RULE, kind: "phase", measure: "time", about: "driver", place},
      ...{value, measured: median(passed.values), interval, noiseFloor, chance, resolves, more},
      status: isFound ? "found" : "not resolved",
      reason: isFound ? null : isRepeated ? byChance : reasonOf("time", verdict),
      n: {laps, referenceLaps: references, pairings, sameSign, leftOut: comparison.laps.length - own.length},
      carried: carriedParts(carried),
      evidence: typicalLaps(total, own, others).map((lap) => evidenceOf(lap, place)),
    });
  });
}

/** In which phases one lap differs from one reference lap; they add up to the corner's difference. */
export function lapPhases(
  comparison: Comparison,
  piece: Comparison["pieces"][number],
  phases: readonly PhasePairings[],
): Finding[] {
  return phases.map(({span, own, others, passed, total, carried}) => {
    const [value] = total.values;
    const noiseFloor = timeFloor(own[0], others[0], span);
    const isFound = Math.abs(value) > noiseFloor;
    const place = {...placeOfPiece(comparison, piece), ...span};
    return makeFinding(comparison, {
      ...{
        rule: LAP_RULE,
        kind: "phase",
        measure: "time",
        about: "lap",
        place,
        value,
        measured: passed.values[0],
        noiseFloor,
      },
      status: isFound ? "found" : "not resolved",
      reason: isFound ? null : withinNoise("time", value, noiseFloor),
      interval: [value - noiseFloor, value + noiseFloor],
      resolves: noiseFloor,
      n: {laps: 1, referenceLaps: 1, pairings: 1, sameSign: 1, leftOut: 0},
      carried: carriedParts(carried, 0),
      evidence: [own[0], others[0]].map((lap) => evidenceOf(lap, place)),
    });
  });
}
