import {expect, it} from "vitest";
import {rollingBest} from "../../../src/core/laps/rollingBest.js";
import {gridLapOf} from "../../support/gridLaps.js";

/** 1000 m, slow (20 m/s) between two places and 50 m/s elsewhere. */
const lap = (from: number, to: number) => gridLapOf(1000, {speedKmh: (m) => (m >= from && m < to ? 72 : 180)});

it("rollingBest(laps, follows) joins the end of one lap and the beginning of the next", () => {
  // both are slow once, and between their slow parts lies a lap without any
  const laps = [lap(0, 200), lap(700, 900)];
  const best = rollingBest(laps, () => true)!;
  expect(best.lap).toBe(0);
  expect(best.timeS).toBeCloseTo(20, 1);
  expect(best.fromM).toBeGreaterThanOrEqual(200);
  expect(best.fromM).toBeLessThanOrEqual(700);
  // the other way round every lap has both slow parts or one of them
  expect(rollingBest(laps.toReversed(), () => true)!.timeS).toBeCloseTo(laps[0].lapTimeS!, 1);
  // laps that do not follow one another are not joined
  expect(rollingBest(laps, () => false)).toEqual({
    timeS: Math.min(...laps.map(({lapTimeS}) => lapTimeS!)),
    errorS: 0,
    fromM: 0,
    lap: expect.any(Number),
  });
  expect(rollingBest([], () => true)).toBeNull();
});
