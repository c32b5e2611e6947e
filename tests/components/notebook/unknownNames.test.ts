// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import {describe, expect, it} from "vitest";
import type {CellError} from "../../../src/components/notebook/cellError.js";
import {checkedPlot} from "../../../src/components/notebook/checkedPlot.js";
import {knownCharts} from "../../../src/components/notebook/knownCharts.js";
import {rowsTable} from "../../../src/components/notebook/rowsTable.js";
import {unknownChannel} from "../../../src/components/notebook/unknownName.js";
import {chartWords} from "../../../src/components/notebook/words/chartWords.js";
import {liveWords} from "../../../src/components/notebook/words/liveWords.js";
import {errorHint} from "../../../src/core/sql/duckError.js";
import {fakeLap} from "../fakeLap.js";

/** What a cell would show: `message | how to mend it`; "" where nothing is wrong. */
const shown = (act: () => unknown) => {
  try {
    act();
    return "";
  } catch (error) {
    return `${(error as CellError).message} | ${(error as CellError).mend}`;
  }
};

describe("an unknown name", () => {
  it("of a channel suggests the nearest ones: by name, by label, by an alias", () => {
    const meant = (name: string) => unknownChannel(name)?.mend;
    expect(meant("steerin")).toBe("Did you mean steering?");
    expect(meant("Speed")).toMatch(/\bspeedKmh\b/);
    expect(meant("engine speed")).toBe("Did you mean rpm?");
    expect(meant("tyrePresureFlPsi")).toMatch(/^Did you mean tyrePressureFlPsi\b/);
    expect(meant("qqqqqq")).toBe("docs/formats.md lists the channels.");
    expect(meant("speedKmh")).toBeUndefined();
    expect(unknownChannel(undefined)?.message).toBe("unknown channel: undefined");
  });

  it("in the charts of laps leaves the others; columns of the laps' own files are known", () => {
    const laps = [fakeLap({speedKmh: [1], "Damper FL": [1]})];
    const {charts, unknown} = knownCharts(laps, [
      ...["speedKmh", "delta", "Damper FL", "tyrePressure*Psi", "throtle", "Damper FR"],
      {channels: ["brake", "braek"], height: 50},
    ]);
    expect(charts).toEqual(["speedKmh", "delta", "Damper FL", "tyrePressure*Psi", {channels: ["brake"], height: 50}]);
    expect(unknown.map(({mend}) => mend.slice(0, 24))).toEqual([
      "Did you mean throttle?",
      "Did you mean Damper FL?",
      "Did you mean brake?",
    ]);
    expect(knownCharts(laps, undefined)).toEqual({charts: undefined, unknown: []});
  });

  it("of a column in x, y or a colour of Plot is refused, and nothing else is", () => {
    const {lineY, dot, boxX, ruleY, binX, rectY, text} = checkedPlot(Plot);
    const rows = [{distanceM: 1, speedKmh: 2, driver: "a"}, {distanceM: 2}];
    expect(shown(() => lineY(rows, {x: "distanceM", y: "speedKm"}))).toBe(
      "unknown column in y of Plot.lineY: speedKm | Did you mean speedKmh?",
    );
    expect(shown(() => dot(rows, {x: "zzz", stroke: "driver"}))).toMatch(/in x of Plot\.dot.*The rows have distanceM/);
    expect(shown(() => dot(rows, {x: "distanceM", stroke: "drivr"}))).toMatch(/in stroke.*Did you mean driver/);
    expect(shown(() => boxX(rows, {x: "speedKm", y: "driver"}))).toMatch(/Did you mean speedKmh/);
    for (const fine of [
      () => dot(rows, {x: "distanceM", y: "speedKmh", stroke: "red", fill: "driver", title: "none"}),
      () => dot(rows, {x: (d: {speedKmh: number}) => d.speedKmh, y: [1, 2], fill: "currentColor"}),
      () => rectY(rows, binX({y: "count"}, {x: "speedKmh"})),
      () => lineY([], {x: "anything", y: "goes"}),
      () => lineY([1, 2, 3], {stroke: "steelblue"}),
      () => ruleY([0], {stroke: "nothing"}),
      () => text(["a"], {frameAnchor: "top"}),
      () => lineY({length: 2}, {x: [1, 2], y: [1, 2]}),
    ])
      expect(shown(fine), String(fine)).toBe("");
    const plot = checkedPlot(Plot);
    expect(plot.lineY(rows, {x: "distanceM", y: "speedKmh"}).plot().tagName).toBe("svg");
    expect(
      new (plot.Line as unknown as new (...given: unknown[]) => unknown)(rows, {x: "distanceM", y: "speedKmh"}),
    ).toBeInstanceOf(Plot.Mark);
  });

  it("of a table's column, a topic and a channel of live rows", () => {
    expect(shown(() => rowsTable([{lapTimeMs: 1}], {columns: ["lapTime"]}))).toMatch(
      /lapTime \| Did you mean lapTimeMs/,
    );
    const format = {made: () => "b"} as const;
    for (const fine of [
      () => rowsTable([], {columns: ["a"]}),
      () => rowsTable([{a: 1}], {columns: ["a", "made"], format}),
    ])
      expect(shown(fine)).toBe("");
    const live = liveWords().live() as (topic: string, options?: object) => unknown;
    expect(shown(() => live("telemetri"))).toBe("unknown topic: telemetri | Did you mean telemetry?");
    expect(shown(() => live("telemetry", {channels: ["speed", "speedKmh"]}))).toBe("");
    expect(shown(() => live("telemetry", {channels: ["gearr"]}))).toMatch(/Did you mean gear/);
  });

  it("of a colour", () => {
    const words = chartWords({resize: () => document.createElement("div")});
    const color = words.color() as (name: string) => string;
    expect(color("gain")).toBe("var(--lb-gain)");
    expect(shown(() => color("throtle"))).toBe("unknown colour: throtle | Did you mean throttle?");
    expect(shown(() => color("constructor"))).toMatch(/^unknown colour/);
  });

  it("of a column or table of SQL", () => {
    const hint = (name: string, query: string) =>
      errorHint(`Binder Error: Referenced column "${name}" not found in FROM clause!`, query);
    expect(hint("lapTime", "select lapTime from laps")).toMatch(/^Did you mean lapTimeMs/);
    expect(hint("minimumKm", "select minimumKm from corners join laps")).toMatch(/^Did you mean minimumKmh\?/);
    expect(hint("minimumKm", "select minimumKm from laps")).not.toMatch(/minimumKmh/);
    expect(hint("zzzzz", "select zzzzz from laps")).toMatch(/^Columns and units/);
    expect(
      errorHint('Binder Error: Table "s" does not have a column named "speeed"', "select s.speeed from samples s"),
    ).toMatch(/^Did you mean speedKmh/);
    expect(errorHint("Catalog Error: Table with name lapss does not exist!", "from lapss")).toMatch(
      /^Did you mean laps\?/,
    );
  });
});
