import {expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";
import {detectableDifference, valuesNeeded} from "../../../src/core/signal/sampleSize.js";
import {welchTest} from "../../../src/core/signal/welch.js";

it.each([
  [0.2, 0.05, 0.8, 394],
  [0.5, 0.05, 0.8, 64],
  [0.8, 0.05, 0.8, 26],
  [1, 0.05, 0.8, 17],
  [2, 0.05, 0.8, 6],
  [0.5, 0.01, 0.9, 121],
  [3, 0.05, 0.8, 4],
])("valuesNeeded(%d σ, α %d, power %d) is %d within one (noncentral t of scipy; Cohen 1988)", (d, alpha, power, n) => {
  expect(Math.abs(valuesNeeded(d * 0.3, 0.3, {alpha, power}) - n)).toBeLessThanOrEqual(1);
});

it("valuesNeeded(difference, σ) has no answer for no difference, and the least for no spread", () => {
  expect(valuesNeeded(0, 1)).toBe(Infinity);
  expect(valuesNeeded(1e-9, 1)).toBe(Infinity);
  expect(valuesNeeded(1, Number.NaN)).toBe(Infinity);
  expect(valuesNeeded(1, 0)).toBe(2);
});

it("detectableDifference(σ, n, n) is found by four tests of five", () => {
  const source = random(9);
  const difference = detectableDifference(0.3, 10, 10);
  let found = 0;
  for (let round = 0; round < 1500; round++) {
    const a = Array.from({length: 10}, () => 0.3 * source.normal());
    const b = Array.from({length: 10}, () => difference + 0.3 * source.normal());
    if (welchTest(a, b)!.p < 0.05) found++;
  }
  expect(Math.abs(found / 1500 - 0.8)).toBeLessThan(0.035);
});
