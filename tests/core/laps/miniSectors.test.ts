import {expect, it} from "vitest";
import {miniSectorBounds, miniSectorTimes} from "../../../src/core/laps/miniSectors.js";

it("miniSectorBounds(length, sectors) has eight a sector; miniSectorTimes add up to the lap", () => {
  const bounds = miniSectorBounds(2000, [700, 1400]);
  expect(bounds.length).toBe(25);
  expect([bounds[0], bounds[8], bounds[16], bounds[24]]).toEqual([0, 700, 1400, 2000]);
  expect(miniSectorBounds(2400, null)[8]).toBe(800);
  const times = miniSectorTimes({distance: Float64Array.of(0, 2000), time: Float64Array.of(0, 40_000)}, bounds);
  expect(times.reduce((a, b) => a + b)).toBeCloseTo(40_000, 6);
  expect(times[0]).toBeCloseTo(40_000 * (700 / 8 / 2000), 6);
  const half = miniSectorTimes({distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)}, bounds);
  expect(half[3]).not.toBeNaN();
  expect(half[16]).toBeNaN();
});
