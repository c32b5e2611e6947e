import {blunderFences} from "../signal/blunderFence.js";
import {holmAdjusted} from "../signal/holm.js";
import {median} from "../signal/robust.js";
import {type AnalysedLap, type Comparison, OFFICIAL_FLOOR_S, timeFloor} from "./analysedLap.js";
import {allCarriedLosses, type CarriedLoss} from "./carriedLosses.js";
import {carriedParts, evidenceOf, makeFinding, ONE_REFERENCE, placeOfLap, placeOfPiece, typicalLaps} from "./draft.js";
import {type Pairings, pairingsOf} from "./effects.js";
import type {Finding, FindingPlace} from "./finding.js";
import {judgePairings, type PairingVerdict} from "./pairings.js";
import {driverPhases} from "./phaseFindings.js";
import {type PhaseTimes, type PiecePairings, phasePairings, phaseTimesOf} from "./phaseTimes.js";
import {reasonOf} from "./reasons.js";
import {phaseText} from "./words.js";

const RULE = {id: "driver-time", version: 1};
/** Of fewer laps it cannot be said which is a blunder. */
const LEAST_TO_FENCE = 5;
const LEVEL = 0.95;

/**
 * Where a driver loses or gains time lap after lap: a finding for the lap and one for every piece of it, in order, with the phases of
 * corners that are found. Losses of a slow exit
 * count where they began. Laps with an incident in a piece are left out there: a mistake is no habit.
 *
 * @param losses how losses are carried from a corner's exit
 */
export function driverTimes(comparison: Comparison, losses = allCarriedLosses(comparison)): Finding[] {
  const {pieces} = comparison;
  const judged = judgeTimes(comparison, losses);
  const adjusted = holmAdjusted(judged.map(({verdict}) => verdict.chance));
  const findings = judged.flatMap((one, p) => {
    const isFound = one.verdict.answer === "found";
    const limitations =
      isFound && adjusted[p] > 1 - LEVEL
        ? [`of ${pieces.length} places compared, each at 95 %, about one in twenty differs by chance`]
        : [];
    const parts = phasePairings(comparison, pieces[p], one);
    const phases = isFound ? driverPhases(comparison, pieces[p], parts) : [];
    return [
      finding(comparison, placeOfPiece(comparison, pieces[p]), one, {
        phases: phaseTimesOf(parts),
        limitations,
        phaseWords: phaseText(phases),
      }),
      ...phases,
    ];
  });
  const whole = finding(comparison, placeOfLap(comparison), judgeLap(comparison), {phases: null, limitations: []});
  return [whole, ...findings];
}

/** What the laps say about the time in every piece. */
export function judgeTimes(comparison: Comparison, losses: readonly CarriedLoss[]): Judged[] {
  return comparison.pieces.map((_, p) => judgePiece(comparison, losses, p));
}

interface Judged extends PiecePairings {
  verdict: PairingVerdict;
}

function judgeLap({laps, references}: Comparison): Judged {
  const time = ({grid}: AnalysedLap) => grid.lapTimeS ?? Number.NaN;
  const [own, others] = withoutBlunders(laps, references, time);
  const total = pairingsOf(own.map(time), others.map(time));
  const verdict = judgePairings(total, OFFICIAL_FLOOR_S);
  return {verdict, carried: [], own, others, passed: total, total};
}

function judgePiece({laps, references, pieces}: Comparison, losses: readonly CarriedLoss[], p: number): Judged {
  const [own, others] = withoutBlunders(laps, references, ({times}) => times[p]);
  const rows = own.map((lap) => laps.indexOf(lap));
  const columns = others.map((lap) => references.indexOf(lap));
  const pairings = (value: (i: number, j: number) => number): Pairings => ({
    laps: rows.length,
    references: columns.length,
    values: Float64Array.from(rows.flatMap((i) => columns.map((j) => value(i, j)))),
  });
  const carried = losses.flatMap(({from, to, seconds}) => {
    if (from !== p && to !== p) return [];
    const sign = to === p ? 1 : -1;
    return [
      {
        name: pieces[to === p ? from : to].name,
        beganHere: to === p,
        part: pairings((i, j) => sign * seconds[i * references.length + j]),
      },
    ];
  });
  const passed = pairings((i, j) => laps[i].times[p] - references[j].times[p]);
  const total = {
    ...passed,
    values: passed.values.map((value, k) => carried.reduce((sum, {part}) => sum + part.values[k], value)),
  };
  const floors = pairings((i, j) => timeFloor(laps[i], references[j], pieces[p]));
  return {
    verdict: judgePairings(total, median(floors.values)),
    ...{carried, own, others, passed, total},
  };
}

/** The laps that have a time, without those that had an incident. */
function withoutBlunders(
  laps: readonly AnalysedLap[],
  references: readonly AnalysedLap[],
  time: (lap: AnalysedLap) => number,
): AnalysedLap[][] {
  const groups = [laps, references].map((group) => group.filter((lap) => Number.isFinite(time(lap))));
  if (groups[0].length < LEAST_TO_FENCE) return groups;
  const fences = blunderFences(groups.map((group) => group.map(time)));
  return groups.map((group, g) =>
    group.length < LEAST_TO_FENCE ? group : group.filter((lap) => !(time(lap) > fences[g])),
  );
}

function finding(
  comparison: Comparison,
  place: FindingPlace,
  {verdict, passed, carried, own, others, total}: Judged,
  {phases, limitations, phaseWords = ""}: {phases: PhaseTimes | null; limitations: string[]; phaseWords?: string},
): Finding {
  const {laps, references, pairings, sameSign, median: value, interval, noiseFloor, chance} = verdict;
  const {resolves, more, answer} = verdict;
  const claim = {rule: RULE, kind: "time" as const, measure: "time" as const, about: "driver" as const, place};
  if (!Number.isFinite(value))
    return makeFinding(comparison, {...claim, status: "unavailable", reason: "no samples here"});
  const isFound = answer === "found";
  const isJudged = answer !== "tooFew";
  const [first, reference] = [comparison.laps[0], comparison.references[0]];
  const ownBest = references === 1 && first.session === reference.session && first.car === reference.car;
  const leftOut = comparison.laps.length - own.length;
  return makeFinding(
    comparison,
    {
      ...claim,
      status: isFound ? "found" : "not resolved",
      reason: isFound ? null : reasonOf("time", verdict, {ownBest}),
      more: ownBest && more?.of === "both" ? null : more,
      ...{value, measured: median(passed.values), phases, noiseFloor, carried: carriedParts(carried)},
      interval: isJudged ? interval : null,
      chance: isJudged ? chance : null,
      resolves: isJudged ? resolves : null,
      n: {laps, referenceLaps: references, pairings, sameSign, leftOut},
      evidence: typicalLaps(total, own, others).map((lap) => evidenceOf(lap, place)),
      limitations: [
        ...limitations,
        ...(leftOut
          ? [`${leftOut} of ${laps + leftOut} laps left out: much slower here than the others, which is no habit`]
          : []),
        ...(isFound && references === 1 ? [ONE_REFERENCE] : []),
      ],
    },
    phaseWords,
  );
}
