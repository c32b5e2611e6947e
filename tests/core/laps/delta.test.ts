import {expect, it} from "vitest";
import {deltaAt} from "../../../src/core/laps/delta.js";

it("deltaAt(reference, distance, time) is negative ahead of the trace, and unknown beyond it", () => {
  const trace = {distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)};
  expect(deltaAt(trace, 500, 9900)).toBe(-100);
  expect(deltaAt(trace, 1100, 9900)).toBeNaN();
});
