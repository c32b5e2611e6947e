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

it("rollingBest(laps, follows) bounds the error of its cut by samples, paths and the check at the line", () => {
  const at = {offset: (m: number) => (m < 500 ? 0 : 5)};
  const slow = (from: number, to: number, offset = at.offset) =>
    gridLapOf(1000, {speedKmh: (m) => (m >= from && m < to ? 72 : 180), offset});
  const laps = [slow(0, 200), slow(700, 900, () => 0)].map((one) => ({...one, sampleS: 0.25}));
  const error = (own: typeof laps) => rollingBest(own, () => true)!.errorS;
  // two laps at 4 Hz: an eighth of each spacing
  expect(rollingBest(laps, () => true)!.fromM).toBeLessThan(500);
  expect(error(laps)).toBeCloseTo(0.5 / 8, 9);
  // samples and official time of a lap disagree by 0.1 s at the line: so they may at the cut
  const [one, two] = laps;
  const measured = {lapTimeS: one.lapTimeS! + 0.1, errorS: 0, lineErrorS: 0};
  expect(error([{...one, measured}, two])).toBeCloseTo(0.5 / 8 + 0.1, 9);
  // 5 m apart, of which 2 %, where one lap ends its slow part: at 20 to 50 m/s
  const wide = {...two, offset: two.offset.map(() => 5)};
  expect(error([one, wide])).toBeGreaterThan(0.5 / 8 + 0.1 / 50);
  expect(error([one, wide])).toBeLessThan(0.5 / 8 + 0.1 / 20);
  // places by the distance driven, up to 0.5 % of the way to the nearer end
  const driven = {...two, alignment: "distance" as const};
  const {fromM, errorS} = rollingBest([one, driven], () => true)!;
  expect(errorS).toBeGreaterThan(0.5 / 8 + (0.005 * fromM) / 50);
  expect(errorS).toBeLessThan(0.5 / 8 + (0.005 * fromM) / 20);
});
