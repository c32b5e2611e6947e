import {expect, it} from "vitest";
import type {CornerMeasures} from "../../../../src/core/laps/cornerMeasures.js";
import {cornerScatter} from "../../../../src/core/laps/pace/cornerScatter.js";
import {lineSpread} from "../../../../src/core/laps/pace/lineSpread.js";
import {raisingAverage} from "../../../../src/core/laps/pace/raisingAverage.js";
import {scatterOf} from "../../../../src/core/laps/pace/scatter.js";
import {random} from "../../../../src/core/signal/random.js";

it("raisingAverage(times) of times in equal steps d rises by d / 2 with each lap, in any order", () => {
  const {averageMs, slopeMs} = raisingAverage([90_300, 90_000, 90_200, 90_100]);
  expect([...averageMs]).toEqual([90_000, 90_050, 90_100, 90_150]);
  expect(slopeMs).toBeCloseTo(50, 9);
  expect(raisingAverage([90_000, 90_000, 90_000]).slopeMs).toBe(0);
});

it("raisingAverage(times) ends at the mean and begins at the best; one lap has no slope, none has no average", () => {
  const times = [91_234, 90_001, 95_000];
  const {averageMs} = raisingAverage(times);
  expect(averageMs[0]).toBe(90_001);
  expect(averageMs[2]).toBeCloseTo((91_234 + 90_001 + 95_000) / 3, 9);
  expect(raisingAverage([90_000]).slopeMs).toBeNaN();
  expect(raisingAverage([]).averageMs.length).toBe(0);
});

it("scatterOf(values) of a small case; NaN is left out, nothing has none", () => {
  expect(scatterOf([3, Number.NaN, 1, 2])).toMatchObject({n: 3, median: 2, mean: 2, deviation: 1, min: 1, max: 3});
  expect(scatterOf([3, 1, 2])?.quartiles).toEqual([1.5, 2.5]);
  expect(scatterOf([])).toBeUndefined();
  expect(scatterOf([Number.NaN])).toBeUndefined();
  expect(scatterOf([5])).toMatchObject({n: 1, deviation: Number.NaN, deviationLow: Number.NaN});
});

it("scatterOf(values): the interval of the standard deviation covers the true one in 95 % of 1000 samples of eight", () => {
  const source = random(21);
  let covered = 0;
  for (let round = 0; round < 1000; round++) {
    const {deviationLow, deviationHigh} = scatterOf(Array.from({length: 8}, () => 90 + 0.3 * source.normal()))!;
    if (deviationLow <= 0.3 && deviationHigh >= 0.3) covered++;
  }
  expect(Math.abs(covered / 1000 - 0.95)).toBeLessThan(0.021);
});

it("lineSpread(laps) is the distance between the 10th and 90th percentile of the offsets, at each metre", () => {
  const laps = Array.from({length: 11}, (_, k) => ({
    offset: Float64Array.from({length: 5}, (_, i) => (k - 5) * (i + 1) * 0.1),
    alignment: "track line",
  }));
  const {spread, middle, laps: counts} = lineSpread(laps)!;
  [...spread].forEach((value, i) => void expect(value).toBeCloseTo(0.8 * (i + 1), 9));
  expect([...middle]).toEqual([0, 0, 0, 0, 0]);
  expect([...counts]).toEqual([11, 11, 11, 11, 11]);
});

it("lineSpread(laps) says when the laps lie on one line, as no driver repeats it", () => {
  const laps = (metres: number) =>
    [0, 1, 2, 3].map((k) => ({offset: Float64Array.of(0, metres * k, metres * k, 9 * k), alignment: "reference path"}));
  expect(lineSpread(laps(0.02))!.onOneLine).toBe(true);
  expect(lineSpread(laps(0.3))!.onOneLine).toBe(false);
});

it("lineSpread(laps) counts the laps that have an offset, and leaves out those that were not placed on a line", () => {
  const at = (...offset: number[]) => ({offset, alignment: "track line"});
  const {spread, laps} = lineSpread([at(1, Number.NaN), at(3, 2), at(2, Number.NaN)])!;
  expect([...laps]).toEqual([3, 1]);
  expect(spread[0]).toBeCloseTo(1.6, 9);
  expect(spread[1]).toBeNaN();
  expect(lineSpread([at(1), {offset: [9], alignment: "distance"}])).toBeUndefined();
});

it("cornerScatter(laps) has each measure of each corner over the laps that have it", () => {
  const pass = (number: number, pointM: number | null, minimumKmh: number): CornerMeasures => ({
    ...{
      number,
      name: `T${number}`,
      fromM: 0,
      toM: 100,
      timeS: 5,
      gear: 3,
      throttle: null,
      offset: null,
      unavailable: {},
    },
    brake: pointM === null ? null : {pointM, firstM: 0, applications: 1, peak: 1, peakM: 0, releaseM: 0, trailM: 0},
    speed: {entryKmh: 200, minimumKmh, minimumM: 50, exitKmh: 180},
  });
  const rows = cornerScatter([
    [pass(1, null, 180), pass(2, 100, 72)],
    [pass(1, null, 181), pass(2, 104, 75)],
    [pass(2, null, 78)],
  ]);
  expect(rows.map(({number, name, laps}) => [number, name, laps])).toEqual([
    [1, "T1", 2],
    [2, "T2", 3],
  ]);
  expect(rows[0].values["brake point"]).toBeUndefined();
  expect(rows[1].values["brake point"]).toMatchObject({n: 2, median: 102});
  expect(rows[1].values["minimum speed"]).toMatchObject({n: 3, deviation: 3});
  expect(rows[1].values["offset at apex"]).toBeUndefined();
  expect(cornerScatter([])).toEqual([]);
});
