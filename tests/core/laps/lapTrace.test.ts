import {expect, it} from "vitest";
import {closeTrace} from "../../../src/core/laps/lapTrace.js";

it("closeTrace(trace, length, lapTime) closes a lap at the line, but invents nothing far from it", () => {
  const trace = {distance: Float64Array.of(2, 1990), time: Float64Array.of(40, 39_800)};
  expect([...closeTrace(trace, 2000, 40_000).distance]).toEqual([0, 2, 1990, 2000]);
  expect([...closeTrace(trace, 2000, 40_000).time]).toEqual([0, 40, 39_800, 40_000]);
  expect([...closeTrace(trace, 0, null).distance]).toEqual([0, 2, 1990]);
  const half = {distance: Float64Array.of(700, 900), time: Float64Array.of(1, 2)};
  expect([...closeTrace(half, 2000, 40_000).distance]).toEqual([700, 900]);
});
