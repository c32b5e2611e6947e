import {expect, it} from "vitest";
import {cellOfText, cellText} from "../../../src/core/report/cellText.js";
import type {ReportCell} from "../../../src/core/report/reportSpec.js";

const VIEWS = ["laps", "corners"];

it("cellOfText(cellText(cell), kind, views) is the cell", () => {
  const options = {laps: "S:0:1,S:0:2", charts: "delta,speedKmh:120", at: "10-90"};
  const cells: ReportCell[] = [
    {kind: "text", markdown: "a: b\n\n- view: none"},
    {kind: "view", view: "laps", options},
    {kind: "view", view: "corners", options: {}},
  ];
  for (const cell of cells) expect(cellOfText(cellText(cell), cell.kind, VIEWS)).toEqual(cell);
});

it("says which line is no option, and which view was meant", () => {
  const of = (text: string) => cellOfText(text, "view", VIEWS);
  expect(of("view: laps\n\n  charts :  delta \nat:")).toEqual({kind: "view", view: "laps", options: {charts: "delta"}});
  expect(() => of("view: laps\nspeed")).toThrow("line 2 is no option: speed");
  expect(() => of("view: lap")).toThrow("unknown view: lap; did you mean laps?");
  expect(() => of("view: toString")).toThrow("unknown view: toString; views are laps, corners");
  expect(() => of("charts: delta")).toThrow("unknown view: none");
});
