import {describe, expect, it} from "vitest";
import {lapAxes} from "../../../src/core/laps/lapAxes.js";

describe("lapAxes", () => {
  it("counts time from the start of the lap, also for samples without lap data", () => {
    const {time} = lapAxes({sessionTime: [100, 100.1, 100.2], currentLapTimeMs: [500, Number.NaN, 700]});
    expect([...time].map((t) => +t.toFixed(3))).toEqual([0.5, 0.6, 0.7]);
  });
  it("interpolates missing distance over time", () => {
    const {distance} = lapAxes({
      sessionTime: [0, 1, 2, 4, 5],
      lapDistance: [Number.NaN, 10, Number.NaN, 40, Number.NaN],
    });
    expect([...distance]).toEqual([10, 10, 20, 40, 40]);
  });
  it("never goes back: a car that rolls back keeps the distance reached", () => {
    const {distance} = lapAxes({sessionTime: [0, 1, 2, 3], lapDistance: [5, 9, 8, 12]});
    expect([...distance]).toEqual([5, 9, 9, 12]);
  });
  it("has a break after a gap in time, and none at a constant lower rate", () => {
    const holed = [0, 1 / 60, 2 / 60, 1, 1 + 1 / 60];
    expect([...lapAxes({sessionTime: holed}).breaks]).toEqual([0, 0, 0, 1, 0]);
    expect([...lapAxes({sessionTime: [0, 0.5, 1, 1.5]}).breaks]).toEqual([0, 0, 0, 0]);
  });
  it("has nothing for an empty lap, and distance 0 where none is known", () => {
    expect(lapAxes({sessionTime: []}).time.length).toBe(0);
    expect([...lapAxes({sessionTime: [1, 2]}).distance]).toEqual([0, 0]);
  });
});
