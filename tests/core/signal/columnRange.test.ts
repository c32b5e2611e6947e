import {describe, expect, it} from "vitest";
import {columnRange} from "../../../src/core/signal/columnRange.js";

/** A small deterministic noise. */
function noise(seed: number) {
  let s = seed;
  return () => (s = (s * 16807) % 2147483647) / 2147483647;
}

const run = (x: ArrayLike<number>, y: ArrayLike<number>, columns: number, more: object = {}) =>
  columnRange(x, y, {from: 0, to: x.length, x0: 0, step: 1, columns, ...more});

describe("columnRange", () => {
  const random = noise(7);
  const n = 5400;
  const x = Float64Array.from({length: n}, (_, i) => i + random() * 0.5);
  const y = Float64Array.from({length: n}, () => random() * 300);

  it("keeps the least and the greatest sample of every pixel column, and both ends", () => {
    const step = n / 400;
    const {low, high} = run(x, y, 400, {step});
    for (let c = 0; c < 400; c++) {
      const inside = [...x.keys()].filter((i) => x[i] >= c * step && x[i] < (c + 1) * step).map((i) => y[i]);
      expect(low[c]).toBeLessThanOrEqual(Math.min(...inside));
      expect(high[c]).toBeGreaterThanOrEqual(Math.max(...inside));
    }
    expect(low[0]).toBeLessThanOrEqual(y[0]);
    expect(high[399]).toBeGreaterThanOrEqual(y[n - 1]);
  });

  it("is exactly the range of the straight lines between samples", () => {
    const {low, high} = run([0.5, 3.5], [0, 30], 4);
    expect([...low]).toEqual([0, 5, 15, 25]);
    expect([...high]).toEqual([5, 15, 25, 30]);
  });

  it("joins neighbouring columns: none begins above where the one before ends", () => {
    const {low, high} = run(x, y, 400, {step: n / 400});
    for (let c = 1; c < 400; c++) expect(low[c] <= high[c - 1] && high[c] >= low[c - 1]).toBe(true);
  });

  it("holds a discrete value until it changes", () => {
    const {low, high} = run([0.5, 4.5], [3, 5], 6, {discrete: true});
    expect([...low]).toEqual([3, 3, 3, 3, 3, Infinity]);
    expect([...high]).toEqual([3, 3, 3, 3, 5, -Infinity]);
  });

  it("leaves a gap at NaN and at a break, and keeps a single sample", () => {
    const gap = run([0.5, 1.5, 2.5, 3.5, 4.5], [1, 1, Number.NaN, 1, 1], 5);
    expect([...gap.low]).toEqual([1, 1, Infinity, 1, 1]);
    const broken = run([0.5, 3.5], [1, 2], 4, {breaks: [0, 1]});
    expect([...broken.low]).toEqual([1, Infinity, Infinity, 2]);
    const alone = run([0.5, 1.5, 2.5], [Number.NaN, 7, Number.NaN], 3);
    expect([...alone.high]).toEqual([-Infinity, 7, -Infinity]);
  });

  it("comes in from outside the columns and leaves them", () => {
    const {low, high} = run([-10, 10], [0, 20], 4);
    expect([...low]).toEqual([10, 11, 12, 13]);
    expect([...high]).toEqual([11, 12, 13, 14]);
  });

  it("gives the same columns when everything is a million times larger", () => {
    const scaled = run(
      x.map((v) => v * 1e6),
      y.map((v) => v * 1e6),
      100,
      {step: 54e6},
    );
    run(x, y, 100, {step: 54}).high.forEach((v, c) => {
      expect(scaled.high[c] / 1e6).toBeCloseTo(v, 6);
    });
  });

  it("covers nothing for no samples and for NaN throughout", () => {
    expect([...run([], [], 2).low]).toEqual([Infinity, Infinity]);
    expect([...run([0, 1], [Number.NaN, Number.NaN], 2).high]).toEqual([-Infinity, -Infinity]);
  });
});
