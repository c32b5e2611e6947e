import {random} from "../signal/random.js";
import type {AnalysedLap, Comparison} from "./analysedLap.js";
import {apexGripOf} from "./apexGrip.js";
import {evidenceOf, makeFinding, placeOfLap} from "./draft.js";
import {pairingsOf} from "./effects.js";
import type {Estimate, Finding} from "./finding.js";
import {judgePairings, LEAST_LAPS} from "./pairings.js";

const RULE = {id: "apex-grip-change", version: 1};
const SHUFFLES = 999;
const LEVEL = 0.95;

/**
 * The lap from which on a driver's corners have more or less grip than before, if there is one: the step that fits his laps best, better
 * than a steady drift, and better than 95 % of the best steps of the same laps in random order (the choice of the lap is part of the test).
 */
export function gripChange(comparison: Comparison): Finding[] {
  const {laps, references} = comparison;
  const {session, car} = laps[0];
  const own = [...laps, ...references.filter((lap) => lap.session === session && lap.car === car)].sort(
    (a, b) => a.lap - b.lap,
  );
  const grip = apexGripOf(own);
  const values = grip.laps;
  if (own.length < 2 * LEAST_LAPS || values.some(Number.isNaN)) return [];
  const best = bestStep(values);
  if (best.left >= residualOfLine(values)) return [];
  const source = random(1, own.length);
  const shuffled = values.slice();
  let better = 0;
  for (let k = 0; k < SHUFFLES; k++) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(source.next() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    if (bestStep(shuffled).left <= best.left) better++;
  }
  const chance = (better + 1) / (SHUFFLES + 1);
  const shares = values.map(Math.expm1);
  const verdict = judgePairings(pairingsOf(shares.slice(best.at), shares.slice(0, best.at)), grip.floor);
  if (chance >= 1 - LEVEL || verdict.answer !== "found") return [];
  const [before, after]: AnalysedLap[][] = [own.slice(0, best.at), own.slice(best.at)];
  const place = placeOfLap(comparison);
  const {median: value, interval, noiseFloor, resolves, pairings, sameSign} = verdict;
  const change = {rule: RULE, kind: "change", measure: "apex grip", about: "driver"} as const;
  return [
    makeFinding(
      {...comparison, laps: after, references: before, why: "the same driver's laps before"},
      {
        ...{...change, place, value, interval, noiseFloor, resolves, chance},
        n: {laps: after.length, referenceLaps: before.length, pairings, sameSign, leftOut: 0},
        estimate: lapTimeChange(before, after),
        evidence: [before[before.length - 1], after[0]].map((lap) => evidenceOf(lap, place)),
        limitations: [`from the minimum speeds of ${grip.corners} corners: the laps do not say what changed`],
      },
    ),
  ];
}

function lapTimeChange(before: readonly AnalysedLap[], after: readonly AnalysedLap[]): Estimate | null {
  const times = (laps: readonly AnalysedLap[]) => laps.map(({grid}) => grid.lapTimeS ?? Number.NaN);
  const {median: seconds, interval} = judgePairings(pairingsOf(times(after), times(before)), 0);
  return Number.isFinite(seconds)
    ? {seconds, interval, method: "difference of the lap times, whatever its reason"}
    : null;
}

/** The split with the least sum of squares about the means of both parts, of at least three laps each. */
function bestStep(values: Float64Array): {at: number; left: number} {
  const best = {at: LEAST_LAPS, left: Infinity};
  for (let at = LEAST_LAPS; at <= values.length - LEAST_LAPS; at++) {
    const left = squaresAbout(values, 0, at) + squaresAbout(values, at, values.length);
    if (left < best.left) Object.assign(best, {at, left});
  }
  return best;
}

function squaresAbout(values: Float64Array, from: number, to: number): number {
  let [sum, squares] = [0, 0];
  for (let i = from; i < to; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  return squares - sum ** 2 / (to - from);
}

/** Sum of squares that a steady drift leaves. */
function residualOfLine(values: Float64Array): number {
  const n = values.length;
  const middle = (n - 1) / 2;
  let [cross, across] = [0, 0];
  for (let i = 0; i < n; i++) {
    cross += (i - middle) * values[i];
    across += (i - middle) ** 2;
  }
  return squaresAbout(values, 0, n) - cross ** 2 / across;
}
