import {expect, it} from "vitest";
import {incompleteBeta} from "../../../src/core/signal/incompleteBeta.js";
import {studentCdf, studentQuantile, twoSidedP} from "../../../src/core/signal/studentT.js";

it("incompleteBeta(x, a, b) agrees with scipy.special.betainc 1.17", () => {
  expect(incompleteBeta(0.3, 2.5, 0.5)).toBeCloseTo(0.018927124071945658, 13);
  expect(incompleteBeta(0.5, 500, 480)).toBeCloseTo(0.26135600646786494, 11);
  expect(incompleteBeta(0.02, 0.5, 0.5)).toBeCloseTo(0.0903344706017331, 13);
  expect(incompleteBeta(0.7, 30, 12.5)).toBeCloseTo(0.4484060281153595, 12);
});

it.each([
  [2, 3, 0.13932596855884305],
  [2, 7.3, 0.08394103933410313],
  [-2, 7.3, 0.08394103933410313],
  [0.5, 100, 0.6181735658308866],
  [40, 2.5, 0.0001419563429049338],
  [3.3, 1e6, 0.0009668820793400051],
])("twoSidedP(%d, %d) agrees with scipy.stats.t 1.17", (t, df, p) => {
  expect(Math.abs(twoSidedP(t, df) / p - 1)).toBeLessThan(1e-8);
});

it("twoSidedP(t, 1) is that of Cauchy's distribution; ±Infinity has none, NaN is NaN", () => {
  for (const t of [0.01, 1, 30]) expect(twoSidedP(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
  expect([twoSidedP(Infinity, 5), twoSidedP(-Infinity, 5)]).toEqual([0, 0]);
  expect(twoSidedP(Number.NaN, 5)).toBeNaN();
});

it.each([
  [0.975, 1, 12.706204736174694],
  [0.975, 2.5, 3.5746548420036817],
  [0.975, 10, 2.228138851986274],
  [0.95, 30, 1.697260886593957],
  [0.9995, 4, 8.610301581379522],
  [0.6, 7, 0.2631668613520229],
  [0.975, Infinity, 1.959963984540054],
])("studentQuantile(%d, %d) agrees with scipy, and is the inverse of studentCdf", (p, df, t) => {
  expect(studentQuantile(p, df)).toBeCloseTo(t, 6);
  expect(studentQuantile(1 - p, df)).toBeCloseTo(-t, 6);
  expect(studentCdf(studentQuantile(p, df), df)).toBeCloseTo(p, 10);
});
