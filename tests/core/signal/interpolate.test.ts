import {describe, expect, it} from "vitest";
import {interpolate} from "../../../src/core/signal/interpolate.js";

describe("interpolate(x, y, grid)", () => {
  it("reads a straight line exactly at any grid", () => {
    const x = [0, 1, 3, 7, 8];
    const y = x.map((v) => 2 * v + 1);
    const grid = Float64Array.from({length: 33}, (_, i) => i / 4);
    expect([...interpolate(x, y, grid)]).toEqual([...grid].map((v) => 2 * v + 1));
  });
  it("never interpolates discrete values", () => {
    expect([...interpolate([0, 1, 2], [3, 4, 6], [0, 0.9, 1, 1.5, 2], {discrete: true})]).toEqual([3, 3, 4, 4, 6]);
  });
  it("is NaN outside, and next to NaN", () => {
    expect([...interpolate([1, 2, 3], [1, Number.NaN, 3], [0, 1, 1.5, 2.5, 3, 4])]).toEqual([
      Number.NaN,
      1,
      Number.NaN,
      Number.NaN,
      3,
      Number.NaN,
    ]);
  });
  it("takes the last of equal x", () => expect([...interpolate([0, 1, 1, 2], [0, 5, 7, 9], [1])]).toEqual([7]));
});
