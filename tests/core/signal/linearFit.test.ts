import {expect, it} from "vitest";
import {linearFit} from "../../../src/core/signal/linearFit.js";
import {random} from "../../../src/core/signal/random.js";

/** Longley's data of 1967 (NIST Statistical Reference Datasets): columns that nearly depend on each other. y first. */
const LONGLEY = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];
/** NIST's certified values. */
const ESTIMATES = [
  -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
  1829.15146461355,
];
const ERRORS = [
  890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
  455.478499142212,
];

it("linearFit(columns, y) gives NIST's certified values for Longley's data, to seven digits", () => {
  const column = (c: number) => LONGLEY.map((row) => row[c]);
  const fit = linearFit([LONGLEY.map(() => 1), ...[1, 2, 3, 4, 5, 6].map(column)], column(0))!;
  for (const [i, value] of ESTIMATES.entries()) expect(fit.coefficients[i] / value).toBeCloseTo(1, 7);
  for (const [i, value] of ERRORS.entries()) expect(fit.standardErrors[i] / value).toBeCloseTo(1, 7);
  expect(fit.sigma).toBeCloseTo(304.854073561965, 5);
  expect(fit.df).toBe(9);
});

it("linearFit(columns, y) of columns that depend on each other, or of too few rows, has no answer", () => {
  const x = [0, 1, 2, 3, 4];
  const ones = x.map(() => 1);
  expect(linearFit([ones, x, x.map((v) => 3 * v + 2)], x)).toBeUndefined();
  expect(linearFit([ones, x], [1, 2])).toBeUndefined();
  expect(linearFit([ones, x.map(() => 0)], x)).toBeUndefined();
  expect(linearFit([], x)).toBeUndefined();
});

it("reach(coefficient) covers a planted slope in 95 % of 1000 fits of seven laps", () => {
  const source = random(4);
  const laps = [1, 2, 3, 4, 5, 6, 7];
  let covered = 0;
  for (let round = 0; round < 1000; round++) {
    const fit = linearFit(
      [laps.map(() => 1), laps],
      laps.map((lap) => 90 + 0.05 * lap + 0.2 * source.normal()),
    )!;
    if (Math.abs(fit.coefficients[1] - 0.05) <= fit.reach(1)) covered++;
  }
  expect(Math.abs(covered / 1000 - 0.95)).toBeLessThan(0.021);
});
