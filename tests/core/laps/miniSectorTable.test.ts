import {expect, it} from "vitest";
import {MiniSectorTable} from "../../../src/core/laps/miniSectorTable.js";

it("MiniSectorTable gives back what it took, row by row, however many", () => {
  const rows = new MiniSectorTable(3);
  const taken = Array.from({length: 500}, (_, i) => [i, i + 0.5, i % 7 ? 2 * i : Number.NaN]);
  expect(taken.map((times) => rows.add(times))).toEqual(taken.map((_, i) => i));
  expect(taken.map((_, i) => [...rows.row(i)])).toEqual(taken);
});
