import {expect, it} from "vitest";
import {incompleteBeta, logGamma} from "../../../src/core/signal/incompleteBeta.js";

it("logGamma(x) is the logarithm of (x − 1)!, and √π at a half", () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n++) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 11);
    factorial *= n;
  }
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  expect(Math.exp(logGamma(0.1))).toBeCloseTo(9.513507698668732, 11);
});

it("incompleteBeta(x, a, b) is x^a for b = 1, and a binomial tail for whole numbers", () => {
  for (const x of [0.001, 0.2, 0.5, 0.9, 0.999])
    for (const a of [0.5, 1, 3, 40]) expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 13);
  // P(at least 3 of 7) with probability 0.3, added up
  const choose = [1, 7, 21];
  const below = choose.reduce((sum, c, k) => sum + c * 0.3 ** k * 0.7 ** (7 - k), 0);
  expect(incompleteBeta(0.3, 3, 5)).toBeCloseTo(1 - below, 13);
});

it("incompleteBeta(x, a, b) = 1 − incompleteBeta(1 − x, b, a), 0 and 1 at the ends, NaN outside", () => {
  for (const [x, a, b] of [
    [0.3, 2.5, 0.5],
    [0.99, 1e-2, 7],
    [0.5, 500, 480],
  ])
    expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 12);
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  expect([incompleteBeta(-0.1, 1, 1), incompleteBeta(0.5, 0, 1), incompleteBeta(0.5, 1, Number.NaN)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
