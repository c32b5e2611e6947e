import {pieceTimes} from "../laps/partition.js";
import {type CornerPhase, phasesOf} from "../laps/phases.js";
import {median} from "../signal/robust.js";
import type {AnalysedLap, Comparison} from "./analysedLap.js";
import {pairingsOf} from "./effects.js";

/** Time of each phase of a corner, lap − reference, s. */
export type PhaseTimes = Partial<Record<CornerPhase, number>>;

/**
 * In which phases of a corner's piece laps differ: the median of all pairings, s, of one pair the parts of its difference. All laps are
 * cut where the first reference lap is. Null for a straight, and where a lap has no times.
 */
export function phaseTimesOf(
  {corners}: Pick<Comparison, "corners">,
  piece: Comparison["pieces"][number],
  laps: readonly AnalysedLap[],
  references: readonly AnalysedLap[],
): PhaseTimes | null {
  const corner = piece.kind === "corner" && corners.find(({number}) => number === piece.number);
  if (!corner || laps.length === 0 || references.length === 0) return null;
  const spans = phasesOf(piece, corner, references[0].grid);
  const times = (side: readonly AnalysedLap[]) => side.map(({grid}) => pieceTimes(grid, spans));
  const [own, other] = [times(laps), times(references)];
  const of = (side: readonly Float64Array[], k: number) => side.map((one) => one[k]);
  const medians = spans.map((_, k) => median(pairingsOf(of(own, k), of(other, k)).values));
  if (!medians.every(Number.isFinite)) return null;
  return Object.fromEntries(spans.map(({phase}, k) => [phase, medians[k]]));
}
