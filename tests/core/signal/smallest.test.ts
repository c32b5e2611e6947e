import {expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";
import {kthSmallest} from "../../../src/core/signal/smallest.js";

it("kthSmallest(values, k) is what sorting gives, with equal values too", () => {
  const source = random(4, 1);
  for (const length of [1, 2, 3, 10, 257, 1000]) {
    const values = Float64Array.from({length}, (_, i) => (i % 3 ? source.normal() : Math.round(3 * source.next())));
    const sorted = values.slice().sort();
    for (const k of [0, length >> 1, Math.floor(0.95 * (length - 1)), length - 1])
      expect(kthSmallest(values.slice(), k)).toBe(sorted[k]);
    expect(kthSmallest(new Float64Array(length).fill(7), length >> 1)).toBe(7);
    expect(kthSmallest(sorted.slice(), 0)).toBe(sorted[0]);
  }
  expect(kthSmallest(new Float64Array(0), 0)).toBeUndefined();
});
