import {expect, it} from "vitest";
import {meanInterval} from "../../../src/core/signal/meanInterval.js";

it("meanInterval(values) is Student's interval (scipy 1.17: stats.t.interval), without one for a single value", () => {
  // scipy.stats.t.interval(0.95, 3, loc=2.5, scale=stats.sem([1, 2, 3, 4]))
  expect(meanInterval([1, 2, Number.NaN, 3, 4])).toEqual({mean: 2.5, reach: expect.closeTo(2.0542598, 6), n: 4});
  expect(meanInterval([7])).toEqual({mean: 7, reach: Number.NaN, n: 1});
  expect(meanInterval([])).toEqual({mean: Number.NaN, reach: Number.NaN, n: 0});
});
