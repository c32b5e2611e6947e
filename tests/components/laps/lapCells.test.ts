import {describe, expect, it} from "vitest";
import {circuitMapCell, traceStackCell} from "../../../src/components/laps/lapCells.js";
import {traceChannel} from "../../../src/components/laps/traceChannels.js";
import {traceChart} from "../../../src/components/laps/traceCharts.js";
import {traceModel} from "../../../src/components/laps/traceModel.js";
import {compileCell} from "../../../src/components/notebook/compileCell.js";
import {fakeLap} from "../fakeLap.js";

/** What a cell shows when it runs with words that repeat what they are given. */
async function ran(cell: string) {
  const words: Record<string, unknown> = {
    lap: (name: string) => name,
    traceStack: (laps: string[], options: object) => ({laps, ...options}),
    circuitMap: (laps: string[], options: object) => ({laps, ...options}),
  };
  let shown: unknown;
  words.display = (value: unknown) => (shown = value);
  const {inputs, run} = compileCell(cell, "a");
  await run(...inputs.map((name) => words[name]));
  return shown;
}

const COLUMNS = {speedKmh: [1, 2, 3], throttle: [0, 1, 1], brake: [1, 0, 0]};
const lap = (key: string, derived: Record<string, Float64Array> = {}) => ({...fakeLap(COLUMNS, {key}), derived});
const [a, b] = [lap("s:0:1"), lap("s:0:2", {delta: new Float64Array(3), mine: new Float64Array(3)})];

describe("traceStackCell(laps, charts)", () => {
  it("runs, and gives the laps and charts of the page, which a notebook draws alike", async () => {
    const charts = [
      traceChart("speedKmh"),
      traceChart(["throttle", "brake"], {height: 120, scale: [0, 100]}),
      traceChart("delta"),
    ];
    const shown = (await ran(traceStackCell([a, b], charts)!)) as {laps: string[]; charts: never[]};
    expect(shown.laps).toEqual(["s:0:1", "s:0:2"]);
    const specs = (of: typeof charts) => of.map(({spec, height}) => ({...spec, height}));
    const drawn = traceModel([a, b], shown.charts).charts;
    expect(drawn).toHaveLength(3);
    expect(specs(drawn)).toEqual(specs(traceModel([a, b], charts).charts));
  });

  it("leaves out what only the page computes; without any chart there is no cell", async () => {
    const computed = [{...traceChannel("speedKmh"), id: "mine"}];
    const charts = [traceChart(["speedKmh", "mine"], {computed}), traceChart("mine", {computed})];
    expect(await ran(traceStackCell([a, b], charts)!)).toEqual({laps: ["s:0:1", "s:0:2"], charts: ["speedKmh"]});
    expect(traceStackCell([a, b], charts.slice(1))).toBeNull();
    expect(traceStackCell([], [traceChart("speedKmh")])).toBeNull();
  });
});

describe("circuitMapCell(laps, options)", () => {
  it.each([
    ["each lap's own line", {channel: null, colored: a}, {laps: ["s:0:1", "s:0:2"], channel: null}],
    ["a channel of the first", {channel: "gear", colored: a}, {laps: ["s:0:1", "s:0:2"], channel: "gear"}],
    [
      "the time that another loses",
      {channel: "deltaRate", colored: b},
      {laps: ["s:0:1", "s:0:2"], channel: "deltaRate", coloredLap: "s:0:2"},
    ],
    [
      "the time that the first loses to the other, which is then the reference",
      {channel: "deltaRate", colored: a},
      {laps: ["s:0:2", "s:0:1"], channel: "deltaRate", coloredLap: "s:0:1"},
    ],
  ])("runs, with %s", async (_, options, expected) => {
    expect(await ran(circuitMapCell([a, b], {...options, height: 400})!)).toEqual({...expected, height: 400});
  });

  it("is none where the page computes what colours it, or the reference is not clear", () => {
    expect(circuitMapCell([b], {channel: "mine", colored: b, height: 1})).toBeNull();
    expect(circuitMapCell([a, b, lap("s:0:3")], {channel: "deltaRate", colored: a, height: 1})).toBeNull();
  });
});
