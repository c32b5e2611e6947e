import type {AnalysedLap, Comparison} from "./analysedLap.js";
import {apexGripOf} from "./apexGrip.js";
import {evidenceOf, makeFinding, placeOfLap} from "./draft.js";
import {pairingsOf} from "./effects.js";
import type {Estimate, Finding} from "./finding.js";
import {judgePairings, LEAST_LAPS} from "./pairings.js";
import {earlyShift, shiftSpeedOf} from "./upshifts.js";

const SHIFT_RULE = {id: "shift-speed", version: 1};
const GRIP_RULE = {id: "apex-grip", version: 1};
/** An engine speed is known to so many rad/s (100 rpm): it changes that much between two samples. */
const SHIFT_FLOOR = (100 * 2 * Math.PI) / 60;

/** What a driver does differently all round the lap, lap after lap: where he shifts up, and the grip that he uses in corners. */
export function driverHabits(comparison: Comparison): Finding[] {
  const {laps, references} = comparison;
  const shifts = habit(
    comparison,
    SHIFT_RULE,
    "shift speed",
    laps.map(shiftSpeedOf),
    references.map(shiftSpeedOf),
    SHIFT_FLOOR,
    () => {
      const cost = earlyShift(laps, references);
      const method = "the laps with the reference's acceleration at full throttle where the gears differ";
      return cost ? {...cost, method} : null;
    },
  );
  const grip = apexGripOf([...laps, ...references]);
  const shares = grip.laps.map(Math.expm1);
  const grips = habit(
    comparison,
    GRIP_RULE,
    "apex grip",
    shares.slice(0, laps.length),
    shares.slice(laps.length),
    grip.floor,
    () => null,
    [`from the minimum speeds of ${grip.corners} corners: another line changes it too`],
  );
  return [...shifts, ...grips];
}

function habit(
  comparison: Comparison,
  rule: Finding["rule"],
  measure: "shift speed" | "apex grip",
  own: ArrayLike<number>,
  other: ArrayLike<number>,
  noiseFloor: number,
  estimate: () => Estimate | null,
  limitations: string[] = [],
): Finding[] {
  const known = (laps: readonly AnalysedLap[], values: ArrayLike<number>) =>
    laps.flatMap((lap, i) => (Number.isFinite(values[i]) ? [{lap, value: values[i]}] : []));
  const [mine, others] = [known(comparison.laps, own), known(comparison.references, other)];
  if (mine.length < LEAST_LAPS || others.length === 0) return [];
  const values = (side: typeof mine) => side.map(({value}) => value);
  const verdict = judgePairings(pairingsOf(values(mine), values(others)), noiseFloor);
  if (verdict.answer !== "found") return [];
  const {median: value, interval, chance, resolves, laps, references: referenceLaps, pairings, sameSign} = verdict;
  const place = placeOfLap(comparison);
  return [
    makeFinding(comparison, {
      ...{rule, kind: "difference", measure, about: "driver", place, value, interval, noiseFloor, chance, resolves},
      n: {laps, referenceLaps, pairings, sameSign, leftOut: 0},
      estimate: estimate(),
      limitations,
      evidence: [...mine, ...others].slice(0, 8).map(({lap}) => evidenceOf(lap, place)),
    }),
  ];
}
