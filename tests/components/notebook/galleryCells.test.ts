// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {join} from "node:path";
import * as d3 from "d3";
import {expect, it} from "vitest";
import {CellError} from "../../../src/components/notebook/cellError.js";
import {compileCell} from "../../../src/components/notebook/compileCell.js";
import {nextProblem, shownProblems} from "../../../src/components/notebook/editor/shownProblems.js";
import {errorBox} from "../../../src/components/notebook/errorBox.js";
import type {CellPart} from "../../../src/core/notebook/splitNotebook.js";
import {splitNotebook} from "../../../src/core/notebook/splitNotebook.js";

const template = (name: string) =>
  splitNotebook(
    readFileSync(join(import.meta.dirname, `../../../loaders/workspace/templates/${name}.md`), "utf8"),
  ).parts.filter((part): part is CellPart => part.type === "cell");

/** The names that the cell declaring `name` gives to others. */
async function given(notebook: string, name: string, words: Record<string, unknown>) {
  const cell = template(notebook).find(({source}) => source.includes(`const ${name} =`))!;
  const {inputs, run} = compileCell(cell.source, "test");
  return run(...inputs.map((input) => words[input] ?? (globalThis as Record<string, unknown>)[input]));
}

/** A pass through the only corner. */
const pass = (driver: string, brakePointM: number | null, brakePeak = 0.9) => ({
  ...{kind: "corner", valid: true, number: 1, name: "turn 1", car: 0, driver, brakePointM, brakePeak},
});

it("“Who brakes latest”: neither a dab nor one odd lap sets the zero", async () => {
  const passes = [
    ...[100, 101, 102].map((at) => pass("Ada", at)),
    ...[110, 111, 112].map((at) => pass("Ben", at, 0.8)),
    // touches the brake at the apex
    ...[150, 151, 152].map((at) => pass("Cay", at, 0.2)),
    // goes through flat but once
    ...[null, null, null, 160].map((at) => pass("Dee", at)),
  ];
  const {earlier, drivers} = await given("braking", "braked", {passes, d3});
  expect((earlier as {who: string; earlierM: number}[]).map(({who, earlierM}) => [who, earlierM])).toEqual([
    ["Ada", 10],
    ["Ben", 0],
  ]);
  expect(drivers).toEqual(["Ben", "Ada"]);
  // a corner in which all brake lightly is a corner all the same
  const light = [pass("Ada", 100, 0.2), pass("Ben", 104, 0.25)];
  expect((await given("braking", "braked", {passes: light, d3})).points).toHaveLength(2);
  expect((await given("braking", "braked", {passes: [], d3})).order).toEqual([]);
});

it("“Who brakes latest”: of twenty drivers no two have the same colour", async () => {
  const drivers = Array.from({length: 20}, (_, i) => `driver ${i}`);
  const colors = d3.schemeObservable10.slice(0, 8);
  const words = {drivers, colors, color: () => "grey"};
  for (const shown of [drivers.slice(0, 3), drivers, []]) {
    const {look, lookOf} = (await given("braking", "look", {...words, shown})) as {
      look: {domain: string[]; range: string[]};
      lookOf: (row: {who: string}) => string;
    };
    const used = [...new Set(drivers.map((who) => lookOf({who})))];
    expect(new Set(used.map((name) => look.range[look.domain.indexOf(name)])).size).toBe(used.length);
    expect(used.length).toBe(Math.min(shown.length, 8) + 1);
  }
  const {look} = (await given("braking", "look", {...words, drivers: ["a", "b"], shown: ["a", "b"]})) as {
    look: {domain: string[]};
  };
  expect(look.domain).toEqual(["a", "b"]);
});

it("F8 goes from error to error and has all of their text, with the line", () => {
  const element = document.createElement("div");
  element.append(
    errorBox(new CellError("b is not defined", 2, "Did you mean a?"), 10),
    errorBox(new CellError("no lap"), 4),
  );
  const problems = shownProblems([{part: {type: "markdown", text: "", line: 3}, element}]);
  expect(problems).toEqual([
    {line: 4, message: "Line 4: no lap"},
    {line: 11, message: "Line 11: b is not defined.\nDid you mean a?"},
  ]);
  expect([1, 4, 10, 11, 99].map((line) => nextProblem(problems, line)?.line)).toEqual([4, 11, 11, 4, 4]);
  expect(nextProblem([], 1)).toBeUndefined();
});
