import {expect, it} from "vitest";
import {quantile} from "../../../src/core/signal/quantile.js";

it("quantile(sorted, p) is linear between neighbours, and NaN of nothing", () => {
  const sorted = [10, 20, 30, 50];
  expect([0, 0.5, 0.75, 1].map((p) => quantile(sorted, p))).toEqual([10, 25, 35, 50]);
  expect([quantile([7], 0.3), quantile([], 0.5)]).toEqual([7, Number.NaN]);
});
