import {expect, it} from "vitest";
import {deltaRate, deltaRateError} from "../../../src/core/laps/deltaRate.js";

it("deltaRate(delta, step) is the slope, s per 100 m, to the ends; NaN where the delta is unknown", () => {
  const even = Float64Array.from({length: 101}, (_, i) => 0.004 * i);
  for (const value of deltaRate(even, 2)) expect(value).toBeCloseTo(0.2, 12);
  const step = Float64Array.from({length: 101}, (_, i) => (i < 50 ? 0 : 0.03));
  const rate = deltaRate(step, 1, 15);
  expect(rate[50]).toBeCloseTo(0.1, 12);
  expect([rate[30], rate[70]]).toEqual([0, 0]);
  even[60] = Number.NaN;
  expect(deltaRate(even, 2, 4)[62]).toBeNaN();
});

it("deltaRateError(error, step) is the error of both ends over the stretch", () => {
  const errors = Float64Array.from({length: 101}, (_, i) => (i < 50 ? 0.001 : 0.002));
  expect(deltaRateError(errors, 1)[20]).toBeCloseTo((100 * 0.002) / 30, 12);
  expect(deltaRateError(errors, 1)[50]).toBeCloseTo((100 * 0.003) / 30, 12);
  // less road at the end
  expect(deltaRateError(errors, 1)[100]).toBeCloseTo((100 * 0.004) / 15, 12);
});
