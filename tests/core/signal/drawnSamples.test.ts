import {expect, it} from "vitest";
import {columnRange} from "../../../src/core/signal/columnRange.js";
import {drawnSamples} from "../../../src/core/signal/drawnSamples.js";
import {random} from "../../../src/core/signal/random.js";

const COLUMNS = 50;

it("drawnSamples(x, y) covers in every column what the line through all samples covers, with at most four of them", () => {
  const generator = random(7);
  for (const n of [1, 2, 3, 40, 5000]) {
    const x = Float64Array.from({length: n}, (_, i) => i + 0.5 * generator.next());
    const y = x.map((_, i) => (i % 97 > 90 ? Number.NaN : Math.sin(i / 30) * 100 + generator.next() * 20));
    const breaks = x.map((_, i) => Number(i % 211 === 0));
    const step = n / COLUMNS;
    const runs = drawnSamples(x, y, {from: 0, to: n, step, breaks});
    const kept = runs.flat();
    expect(kept.length).toBeLessThanOrEqual(4 * COLUMNS + 4 * runs.length);
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    const few = (column: Float64Array) => kept.map((i) => column[i]);
    const starts = new Set(runs.map(([first]) => first));
    const options = {x0: 0, step, columns: COLUMNS};
    const drawn = columnRange(few(x), few(y), {
      ...{from: 0, to: kept.length, ...options},
      breaks: kept.map((i) => Number(starts.has(i))),
    });
    expect(drawn).toEqual(columnRange(x, y, {from: 0, to: n, ...options, breaks}));
  }
});

it("drawnSamples keeps every sample where they are further apart than columns, and a single one between gaps", () => {
  const y = [1, 2, Number.NaN, 5, Number.NaN, 3, 3, 3];
  expect(drawnSamples([0, 1, 2, 3, 4, 5, 6, 7], y, {from: 0, to: 8, step: 0.5})).toEqual([[0, 1], [3], [5, 6, 7]]);
  expect(drawnSamples([], [], {from: 0, to: 0, step: 1})).toEqual([]);
});
