import {expect, it} from "vitest";
import {LapDelta} from "../../../../src/core/sim/games/lapDelta.js";
import {LapTiming} from "../../../../src/core/sim/timing.js";

it("LapDelta compares the running lap with the best lap at the same position, whatever their samples", () => {
  const timing = new LapTiming(5000);
  const delta = new LapDelta();
  timing.begin(0);
  let now = 0;
  const drive = (speed: number, untilM: number, stepMs: number) => {
    for (let ms = 0; (speed * ms) / 1000 < untilM; ms += stepMs) delta.update((speed * ms) / 5_000_000, ms, timing);
  };
  drive(50, 5000, 16);
  expect(delta.ms).toBe(0);
  timing.cross(0, (now += 100_000));
  drive(40, 2500, 90);
  // the last of 256 positions before 2500 m is at 2480 m; a sample follows within 90 ms
  expect(delta.ms).toBeGreaterThanOrEqual((2480 / 40 - 2480 / 50) * 1000);
  expect(delta.ms).toBeLessThan((2500 / 40 - 2500 / 50) * 1000);
  timing.cross(0, now + 125_000);
  drive(50, 2500, 16);
  expect(Math.abs(delta.ms)).toBeLessThanOrEqual(1);
});
