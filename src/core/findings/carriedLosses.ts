import {gridAt} from "../laps/gridAt.js";
import {type AnalysedLap, type Comparison, speedOf} from "./analysedLap.js";
import {slowExitS, speedAt} from "./counterfactuals.js";

/** A loss that passed in one piece of the lap and began at the exit of a corner, or on the straight, before it; indices of pieces. */
export interface MovedLoss {
  from: number;
  to: number;
  seconds: number;
}

/** Exit speeds closer than this, m/s, are the same: games send whole km/h. */
const SAME_SPEED = 1 / 3.6;

/**
 * What a lap lost after the exits of its corners because it left them more slowly than the reference: on the following straight, and in
 * the next corner's approach until the first of both brakes. A lap that begins slowly on a straight carries that loss from there. Of the time lost there, at most what entering at the reference's speed would
 * have gained (`slowExitS`): the rest was lost on the straight itself.
 */
export function carriedLosses(
  own: AnalysedLap,
  reference: AnalysedLap,
  {pieces, lengthM}: Pick<Comparison, "pieces" | "lengthM">,
): MovedLoss[] {
  const [speed, other] = [speedOf(own.grid), speedOf(reference.grid)];
  if (!speed || !other) return [];
  const moves: MovedLoss[] = [];
  const delta = (metres: number) =>
    gridAt(own.grid, own.grid.time, metres) - gridAt(reference.grid, reference.grid.time, metres);
  for (let k = 0; k < pieces.length; k++) {
    const begins = k === 0 && pieces[k].kind === "straight";
    if (!(begins || pieces[k].kind === "corner") || k + 1 === pieces.length) continue;
    const exitM = begins ? 0 : pieces[k].toM;
    const next = pieces.findIndex(({kind}, i) => i > k && kind === "corner");
    const untilM = next < 0 ? lengthM : slowingM(own, reference, pieces[next]);
    const entry = speedAt({speed: other, stepM: reference.grid.stepM}, exitM);
    const grid = {speed, stepM: own.grid.stepM};
    if (!(untilM > exitM) || !(entry - speedAt(grid, exitM) > SAME_SPEED)) continue;
    const most = slowExitS(grid, exitM, untilM, entry);
    const lost = delta(untilM) - delta(exitM);
    if (!(most > 0 && lost > 0)) continue;
    const share = Math.min(1, most / lost);
    const last = next < 0 ? pieces.length - 1 : next;
    for (let i = k + 1; i <= last; i++) {
      const toM = Math.min(pieces[i].toM, untilM);
      const seconds = share * (delta(toM) - delta(pieces[i].fromM));
      if (toM > pieces[i].fromM && Number.isFinite(seconds)) moves.push({from: i, to: k, seconds});
    }
  }
  return moves;
}

/** The same loss in all pairings of laps. */
export interface CarriedLoss {
  from: number;
  to: number;
  /** of lap i against reference lap j at i × references + j, s */
  seconds: Float64Array;
}

/** The carried losses of all pairings, by the pieces between which they are moved. */
export function allCarriedLosses(comparison: Comparison, losses = carriedLosses): CarriedLoss[] {
  const {laps, references} = comparison;
  const all = new Map<string, CarriedLoss>();
  for (const [i, own] of laps.entries())
    for (const [j, reference] of references.entries())
      for (const {from, to, seconds} of losses(own, reference, comparison)) {
        const key = `${from} ${to}`;
        let loss = all.get(key);
        if (!loss) all.set(key, (loss = {from, to, seconds: new Float64Array(laps.length * references.length)}));
        loss.seconds[i * references.length + j] = seconds;
      }
  return [...all.values()];
}

/** Where the first of two laps brakes for a corner, m; without braking, where the corner begins. */
function slowingM(
  own: AnalysedLap,
  reference: AnalysedLap,
  {number, fromM, toM}: {number: number; fromM: number; toM: number},
): number {
  const points = [own, reference].flatMap(({measures}) => {
    const corner = measures.find((one) => one.number === number && one.fromM === fromM);
    return corner?.brake ? [Math.min(corner.brake.firstM, toM)] : [];
  });
  return Math.max(fromM, Math.min(toM, ...(points.length ? points : [fromM])));
}
