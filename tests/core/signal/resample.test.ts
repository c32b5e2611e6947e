import {describe, expect, it} from "vitest";
import {evenGrid, resample} from "../../../src/core/signal/resample.js";

describe("evenGrid", () => {
  it("keeps both ends when the length is a whole number of steps", () => {
    expect([...evenGrid(0.3, 0.1)].map((v) => +v.toFixed(3))).toEqual([0, 0.1, 0.2, 0.3]);
    expect(evenGrid(5278.5, 1).length).toBe(5279);
  });
  it("refuses a step that is not positive", () => expect(() => evenGrid(10, 0)).toThrow("invalid step: 0"));
});

describe("resample", () => {
  it("reads a straight line exactly at any grid", () => {
    const x = [0, 1, 3, 7, 8];
    const y = x.map((v) => 2 * v + 1);
    const grid = evenGrid(8, 0.25);
    expect([...resample(x, y, grid)]).toEqual([...grid].map((v) => 2 * v + 1));
  });
  it("never interpolates discrete values", () => {
    expect([...resample([0, 1, 2], [3, 4, 6], [0, 0.9, 1, 1.5, 2], {discrete: true})]).toEqual([3, 3, 4, 4, 6]);
  });
  it("is NaN outside, and next to NaN", () => {
    expect([...resample([1, 2, 3], [1, Number.NaN, 3], [0, 1, 1.5, 2.5, 3, 4])]).toEqual([
      Number.NaN,
      1,
      Number.NaN,
      Number.NaN,
      3,
      Number.NaN,
    ]);
  });
  it("takes the last of equal x", () => expect([...resample([0, 1, 1, 2], [0, 5, 7, 9], [1])]).toEqual([7]));
});
