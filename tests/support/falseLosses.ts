import type {AnalysedLap, Comparison} from "../../src/core/findings/analysedLap.js";
import {allCarriedLosses, carriedLosses, type MovedLoss} from "../../src/core/findings/carriedLosses.js";
import {judgeTimes} from "../../src/core/findings/driverTimes.js";
import {driverPhases} from "../../src/core/findings/phaseFindings.js";
import {phasePairings} from "../../src/core/findings/phaseTimes.js";
import type {GridLap} from "../../src/core/laps/gridLap.js";
import {random} from "../../src/core/signal/random.js";

/** Share of corners in which a loss is claimed when one driver's laps are split at random into two "drivers". */
export function falseLosses(
  comparison: Comparison,
  laps: readonly AnalysedLap[],
  references: number,
  splits: number,
): number {
  const known = new Map<GridLap, Map<GridLap, MovedLoss[]>>();
  const losses: typeof carriedLosses = (own, reference, of) => {
    const row = known.get(own.grid) ?? new Map<GridLap, MovedLoss[]>();
    known.set(own.grid, row);
    const moves = row.get(reference.grid) ?? carriedLosses(own, reference, of);
    row.set(reference.grid, moves);
    return moves;
  };
  let [claims, corners] = [0, 0];
  for (const split of randomSplits(comparison, laps, references, splits)) {
    for (const [p, {verdict}] of judgeTimes(split, allCarriedLosses(split, losses)).entries()) {
      if (split.pieces[p].kind !== "corner") continue;
      corners++;
      if (verdict.answer === "found" && verdict.median > 0) claims++;
    }
  }
  return claims / corners;
}

/** Share of corners in which a phase is claimed of such splits, if phases were asked for in every corner. */
export function falsePhases(
  comparison: Comparison,
  laps: readonly AnalysedLap[],
  references: number,
  splits: number,
): number {
  let [claims, corners] = [0, 0];
  for (const split of randomSplits(comparison, laps, references, splits))
    for (const [p, judged] of judgeTimes(split, []).entries()) {
      if (split.pieces[p].kind !== "corner") continue;
      corners++;
      const phases = driverPhases(split, split.pieces[p], phasePairings(split, split.pieces[p], judged));
      if (phases.some(({status}) => status === "found")) claims++;
    }
  return claims / corners;
}

function* randomSplits(
  comparison: Comparison,
  laps: readonly AnalysedLap[],
  references: number,
  splits: number,
): Generator<Comparison> {
  const source = random(7);
  for (let k = 0; k < splits; k++) {
    const order = laps.map((lap) => ({lap, at: source.next()})).sort((a, b) => a.at - b.at);
    yield {
      ...comparison,
      references: order.slice(0, references).map(({lap}) => lap),
      laps: order.slice(references).map(({lap}) => lap),
    };
  }
}
