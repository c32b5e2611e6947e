import {expect, it} from "vitest";
import {suggestEncoding} from "../../../src/components/sql/plotEncoding.js";
import {toCsv} from "../../../src/components/sql/resultCsv.js";
import type {PlainType, PlainValue} from "../../../src/core/sql/queryResult.js";

/** An answer of rows in the order of the columns. */
function answer(columns: Record<string, PlainType>, ...rows: PlainValue[][]) {
  const names = Object.keys(columns);
  return {
    columns: names.map((name) => ({name, type: columns[name], unit: ""})),
    rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))),
  };
}

it("suggestEncoding(result): text makes bars, rising numbers and dates a line, others dots, few values a colour", () => {
  const bars = answer({k: "text", v: "number"}, ["a", 1], ["b", 2]);
  expect(suggestEncoding(bars)).toMatchObject({x: "k", y: "v", mark: "bar"});
  const line = answer({x: "number", y: "number", who: "text"}, [0, 0, "p"], [1, 2, "p"]);
  expect(suggestEncoding(line)).toEqual({x: "x", y: "y", color: "who", mark: "line"});
  const dots = answer({x: "number", y: "number"}, [0, 0], [-1, 1]);
  expect(suggestEncoding(dots)?.mark).toBe("dot");
  const dates = answer({day: "date", y: "number"}, ["2026-02-28", 0], ["2026-03-01 10:00:00", 1]);
  expect(suggestEncoding(dates)?.mark).toBe("line");
  expect(suggestEncoding(answer({k: "text"}, ["a"]))).toBeNull();
});

it("toCsv(result) quotes, and leaves null empty", () => {
  expect(toCsv(answer({k: "text", n: "text", v: "number"}, ["a,b", null, 1.5]))).toBe('k,n,v\n"a,b",,1.5');
});
