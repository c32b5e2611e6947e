// @vitest-environment jsdom
import {expect, it} from "vitest";
import {CHART_LAYOUTS} from "../../../src/components/laps/chartLayout.js";
import {computedChannel} from "../../../src/components/laps/traceChannels.js";
import {layoutFile, readLayoutFile} from "../../../src/components/layouts/layoutFile.js";
import {layoutStore} from "../../../src/components/layouts/layoutStore.js";
import {panelBoard} from "../../../src/components/pitwall/engineer/panelBoard.js";
import {PANEL_LAYOUTS, panelWorkspace} from "../../../src/components/pitwall/engineer/panelLayout.js";
import {
  engineerChannels,
  PANEL_KINDS,
  type PanelKind,
  type PanelSpec,
  panelsText,
  parsePanels,
} from "../../../src/components/pitwall/engineer/panelSpec.js";
import {pitTheme} from "../../../src/components/pitwall/pitTheme.js";
import {createTimeCursor} from "../../../src/components/pitwall/timeCursor.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {FakeLive} from "../../support/fakeLive.js";

it("panels survive an address and a file, and what cannot be read is left out", () => {
  const panels: PanelSpec[] = [
    {kind: "number", channels: ["fuelMass"]},
    {kind: "xy", channels: ["gLateral", "Brake; bias, front"]},
    {kind: "table", channels: ["gear", "rpm", "throttle"]},
  ];
  expect(parsePanels(panelsText(panels))).toEqual(panels);
  expect(parsePanels("xy:speedKmh;constructor:a;number:%E0%A4%A;;bar:a,b;number:gear")).toEqual([
    {kind: "number", channels: ["%E0%A4%A"]},
    {kind: "number", channels: ["gear"]},
  ]);
  // none chosen is another address than none given
  expect([parsePanels(panelsText([])), parsePanels(null), parsePanels("gone:a")]).toEqual([[], null, null]);
  const layout = {name: "mine", panels};
  expect(readLayoutFile(PANEL_LAYOUTS, layoutFile(PANEL_LAYOUTS, layout))).toEqual(layout);
  expect(() => readLayoutFile(PANEL_LAYOUTS, layoutFile(CHART_LAYOUTS, CHART_LAYOUTS.shipped.driver))).toThrow(
    "no layout of panels",
  );
  const many = JSON.stringify({kind: "lapbook panels", version: 1, name: "a", panels: Array(25).fill(panels[0])});
  expect(() => readLayoutFile(PANEL_LAYOUTS, many)).toThrow("25 panels: at most 24");
});

it("the shipped layouts name channels of the catalogue, and the first only those that every page has", async () => {
  const names = new Set(CHANNELS.map(({name}) => name));
  for (const {panels} of Object.values(PANEL_LAYOUTS.shipped))
    for (const id of engineerChannels(panels)) expect(names, id).toContain(id);
  const {LIVE_CHANNELS} = await import("../../../src/core/live/client/liveConnection.js");
  expect(LIVE_CHANNELS).toEqual(expect.arrayContaining(engineerChannels(PANEL_LAYOUTS.shipped.car.panels)));
});

/** of a browser without layouts */
const emptyStore = () => {
  const texts = new Map<string, string>();
  const getItem = (key: string) => texts.get(key) ?? null;
  return layoutStore(PANEL_LAYOUTS, {getItem, setItem: (key, text) => texts.set(key, text)});
};

function opened(panels: string) {
  const source = new FakeLive({cars: 1});
  source.advance(10);
  const store = emptyStore();
  const kept: {board: string | null; panels: string | null}[] = [];
  const channels: (readonly string[])[] = [];
  const double = computedChannel({id: "math:double", label: "twice", unit: "km/h", values: () => undefined});
  const work = panelWorkspace({panels}, store);
  const board = panelBoard({
    ...{source, car: () => 0, theme: () => pitTheme(false), seconds: () => 10, cursor: createTimeCursor(), work},
    ...{computed: [double], missing: () => "no fuel"},
    onPanels(address, ids) {
      kept.push(address);
      channels.push(ids);
    },
  });
  document.body.replaceChildren(board.element);
  const press = (label: string) => {
    const all = [...board.element.querySelectorAll<HTMLButtonElement>("button")];
    all.find((one) => one.getAttribute("aria-label") === label || one.textContent === label)!.click();
  };
  const titles = () => [...board.element.querySelectorAll("h3")].map((head) => head.firstChild!.textContent);
  return {source, store, kept, channels, board, press, titles, work};
}

