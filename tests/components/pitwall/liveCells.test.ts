// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import * as d3 from "d3";
import {html} from "htl";
import {expect, it, vi} from "vitest";
import {traceChannel} from "../../../src/components/laps/traceChannels.js";
import type {StreamOptions} from "../../../src/components/live/live.js";
import {compileCell} from "../../../src/components/notebook/compileCell.js";
import {NotebookRuntime} from "../../../src/components/notebook/notebookRuntime.js";
import {rowsTable} from "../../../src/components/notebook/rowsTable.js";
import {liveWords} from "../../../src/components/notebook/words/liveWords.js";
import {PANEL_KINDS, type PanelKind} from "../../../src/components/pitwall/engineer/panelSpec.js";
import {channelsCell, LIVE_CELLS, panelCell} from "../../../src/components/pitwall/liveCells.js";
import {lapTime} from "../../../src/components/ui/format.js";
import {color, SERIES} from "../../../src/components/ui/palette.js";
import {FakeLive} from "../../support/fakeLive.js";

const of = {computed: [], seconds: 10};
const panels = (Object.keys(PANEL_KINDS) as PanelKind[]).map((kind) => {
  const ids = kind === "xy" ? ["gLateral", "gLongitudinal"] : [kind === "wheels" ? "tyrePressureFlPsi" : "throttle"];
  return [
    `panel ${kind}`,
    panelCell(
      kind,
      ids.map((id) => traceChannel(id)),
      of,
    )!,
  ] as const;
});
const own = channelsCell(
  "ownRows",
  ["rpm", "gear"].map((id) => traceChannel(id)),
  of,
)!;
const cells = [...Object.entries(LIVE_CELLS), ["own", own] as const, ...panels];

it("the cells of all panels run in one notebook beside each other and show the session's data", async () => {
  const source = new FakeLive({cars: 3, hz: 5, keep: 400});
  source.advance(400);
  const word = liveWords().live() as (topic: string, options: StreamOptions) => unknown;
  const runtime = new NotebookRuntime(
    {
      live: () => (topic: string, options: StreamOptions) => word(topic, {...options, source}),
      ...{Plot: () => Plot, d3: () => d3, html: () => html, table: () => rowsTable, lapTime: () => lapTime},
      ...{color: () => color, colors: () => SERIES.map(color), width: () => 640},
    },
    {inputValues: () => undefined},
  );
  const failed: string[] = [];
  const shown = new Map<string, Element>();
  for (const [name, cell] of cells)
    for (const [i, code] of cell({source, car: () => 0, replay: false}).entries()) {
      const id = `${name.replace(" ", "-")}-${i}`;
      runtime.define(id, compileCell(code, id), {
        ...{pending() {}, done() {}, clear: () => void shown.delete(name)},
        show: (value) => void shown.set(name, value as Element),
        fail: ({message}) => void failed.push(`${name}: ${message}`),
        fault: (error) => void (error && failed.push(`${name}: ${error.message}`)),
      });
    }
  // the fake sends no such events and no tyre pressures: these tables are empty
  const withData = cells
    .map(([name]) => name)
    .filter((name) => !/sectors|events|alerts|outlook|window|wheels/.test(name));
  source.advance(0.2);
  await vi.waitFor(
    () => {
      expect(failed).toEqual([]);
      expect([...shown.keys()].sort()).toEqual(cells.map(([name]) => name).sort());
      source.advance(0.2);
      for (const name of withData)
        expect(shown.get(name)!.outerHTML, name).toMatch(/ d="M(?!0,0L)[^"]*L|<circle|<rect|<td/);
    },
    {timeout: 5000, interval: 400},
  );
  runtime.dispose();
});

it("the cells name the car where it is another than the player's, and the session where it is replayed", () => {
  const source = new FakeLive({cars: 3});
  source.advance(1);
  const other = (source.session?.playerCar ?? 0) === 2 ? 1 : 2;
  const [rows] = LIVE_CELLS.pace({source, car: () => other, replay: true});
  expect(rows).toContain(`session: "${source.session!.id}", replay: 1, cars: [${other}], channels: ["speedKmh",`);
  expect(LIVE_CELLS.laps({source, car: () => other, replay: true})[0]).toMatch(
    /live\("lap-events", \{session: "[^"]*", replay: 1\}\)/,
  );
  // a math channel is computed on the page: notebooks have no such live channel
  const math = {...traceChannel("rpm"), id: "twice"};
  expect(panelCell("number", [math], {...of, computed: [math]})).toBeNull();
  expect(
    panelCell("strip", [math, traceChannel("gear")], {...of, computed: [math]})!({
      source,
      car: () => 0,
      replay: false,
    })[0],
  ).toContain('channels: ["gear"]');
});
