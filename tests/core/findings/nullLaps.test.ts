import {describe, expect, it} from "vitest";
import {falseLosses, falsePhases} from "../../support/falseLosses.js";
import {comparisonOf, driveLaps} from "../../support/simulatedLaps.js";

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
      const rate = falseLosses(comparison, comparison.laps, references, splits);
      expect(rate).toBeLessThan(0.05);
    },
  );

  it("are claimed as a phase in fewer corners, even where the corner's time is not asked for first", () => {
    expect(falsePhases(comparison, comparison.laps, 5, 10)).toBeLessThan(0.05);
    expect(falsePhases(comparison, comparison.laps, 1, 5)).toBeLessThan(0.05);
  });
});
