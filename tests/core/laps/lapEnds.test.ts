import {expect, it} from "vitest";
import {lapEnds} from "../../../src/core/laps/lapEnds.js";

/** 50 m/s along 5000 m, sampled at 60 Hz from `from` to `to` s. */
function drive(from: number, to: number): [Float64Array, Float64Array] {
  const time = Float64Array.from({length: Math.round((to - from) * 60) + 1}, (_, i) => from + 0.004 + i / 60);
  return [time, time.map((t) => 50 * t)];
}

it("lapEnds(time, along) finds the ends of a lap whose samples begin before the line, and go on behind it", () => {
  const options = {lapTimeS: 100, lengthM: 5000, jitterS: 0};
  for (const [from, to] of [
    [0, 99.98],
    [-0.4, 100.4],
    [-30, 99.98],
    [-30, 130],
  ]) {
    const {startM, endM, lapTimeS, errorS} = lapEnds(...drive(from, to), options);
    for (const [found, expected] of [
      [startM, 0],
      [endM, 5000],
      [lapTimeS, 100],
    ])
      expect(found).toBeCloseTo(expected, 6);
    expect(errorS).toBeLessThan(0.001);
  }
  // 0.6 s without a sample on either side: the line is not shown
  expect(lapEnds(...drive(0.6, 99.4), options).lapTimeS).toBeNaN();
});
