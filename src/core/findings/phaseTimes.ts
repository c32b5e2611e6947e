import {pieceTimes, type TrackPiece} from "../laps/partition.js";
import {type CornerPhase, type PhaseSpan, phasesOf} from "../laps/phases.js";
import {variance} from "../signal/moments.js";
import {median} from "../signal/robust.js";
import type {AnalysedLap, Comparison} from "./analysedLap.js";
import {effectsOf, type Pairings, pairingsOf} from "./effects.js";

/** Time of each phase of a corner, lap − reference, s. */
export type PhaseTimes = Partial<Record<CornerPhase, number>>;

/** What was moved from or to another place, in all pairings; in the sign of the piece. */
export interface CarriedPairings {
  name: string;
  beganHere: boolean;
  part: Pairings;
}

/** The laps judged in a piece, and the pairings of their times there. */
export interface PiecePairings {
  own: readonly AnalysedLap[];
  others: readonly AnalysedLap[];
  passed: Pairings;
  /** with losses moved to where they began */
  total: Pairings;
  carried: readonly CarriedPairings[];
}

/** A phase of a corner in all pairings. */
export interface PhasePairings extends PiecePairings {
  span: PhaseSpan;
}

/**
 * The phases of a corner in all pairings of laps, cut where the first reference lap is. What began here and passed later is the last
 * phase's, what passed here and began elsewhere the first phase's. Medians of parts are not parts of a median: they are adjusted to add
 * up to the corner's, each by its share of the variance (least squares; of one pair nothing is to adjust). Empty for a straight, and
 * where a lap has no times.
 */
export function phasePairings(
  {corners}: Pick<Comparison, "corners">,
  piece: TrackPiece,
  {own, others, passed, total, carried}: PiecePairings,
): PhasePairings[] {
  const corner = piece.kind === "corner" && corners.find(({number}) => number === piece.number);
  if (!corner || own.length === 0 || others.length === 0) return [];
  const spans = phasesOf(piece, corner, others[0].grid);
  const [mine, theirs] = [own, others].map((side) => side.map(({grid}) => pieceTimes(grid, spans)));
  const of = (side: readonly Float64Array[], k: number) => side.map((one) => one[k]);
  const parts = spans.map((_, k) => pairingsOf(of(mine, k), of(theirs, k)));
  if (!parts.every(({values}) => values.every(Number.isFinite))) return [];
  const last = spans.length - 1;
  const moved = spans.map((_, k) => carried.filter(({beganHere}) => k === (beganHere ? last : 0)));
  const totals = parts.map((part, k) => moved[k].reduce((sum, one) => plus(sum, one.part.values), part));
  const [asPassed, withMoved] = [adjusted(parts, passed), adjusted(totals, total)];
  return spans.map((span, k) => ({span, own, others, passed: asPassed[k], total: withMoved[k], carried: moved[k]}));
}

/** The times of phases as they passed, s. Null without phases. */
export function phaseTimesOf(phases: readonly PhasePairings[]): PhaseTimes | null {
  return phases.length ? Object.fromEntries(phases.map(({span, passed}) => [span.phase, median(passed.values)])) : null;
}

/** Shifts parts so that their medians add up to that of the whole. */
function adjusted(parts: readonly Pairings[], whole: Pairings): Pairings[] {
  const missing = parts.reduce((rest, {values}) => rest - median(values), median(whole.values));
  const spreads = parts.map((part) => variance(effectsOf(part).own) || 0);
  const sum = spreads.reduce((a, b) => a + b, 0);
  return parts.map((part, k) => {
    const shift = missing * (sum > 0 ? spreads[k] / sum : 1 / parts.length);
    return plus(
      part,
      part.values.map(() => shift),
    );
  });
}

function plus(part: Pairings, values: Float64Array): Pairings {
  return {...part, values: part.values.map((value, i) => value + values[i])};
}
