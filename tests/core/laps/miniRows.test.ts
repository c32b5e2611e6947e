import {expect, it} from "vitest";
import {MiniRows} from "../../../src/core/laps/miniRows.js";

it("MiniRows gives back what it took, row by row, however many", () => {
  const rows = new MiniRows(3);
  const taken = Array.from({length: 500}, (_, i) => [i, i + 0.5, i % 7 ? 2 * i : Number.NaN]);
  expect(taken.map((times) => rows.add(times))).toEqual(taken.map((_, i) => i));
  expect(taken.map((_, i) => [...rows.row(i)])).toEqual(taken);
});
