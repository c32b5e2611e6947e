import {expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";
import {welchTest} from "../../../src/core/signal/welch.js";

const A = [88.412, 88.377, 88.905, 88.251, 88.69, 88.533];
const B = [88.102, 88.461, 87.977, 88.215, 88.039, 88.156, 88.3, 87.89];

it("welchTest(a, b) agrees with scipy.stats.ttest_ind(b, a, equal_var=False) 1.17", () => {
  const {t, df, p, low, high, effect, difference} = welchTest(A, B)!;
  expect(t).toBeCloseTo(-3.3081639404405463, 10);
  expect(df).toBeCloseTo(9.167237618448901, 9);
  expect(p).toBeCloseTo(0.008884521030867861, 11);
  expect(low).toBeCloseTo(-0.6483776930556173, 9);
  expect(high).toBeCloseTo(-0.1226223069443409, 9);
  expect(difference).toBeCloseTo((low + high) / 2, 12);
  expect(effect).toBeCloseTo(-1.7394231010514687, 10);
});

it("welchTest(b, a) is welchTest(a, b) with the other sign; the unit does not matter", () => {
  const [ab, ba] = [welchTest(A, B)!, welchTest(B, A)!];
  expect(ba.t).toBeCloseTo(-ab.t, 12);
  expect(ba.p).toBeCloseTo(ab.p, 14);
  const ms = welchTest(
    A.map((s) => s * 1e6),
    B.map((s) => s * 1e6),
  )!;
  expect(ms.p).toBeCloseTo(ab.p, 9);
  expect(ms.effect).toBeCloseTo(ab.effect, 9);
});

it("welchTest(a, b) of one value, or of values that are all alike, says nothing", () => {
  expect(welchTest([1], B)).toBeUndefined();
  expect(welchTest([], [])).toBeUndefined();
  expect(welchTest([2, 2, 2], [3, 3])).toBeUndefined();
  expect(welchTest([2, 2, 2], [3, 4])).toBeDefined();
});

it("its 95 % interval covers the true difference in 95 % of 2000 pairs of small groups with unlike spreads", () => {
  const source = random(11);
  const rounds = 2000;
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const a = Array.from({length: 5}, () => 90 + 0.2 * source.normal());
    const b = Array.from({length: 12}, () => 90.3 + 0.6 * source.normal());
    const {low, high} = welchTest(a, b)!;
    if (low <= 0.3 && high >= 0.3) covered++;
  }
  // three standard errors of a share of 95 % over 2000: 1.5 %
  expect(Math.abs(covered / rounds - 0.95)).toBeLessThan(0.015);
});
