// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {TIMING_MARKS, timingLegend} from "../../../src/components/ui/timingMarks.js";

it("tables draw the marks that the legend names, each with its word", () => {
  const css = readFileSync("src/style/tables.css", "utf8");
  for (const [name, {mark, word}] of Object.entries(TIMING_MARKS)) {
    expect(css).toContain(`.lb-${name}::before {\n  content: "${mark}";\n  content: "${mark}" / "${word}";`);
  }
  const marks = Object.values(TIMING_MARKS).map(({mark}) => mark);
  expect(new Set(marks).size).toBe(marks.length);
  expect(timingLegend(["best", "theoretical"]).textContent).toBe("best of the sessionbest sectors");
});
