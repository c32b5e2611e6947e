// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import {expect, it} from "vitest";
import {compileCell} from "../../../src/components/notebook/compileCell.js";
import {sqlCellSource} from "../../../src/components/notebook/sqlCellSource.js";
import type {PlotEncoding} from "../../../src/components/sql/plotEncoding.js";
import {resultCell} from "../../../src/components/sql/resultCell.js";
import {resultPlot} from "../../../src/components/sql/resultPlot.js";
import {color, SERIES} from "../../../src/components/ui/palette.js";
import {type CellPart, splitNotebook} from "../../../src/core/notebook/splitNotebook.js";
import type {PlainType, PlainValue, QueryResult} from "../../../src/core/sql/queryResult.js";

function answer(text: string, columns: Record<string, PlainType>, ...rows: PlainValue[][]): QueryResult {
  const names = Object.keys(columns);
  return {
    ...{text, ms: 1, columns: names.map((name) => ({name, type: columns[name], unit: ""}))},
    rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))),
  };
}

/** Runs the pasted blocks: the query that they ask, and the chart. */
async function pasted(result: QueryResult, encoding: PlotEncoding) {
  const cells = splitNotebook(resultCell(result, encoding)).parts.filter(
    (part): part is CellPart => part.type === "cell",
  );
  expect(cells).toHaveLength(2);
  const asked: string[] = [];
  const shown: Element[] = [];
  const sql = async (strings: readonly string[], ...values: unknown[]) => {
    asked.push(strings.map((part, i) => part + (values[i] ?? "")).join(""));
    return result.rows;
  };
  const words: Record<string, unknown> = {
    ...{sql, Plot, width: 960, colors: SERIES.map(color), display: (value: Element) => shown.push(value)},
  };
  for (const {language, source, options} of cells) {
    const {inputs, run} = compileCell(language === "sql" ? sqlCellSource(source, options) : source, "t");
    Object.assign(words, await run(...inputs.map((name) => words[name] ?? (globalThis as never)[name])));
  }
  return {asked, svg: shown[0].matches("svg") ? shown[0] : shown[0].querySelector("svg[viewBox]:last-of-type")!};
}

const HOSTILE = "select track, 'a`b \\ ${1 + 1} ```' as note, min(lapTimeMs) as best\nfrom laps group by all";

it.each([
  ["bars", answer("select 1", {track: "text", best: "number"}, ["Spa", 3], ["Monza", 1])],
  [
    "a line for each driver",
    answer(HOSTILE, {lap: "number", s: "number", who: "text"}, [1, 9, "A"], [2, 8, "A"], [1, 7, "B"], [2, 6, "B"]),
  ],
  ["dots", answer("select 'x```y' as a", {"odd name;": "number", v: "number"}, [0, 0], [-1, 1])],
  ["days", answer("select 2", {day: "date", v: "number"}, ["2026-02-28", 0], ["2026-03-01 10:00:00", 1])],
])("resultCell(result, encoding) asks the same query and draws the same marks: %s", async (_, result) => {
  const page = resultPlot(result);
  const encoding = Object.fromEntries(
    [...page.querySelectorAll("select")].map((menu, i) => [["x", "y", "color", "mark"][i], menu.value]),
  ) as unknown as PlotEncoding;
  const {asked, svg} = await pasted(result, encoding);
  expect(asked).toEqual([result.text]);
  const marks = (root: Element) =>
    [
      "g[aria-label=bar] rect, [data-mark=bar] rect",
      "g[aria-label=dot] circle, [data-mark=dot] circle",
      "g[aria-label=line] path, [data-mark=line] path",
    ].map((selector) => root.querySelectorAll(selector).length);
  expect(marks(svg)).toEqual(marks(page));
  expect(Math.max(...marks(svg))).toBeGreaterThan(0);
});
