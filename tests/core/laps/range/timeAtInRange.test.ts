import {expect, it} from "vitest";
import {timeAtInRange} from "../../../../src/core/laps/range/timeAtInRange.js";

it("timeAtInRange(samples, values, range, edges) is the closed form of a triangle over time, and adds up to the time in the range", () => {
  // 100 Hz at 40 m/s for 30 s; the value swings evenly between 0 and 1 every 2 s
  const time = Float64Array.from({length: 3001}, (_, i) => i / 100);
  const at = time.map((t) => 40 * t);
  const values = time.map((t) => Math.abs((t % 2) - 1));
  const edges = [0, 0.25, 0.5, 0.75, 1];
  const {seconds, belowS, aboveS, unknownS} = timeAtInRange({at, time}, values, {fromM: 80.3, toM: 880.3}, edges);
  // ten whole swings: a quarter of their 20 s in each cell, but for the samples at the edges
  for (const s of seconds) expect(Math.abs(s - 5)).toBeLessThan(0.11);
  expect(seconds.reduce((a, b) => a + b, 0) + belowS + aboveS + unknownS).toBeCloseTo(20, 9);
  const holes = values.map((value, i) => (i >= 1000 && i < 1100 ? Number.NaN : value));
  const {unknownS: missing} = timeAtInRange({at, time}, holes, {fromM: 80.3, toM: 880.3}, edges);
  expect(missing).toBeCloseTo(1, 9);
});
