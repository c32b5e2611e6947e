import {expect, it} from "vitest";
import {fullLock, largest, scaled} from "../../../../src/core/files/columns/convertColumn.js";

it("scaled(values, {factor, add}) multiplies, then adds; what is not finite is unknown", () => {
  const fahrenheit = Float64Array.of(32, 212, -40, Number.POSITIVE_INFINITY, Number.NaN);
  const celsius = scaled(fahrenheit, {factor: 5 / 9, add: -160 / 9});
  for (const [i, value] of [0, 100, -40].entries()) expect(celsius[i]).toBeCloseTo(value, 12);
  expect([...celsius.subarray(3)]).toEqual([Number.NaN, Number.NaN]);
});

it("largest(values) is the largest magnitude that is finite", () => {
  expect(largest(Float64Array.of(1, -7, Number.NEGATIVE_INFINITY, Number.NaN, 3))).toBe(7);
  expect(largest(new Float64Array(0))).toBe(0);
});

it("fullLock(largest, lock, notes) takes the file's lock, or the largest angle and says so", () => {
  const notes: string[] = [];
  expect(fullLock(200, 450, notes)).toBe(450);
  expect(notes).toEqual([]);
  expect(fullLock(200, undefined, notes)).toBe(200);
  expect(notes.join()).toContain("200.0°");
});
