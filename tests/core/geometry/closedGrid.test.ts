import {expect, it} from "vitest";
import {closedMean, gridValue, wrapDistance} from "../../../src/core/geometry/closedGrid.js";

it("wrapDistance(circuit, distance) brings any distance into the lap", () => {
  const circuit = {lengthM: 5891};
  expect(wrapDistance(circuit, -1)).toBe(5890);
  expect(wrapDistance(circuit, 5891)).toBe(0);
  expect(wrapDistance(circuit, 3 * 5891 + 7)).toBeCloseTo(7, 9);
});

it("gridValue(column, grid, distance) is linear, from the last point to the first too", () => {
  const grid = {n: 4, step: 10};
  const at = (distance: number) => gridValue([0, 1, 2, 6], grid, distance);
  expect([at(0), at(5), at(30), at(35)]).toEqual([0, 0.5, 6, 3]);
});

it("closedMean(column, reach) keeps the sum and is symmetric", () => {
  const column = Float64Array.of(0, 0, 9, 0, 0, 0);
  expect([...closedMean(column, 1)]).toEqual([0, 3, 3, 3, 0, 0]);
  expect([...closedMean(Float64Array.of(9, 0, 0, 0, 0, 0), 1)]).toEqual([3, 3, 0, 0, 0, 3]);
});
