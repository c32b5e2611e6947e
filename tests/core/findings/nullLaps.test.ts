import {describe, expect, it} from "vitest";
import type {AnalysedLap, Comparison} from "../../../src/core/findings/analysedLap.js";
import {allCarriedLosses, carriedLosses, type MovedLoss} from "../../../src/core/findings/carriedLosses.js";
import {judgeTimes} from "../../../src/core/findings/driverTimes.js";
import type {GridLap} from "../../../src/core/laps/gridLap.js";
import {random} from "../../../src/core/signal/random.js";
import {comparisonOf, driveLaps} from "../../support/simulatedLaps.js";

/** Share of corners in which a loss is claimed when one driver's laps are split at random into two "drivers". */
function falseLosses(comparison: Comparison, laps: readonly AnalysedLap[], references: number, splits: number): number {
  const source = random(7);
  const known = new Map<GridLap, Map<GridLap, MovedLoss[]>>();
  const losses: typeof carriedLosses = (own, reference, of) => {
    const row = known.get(own.grid) ?? new Map<GridLap, MovedLoss[]>();
    known.set(own.grid, row);
    const moves = row.get(reference.grid) ?? carriedLosses(own, reference, of);
    row.set(reference.grid, moves);
    return moves;
  };
  let [claims, corners] = [0, 0];
  for (let k = 0; k < splits; k++) {
    const order = laps.map((lap) => ({lap, at: source.next()})).sort((a, b) => a.at - b.at);
    const split = {
      ...comparison,
      references: order.slice(0, references).map(({lap}) => lap),
      laps: order.slice(references).map(({lap}) => lap),
    };
    for (const [p, {verdict}] of judgeTimes(split, allCarriedLosses(split, losses)).entries()) {
      if (split.pieces[p].kind !== "corner") continue;
      corners++;
      if (verdict.answer === "found" && verdict.median > 0) claims++;
    }
  }
  return claims / corners;
}

describe("the times of one driver's laps, split at random into two drivers", () => {
  const drive = driveLaps({seed: 31, laps: 10});
  const comparison = comparisonOf(drive, drive);

  it.each([
    [5, 5, 200],
    [7, 3, 50],
    [9, 1, 50],
  ])(
    "are claimed as a loss in few corners, below one in twenty: simulated laps, %d against %d, split %d times",
    (_, references, splits) => {
      expect(falseLosses(comparison, comparison.laps, references, splits)).toBeLessThan(0.05);
    },
  );
});
