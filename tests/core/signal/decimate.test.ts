import {describe, expect, it} from "vitest";
import {changes, decimate} from "../../../src/core/signal/decimate.js";

/** A small deterministic noise. */
function noise(seed: number) {
  let s = seed;
  return () => (s = (s * 16807) % 2147483647) / 2147483647;
}

function run(x: ArrayLike<number>, y: ArrayLike<number>, step: number, more: object = {}) {
  const points: {index: number; start: boolean}[] = [];
  decimate(x, y, {from: 0, to: x.length, x0: 0, step, ...more}, (index, start) => points.push({index, start}));
  return points;
}

describe("decimate", () => {
  const random = noise(7);
  const n = 5400;
  const x = Float64Array.from({length: n}, (_, i) => i + random() * 0.5);
  const y = Float64Array.from({length: n}, () => random() * 300);

  it("keeps min, max, first and last of every pixel column", () => {
    const step = n / 400;
    const kept = new Set(run(x, y, step).map((p) => p.index));
    for (let column = 0; column < 400; column++) {
      const inside = [...x.keys()].filter((i) => x[i] >= column * step && x[i] < (column + 1) * step);
      if (!inside.length) continue;
      const values = inside.map((i) => y[i]);
      const keptValues = inside.filter((i) => kept.has(i)).map((i) => y[i]);
      expect(Math.min(...keptValues)).toBe(Math.min(...values));
      expect(Math.max(...keptValues)).toBe(Math.max(...values));
      expect(kept.has(inside[0]) && kept.has(inside.at(-1)!)).toBe(true);
    }
  });

  it("gives indexes in ascending order, at most four a column, both ends among them", () => {
    const points = run(x, y, n / 100).map((p) => p.index);
    expect(points).toEqual([...new Set(points)].sort((a, b) => a - b));
    expect(points.length).toBeLessThanOrEqual(404);
    expect(points[0]).toBe(0);
    expect(points.at(-1)).toBe(n - 1);
  });

  it("gives every sample when columns are narrower than samples", () => {
    expect(run([0, 1, 2, 3], [5, 6, 7, 8], 0.5).map((p) => p.index)).toEqual([0, 1, 2, 3]);
  });

  it("begins a new stretch after NaN and at a break", () => {
    const values = [1, 2, Number.NaN, 3, 4, 5];
    const points = run([0, 1, 2, 3, 4, 5], values, 1, {breaks: [0, 0, 0, 0, 0, 1]});
    expect(points.filter((p) => p.start).map((p) => p.index)).toEqual([0, 3, 5]);
    expect(points.map((p) => p.index)).not.toContain(2);
  });

  it("stays within the tolerance of what it leaves out", () => {
    const smooth = Float64Array.from(x, (v) => 100 * Math.sin(v / 300));
    const points = run(x, smooth, 10, {tolerance: 4});
    expect(points.length).toBeLessThan(n / 8);
    let k = 0;
    for (let i = 0; i < n; i++) {
      while (k + 1 < points.length && points[k + 1].index < i) k++;
      const [a, b] = [points[k].index, points[Math.min(k + 1, points.length - 1)].index];
      const lowest = Math.min(smooth[a], smooth[b]) - 4;
      const highest = Math.max(smooth[a], smooth[b]) + 4;
      expect(smooth[i] >= lowest && smooth[i] <= highest).toBe(true);
    }
  });

  it("gives nothing for nothing and for NaN throughout", () => {
    expect(run([], [], 1)).toEqual([]);
    expect(run([0, 1], [Number.NaN, Number.NaN], 1)).toEqual([]);
  });
});

describe("changes", () => {
  const steps = (y: number[], breaks?: number[]) => {
    const points: [number, boolean][] = [];
    changes(y, {from: 0, to: y.length, breaks}, (index, start) => points.push([index, start]));
    return points;
  };
  it("gives the first, each change and the last sample", () => {
    expect(steps([3, 3, 3, 4, 4, 5, 5])).toEqual([
      [0, true],
      [3, false],
      [5, false],
      [6, false],
    ]);
  });
  it("closes a stretch before NaN and before a break", () => {
    expect(steps([3, 3, Number.NaN, 3, 3])).toEqual([
      [0, true],
      [1, false],
      [3, true],
      [4, false],
    ]);
    expect(steps([3, 3, 3, 3], [0, 0, 1, 0])).toEqual([
      [0, true],
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
  it("gives a single sample once", () => expect(steps([7])).toEqual([[0, true]]));
});
