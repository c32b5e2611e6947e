import {describe, expect, it} from "vitest";
import {lowerBound, nearestIndex} from "../../../src/core/signal/search.js";

describe("nearestIndex", () => {
  it("finds what a linear search finds", () => {
    const values = Float64Array.from({length: 200}, (_, i) => Math.sqrt(i) * 10);
    for (let x = -5; x < 150; x += 0.37) {
      let best = 0;
      for (let i = 1; i < values.length; i++) if (Math.abs(values[i] - x) < Math.abs(values[best] - x)) best = i;
      expect(nearestIndex(values, x)).toBe(best);
    }
  });
  it("keeps to the ends outside", () => {
    expect(nearestIndex([1, 2, 3], -10)).toBe(0);
    expect(nearestIndex([1, 2, 3], 10)).toBe(2);
  });
  it("gives −1 for an empty list and for NaN", () => {
    expect(nearestIndex([], 1)).toBe(-1);
    expect(nearestIndex([1, 2], Number.NaN)).toBe(-1);
  });
});

describe("lowerBound", () => {
  it("gives the first of equal values, and the length when all are below", () => {
    expect(lowerBound([1, 2, 2, 2, 3], 2)).toBe(1);
    expect(lowerBound([1, 2, 3], 4)).toBe(3);
  });
});