it("panelBoard adds, extends, moves and removes panels, takes steps back, and keeps the rest of a layout", () => {
  const {board, source, titles, press, kept, channels} = opened("number:speedKmh;number:gone");
  expect(titles()).toEqual(["speed"]);
  expect(board.element.textContent).toContain("Not shown: 1 panel");
  expect(board.element.querySelector(".pw-number-value")!.textContent).toBe(source.latest(0, "speedKmh").toFixed(0));
  press("Panels");
  const [, kinds, channel] = board.element.querySelectorAll("select");
  kinds.value = "table";
  channel.value = "rpm";
  press("Add");
  channel.value = "throttle";
  press("add the chosen channel to engine speed");
  expect(titles()).toEqual(["speed", "engine speed, throttle"]);
  expect([kept.at(-1)!.panels, channels.at(-1)]).toEqual([
    "number:speedKmh;number:gone;table:rpm,throttle",
    ["speedKmh", "gone", "rpm", "throttle"],
  ]);
  source.advance(5);
  board.update();
  const rows = [...board.element.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent),
  );
  const {values} = source.window(0, "rpm", 10);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(rows[0]).toEqual(
    [source.latest(0, "rpm"), mean, Math.min(...values), Math.max(...values)].map((v) => v.toFixed(0)),
  );
  press("remove speed");
  expect(titles()).toEqual(["engine speed, throttle"]);
  press("undo");
  press("move on speed");
  expect(kept.at(-1)!.panels).toBe("number:gone;number:speedKmh;table:rpm,throttle");
});

it("makes a panel of every kind, of math channels too, and ends what they hold", () => {
  const text = (id: string) =>
    panelsText(
      (Object.keys(PANEL_KINDS) as PanelKind[]).map((kind) => ({
        kind,
        channels: Array(PANEL_KINDS[kind].least).fill(id),
      })),
    );
  const {board, work, titles} = opened("number:gear");
  for (const id of ["speedKmh", "gear", "tyrePressureFlPsi", "lapInvalid", "math:double"]) {
    work.change({name: "", panels: parsePanels(text(id))!});
    board.update();
    board.draw(0);
    board.refresh();
    expect(titles()).toHaveLength(Object.keys(PANEL_KINDS).length);
  }
  work.change({name: "", panels: []});
  expect(titles()).toEqual([]);
  board.stop();
});

it("layouts of panels are chosen and saved like those of charts", () => {
  const {board, store, kept, press, titles, work} = opened("number:gear");
  press("Save as…");
  const form = board.element.querySelector("form")!;
  form.querySelector("input")!.value = "Tyres and brakes";
  form.dispatchEvent(new Event("submit", {bubbles: true, cancelable: true}));
  expect(store.list()).toEqual([]);
  form.querySelector("input")!.value = "mine";
  form.dispatchEvent(new Event("submit", {bubbles: true, cancelable: true}));
  expect([store.list().map(({name}) => name), kept.at(-1)]).toEqual([["mine"], {board: "mine", panels: "number:gear"}]);
  work.choose("tyres");
  expect([titles()[0], kept.at(-1)]).toEqual(["tyre surface temperature", {board: "tyres", panels: null}]);
  // in another browser the address has the panels, and the name
  const there = panelWorkspace({board: "mine", panels: "number:gear"}, emptyStore());
  expect([there.key, there.isKept, there.now.panels.length]).toEqual(["mine", false, 1]);
});
