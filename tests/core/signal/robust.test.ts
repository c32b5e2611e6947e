import {expect, it} from "vitest";
import {blunderFences} from "../../../src/core/signal/blunderFence.js";
import {mean, variance} from "../../../src/core/signal/moments.js";
import {random} from "../../../src/core/signal/random.js";
import {interquartileRange, median, medianAbsoluteDeviation} from "../../../src/core/signal/robust.js";
import {spreadInterval} from "../../../src/core/signal/spreadInterval.js";

const normal = (n: number, seed: number) => {
  const source = random(seed);
  return Float64Array.from({length: n}, () => 90 + 0.4 * source.normal());
};

it("mean, variance, median of small cases; NaN of nothing", () => {
  expect([mean([1, 2, 6]), variance([1, 2, 6]), median([6, 1, 2])]).toEqual([3, 7, 2]);
  expect(median([4, 1])).toBe(2.5);
  for (const value of [mean([]), variance([1]), median([]), medianAbsoluteDeviation([])]) expect(value).toBeNaN();
});

it("variance(values) keeps its digits far from 0", () => {
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 6])).toBe(7);
});

it("medianAbsoluteDeviation(values) is σ for normal values, and a third of wild ones hardly moves it", () => {
  const values = normal(40_001, 1);
  expect(medianAbsoluteDeviation(values)).toBeCloseTo(0.4, 1.7);
  expect(interquartileRange(values)).toBeCloseTo(1.349 * 0.4, 1.7);
  const wild = values.map((value, i) => (i % 3 ? value : value + 500));
  expect(medianAbsoluteDeviation(wild)).toBeLessThan(1);
  expect(Math.sqrt(variance(wild))).toBeGreaterThan(200);
});

it("blunderFences(groups) takes the same width for both: the scattered group's is no wider", () => {
  const steady = [90, 90.1, 90.2, 90.1, 90];
  const scattered = [88, 92, 89, 91, 90];
  const [a, b] = blunderFences([steady, scattered], {leastShare: 0});
  expect(a - 90.1).toBeCloseTo(b - 90, 12);
  // quartiles of the ten deviations −2 −1 −0.1 −0.1 0 0 0 0.1 1 2: −0.1 and 0.075
  expect(a - 90.1).toBeCloseTo(3 * 0.175, 12);
});

it("blunderFences(groups) never calls a lap within 2 % a blunder, and finds a spin", () => {
  const [fence] = blunderFences([[90, 90.01, 90.02, 90.01, 95]]);
  expect(fence).toBeCloseTo(90.01 * 1.02, 12);
  expect(blunderFences([[], [90]])[0]).toBeNaN();
});

it("blunderFences(groups) leaves out fewer than 1 in 1000 of normal laps", () => {
  const values = normal(20_000, 2);
  const [fence] = blunderFences([values], {leastShare: 0});
  expect(values.filter((value) => value > fence).length).toBeLessThan(20);
});

it.each([
  [3, 0.5206582666988174, 6.2847346964853825],
  [4, 0.566489546602246, 3.728547275827744],
  [6, 0.6242080022589825, 2.4526139885482974],
  [10, 0.6878352067489997, 1.8256101825195739],
  [30, 0.7964069327626354, 1.3443151792404469],
])("spreadInterval(1, %d) agrees with scipy.stats.chi2 1.17", (n, low, high) => {
  expect(spreadInterval(1, n)[0]).toBeCloseTo(low, 9);
  expect(spreadInterval(1, n)[1]).toBeCloseTo(high, 9);
});

it("spreadInterval(deviation, 1) says nothing; of many values it is narrow", () => {
  expect(spreadInterval(Number.NaN, 1)).toEqual([Number.NaN, Number.NaN]);
  const [low, high] = spreadInterval(1, 2000);
  expect(low).toBeCloseTo(1 - 1.96 / Math.sqrt(4000), 2);
  expect(high).toBeCloseTo(1 + 1.96 / Math.sqrt(4000), 2);
});
