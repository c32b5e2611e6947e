import {describe, expect, it} from "vitest";
import {gridAt} from "../../../src/core/laps/gridAt.js";
import {runsAbove} from "../../../src/core/laps/gridRuns.js";

/** 10 m/s on a grid of 2 m. */
const lap = (n: number) => ({stepM: 2, time: Float64Array.from({length: n}, (_, i) => i * 0.2)});
const runs = (values: number[], options = {}, from = 0, to = values.length - 1) =>
  runsAbove(lap(values.length), values, 1, from, to, options);

describe("gridAt(lap, column, metres)", () => {
  it("is linear between points, and the last value from the end on", () => {
    const column = [0, 4, 8];
    expect([0, 1, 2, 3, 4, 5].map((m) => gridAt({stepM: 2}, column, m))).toEqual([0, 2, 4, 6, 8, 8]);
    // 0.7 × 3 is not 2.1: no place within the line is beyond it
    expect(gridAt({stepM: 0.7}, [0, 1, 2, 3], 2.1)).toBeCloseTo(3, 12);
  });

  it("knows a point beside a gap, and nothing in it", () => {
    const column = [1, Number.NaN, 3, 4];
    expect([0, 1, 2, 3, 4, 5].map((m) => gridAt({stepM: 2}, column, m))).toEqual([1, NaN, NaN, NaN, 3, 3.5]);
  });
});

describe("runsAbove(lap, values, threshold, from, to)", () => {
  it("has crossings between grid points, the peak, and the integral over time", () => {
    const [run, ...others] = runs([0, 0, 2, 3, 2, 0]);
    expect(others).toEqual([]);
    // from 0 to 2 it crosses 1 halfway; 2 … 3 … 2 over 0.2 s each
    expect(run).toEqual({
      fromM: 3,
      toM: 9,
      peak: 3,
      peakM: 6,
      integral: expect.closeTo(1, 12),
      seconds: expect.closeTo(0.6, 12),
    });
  });

  it("joins runs that are closer than mergeS, and leaves out those shorter than leastS", () => {
    const twice = [0, 2, 0, 2, 2, 2, 0];
    expect(runs(twice).map(({fromM, toM}) => [fromM, toM])).toEqual([
      [1, 3],
      [5, 11],
    ]);
    expect(runs(twice, {mergeS: 0.21})).toEqual([
      expect.objectContaining({fromM: 1, toM: 11, seconds: expect.closeTo(0.8, 12)}),
    ]);
    expect(runs(twice, {mergeS: 0.19}).length).toBe(2);
    expect(runs(twice, {leastS: 0.3}).map(({fromM}) => fromM)).toEqual([5]);
  });

  it("ends at NaN and at the range", () => {
    expect(runs([2, 2, Number.NaN, 2, 2]).map(({fromM, toM}) => [fromM, toM])).toEqual([
      [0, 2],
      [6, 8],
    ]);
    expect(runs([2, 2, 2, 2, 2], {}, 1, 3).map(({fromM, toM}) => [fromM, toM])).toEqual([[2, 6]]);
    expect(runs([1, 1, 1])).toEqual([]);
    expect(runs([])).toEqual([]);
  });
});
