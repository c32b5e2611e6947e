import {expect, it} from "vitest";
import {parseQuality, QUALITY_COLUMNS, qualityAt} from "../../../src/core/archive/quality.js";

const line = (sessionTime: number, latencyLogMs: number | null, more = {}) =>
  JSON.stringify({sessionTime, at: 1e12, latencyLogMs, ...more});

it("parseQuality(text) leaves out damaged lines, and has no value for what is missing or no number", () => {
  const rows = parseQuality(
    [
      line(1, 0.5, {framesLost: "3"}),
      "",
      "null",
      "[]",
      '{"sessionTime":2}',
      line(3, null),
      line(4, 2).slice(0, 20),
    ].join("\n"),
  );
  expect(rows.map(({sessionTime, latencyLogMs, framesLost}) => [sessionTime, latencyLogMs, framesLost])).toEqual([
    [1, 0.5, null],
    [3, null, null],
  ]);
  expect(Object.keys(rows[0])).toEqual(["sessionTime", "at", ...QUALITY_COLUMNS.map(({name}) => name)]);
});

it("qualityAt(rows, name, times) has a row's value in its second, none in a pause, and the later row after a flashback", () => {
  const rows = parseQuality([line(1, 10), line(2, 20), line(9, 90), line(1.5, 15), line(2.5, null)].join("\n"));
  // 9 s and 2 s were taken back; the pause between 2.5 s and the end has no row
  expect([...qualityAt(rows, "latencyLogMs", Float64Array.of(0.2, 1, 1.2, 1.5, 2, 5, 9))]).toEqual([
    10,
    10,
    15,
    15,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
  expect([...qualityAt([], "latencyLogMs", Float64Array.of(1))]).toEqual([Number.NaN]);
});
