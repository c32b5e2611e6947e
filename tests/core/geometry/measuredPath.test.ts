import {describe, expect, it} from "vitest";
import {measuredPath, nearestAlong, placeAlong} from "../../../src/core/geometry/measuredPath.js";

describe("measuredPath(x, z)", () => {
  // 100 m to the right, then 100 m up the map
  const path = measuredPath([0, 0.2, 50, Number.NaN, 100, 100], [0, 0, 0, 5, 0, -100]);

  it("leaves out unknown points and those where the car stands", () => {
    expect([...path.metres]).toEqual([0, 50, 100, 200]);
    expect(measuredPath([1], [1]).metres).toHaveLength(0);
  });

  it("has the place and the heading at a distance, and the distance nearest to a place", () => {
    expect(placeAlong(path, 25)).toEqual({metres: 25, x: 25, z: 0, headingDeg: 90});
    expect(placeAlong(path, 150)).toEqual({metres: 150, x: 100, z: -50, headingDeg: 0});
    expect(placeAlong(path, 1e9)?.metres).toBe(200);
    expect(placeAlong(path, Number.NEGATIVE_INFINITY)?.metres).toBe(0);
    expect(placeAlong(measuredPath([], []), 3)).toBeUndefined();
    expect(nearestAlong(path, 60, 8)).toBe(50);
  });
});
