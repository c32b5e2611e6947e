import {expect, it} from "vitest";
import {miniSectorBounds, miniSectorCounts, miniSectorTimes} from "../../../src/core/laps/miniSectors.js";

it("miniSectorBounds(length, sectors) has 25 of about equal length, none of them in two sectors", () => {
  // 5278 m in sectors of 1640, 2110 and 1528 m: 7.77, 9.99 and 7.24 of them
  expect(miniSectorCounts(5278, [1640, 3750])).toEqual([8, 10, 7]);
  const bounds = miniSectorBounds(5278, [1640, 3750]);
  expect(bounds.length).toBe(26);
  expect([bounds[0], bounds[8], bounds[18], bounds[25]]).toEqual([0, 1640, 3750, 5278]);
  for (let i = 0; i < 25; i++) expect(Math.abs(bounds[i + 1] - bounds[i] - 5278 / 25)).toBeLessThan(8);
  expect(miniSectorBounds(2500, null)[8]).toBe(800);
});

it("miniSectorCounts(length, sectors) add up to 25, with one at least in each sector", () => {
  expect(miniSectorCounts(5000, [10, 4990])).toEqual([1, 23, 1]);
  expect(miniSectorCounts(5000, [0, 0])).toEqual([1, 1, 23]);
  expect(miniSectorCounts(0, null).reduce((a, b) => a + b)).toBe(25);
});

it("miniSectorTimes(trace, bounds) add up to the lap, and to each sector", () => {
  const bounds = miniSectorBounds(2000, [700, 1400]);
  const times = miniSectorTimes({distance: Float64Array.of(0, 2000), time: Float64Array.of(0, 40_000)}, bounds);
  expect(times.reduce((a, b) => a + b)).toBeCloseTo(40_000, 6);
  const [first] = miniSectorCounts(2000, [700, 1400]);
  expect(times.subarray(0, first).reduce((a, b) => a + b)).toBeCloseTo(14_000, 6);
  const half = miniSectorTimes({distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)}, bounds);
  expect(half[3]).not.toBeNaN();
  expect(half[16]).toBeNaN();
});
