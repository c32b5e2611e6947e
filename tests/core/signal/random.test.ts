import {expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";

it("random(seed, stream) repeats for equal seeds and differs for others", () => {
  const ten = (seed: number, stream: number) => {
    const source = random(seed, stream);
    return Array.from({length: 10}, () => source.bits());
  };
  expect(ten(1, 0)).toEqual(ten(1, 0));
  const seen = new Set([ten(1, 0), ten(2, 0), ten(1, 1), ten(1 + 2 ** 40, 0)].flat());
  expect(seen.size).toBe(40);
});

it("random(seed).next() is uniform and normal() is normal", () => {
  const source = random(7);
  const n = 50_000;
  const cells = new Array(10).fill(0);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    cells[Math.floor(source.next() * 10)]++;
    const value = source.normal();
    sum += value;
    squares += value * value;
  }
  // χ² of nine degrees of freedom stays below 27.9 in 999 of 1000 cases
  expect(cells.reduce((chi, count) => chi + (count - n / 10) ** 2 / (n / 10), 0)).toBeLessThan(27.9);
  expect(Math.abs(sum / n)).toBeLessThan(0.02);
  expect(squares / n).toBeCloseTo(1, 1);
});
