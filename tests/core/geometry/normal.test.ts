import {describe, expect, it} from "vitest";
import {directionAt} from "../../../src/core/geometry/normal.js";

describe("directionAt", () => {
  it("is the tangent of a circle", () => {
    const angle = Array.from({length: 360}, (_, i) => (i * Math.PI) / 180);
    const x = angle.map(Math.cos);
    const y = angle.map(Math.sin);
    for (const i of [10, 100, 200, 300]) {
      const [dx, dy] = directionAt(x, y, i);
      expect(dx).toBeCloseTo(-Math.sin(angle[i]), 3);
      expect(dy).toBeCloseTo(Math.cos(angle[i]), 3);
    }
  });
  it("looks past unknown points, works at the ends, and is [0, 0] for a standing car", () => {
    expect(directionAt([0, Number.NaN, 2], [0, Number.NaN, 0], 0)).toEqual([1, 0]);
    expect(directionAt([1, 1, 1], [2, 2, 2], 1)).toEqual([0, 0]);
  });
});
