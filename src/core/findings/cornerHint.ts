import {median, medianAbsoluteDeviation} from "../signal/robust.js";
import type {AnalysedLap} from "./analysedLap.js";
import {DIFFERENCES, lapsIn} from "./differences.js";
import {pairingsOf} from "./effects.js";
import type {FindingPlace} from "./finding.js";
import {shortText, sizeText} from "./words.js";

/** The laps whose time in a corner is found, without a difference that is. */
export interface HintLaps {
  laps: readonly AnalysedLap[];
  references: readonly AnalysedLap[];
  /** of the driver, for the usual spread */
  all: readonly AnalysedLap[];
}

/**
 * Where a corner's time is found and nothing that differs there is: what differs most, in units of the driver's usual spread or of what
 * the recordings resolve, whichever is more. A hint, no finding. Null where no measure is known.
 */
export function cornerHint(
  place: Pick<FindingPlace, "fromM" | "toM">,
  {laps, references, all}: HintLaps,
): string | null {
  const found = DIFFERENCES.flatMap((difference) => {
    const [own, others, usual] = [laps, references, all].map((side) => lapsIn(side, place, difference));
    if (own.length === 0 || others.length === 0) return [];
    const values = (side: typeof own) => side.map(({corner}) => difference.of(corner)!);
    const value = median(pairingsOf(values(own), values(others)).values);
    const spread = usual.length > 2 ? medianAbsoluteDeviation(values(usual)) : 0;
    const limit = Math.max(spread, difference.floor(own[0], others[0]));
    return limit > 0 && value !== 0 ? [{measure: difference.measure, value, limit, size: Math.abs(value) / limit}] : [];
  });
  if (found.length === 0) return null;
  const {measure, value, limit} = found.reduce((most, one) => (one.size > most.size ? one : most));
  if (Math.abs(value) < limit)
    return "no single cause stands out: nothing measured differs by more than from lap to lap";
  const words = shortText({measure, value});
  return `no single cause stands out; a hint: ${words}, where ±${sizeText(measure, limit)} is usual from lap to lap`;
}
