import {expect, it} from "vitest";
import {LapTiming} from "../../../src/core/sim/timing.js";

it("LapTiming.cross counts laps from the first crossing, and the sectors add up", () => {
  const timing = new LapTiming(5891);
  expect(timing.cross(0, 12_345)).toBeUndefined();
  expect(timing.lap).toBe(1);
  timing.cross(1, 40_000);
  timing.cross(2, 76_543);
  const lap = timing.cross(0, 100_000)!;
  expect(lap).toEqual({lap: 1, lapTimeMs: 87_655, sectorTimesMs: [27_655, 36_543, 23_457], valid: true});
  expect(timing.lap).toBe(2);
  expect(timing.sectorTimesMs).toEqual([0, 0]);
});

it("LapTiming.best ignores invalid laps", () => {
  const timing = new LapTiming(5891);
  timing.cross(0, 0);
  timing.valid = false;
  timing.cross(0, 80_000);
  expect(timing.best()).toBeUndefined();
  timing.cross(0, 170_000);
  expect(timing.best()?.lap).toBe(2);
});
