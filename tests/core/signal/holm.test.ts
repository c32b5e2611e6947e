import {expect, it} from "vitest";
import {holmAdjusted} from "../../../src/core/signal/holm.js";

it("holmAdjusted(p) multiplies the smallest by their number, the next by one less, and never falls", () => {
  // R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
  expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holmAdjusted([0.5, 0.6])).toEqual([1, 1]);
  expect(holmAdjusted([0.2])).toEqual([0.2]);
  expect(holmAdjusted([])).toEqual([]);
});

it("holmAdjusted(p) does not count tests that were not possible", () => {
  expect(holmAdjusted([Number.NaN, 0.02, 0.03])).toEqual([Number.NaN, 0.04, 0.04]);
});
