import {describe, expect, it} from "vitest";
import {CHART_LAYOUTS, chartsFrom, chartsText} from "../../../src/components/laps/chartLayout.js";
import {
  movedChart,
  overlaid,
  overlayRefusal,
  stacked,
  withoutChannel,
} from "../../../src/components/laps/editCharts.js";
import {type ChartSpec, traceChart} from "../../../src/components/laps/traceCharts.js";
import {layoutFile, layoutFileName, readLayoutFile} from "../../../src/components/layouts/layoutFile.js";
import {layoutStore} from "../../../src/components/layouts/layoutStore.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";

const {shipped: SHIPPED} = CHART_LAYOUTS;
const one = (...channels: string[]): ChartSpec => ({channels});

describe("charts in an address", () => {
  it("come back as they were, with any name of a column", () => {
    const charts: ChartSpec[] = [
      one("delta"),
      {channels: ["throttle", "brake"], height: 120},
      {channels: ["rpm"], scale: [0, 12_000]},
      {channels: ["gLateral"], height: 80, scale: [-4.5, 4.5]},
      one("tyrePressure*Psi"),
      one("Fuel, used (l): 100 %.total~'ä"),
    ];
    const address = new URL("http://x/");
    address.searchParams.set("charts", chartsText(charts));
    expect(chartsFrom(new URL(address.href).searchParams.get("charts"))).toEqual(charts);
    expect(chartsText(charts.slice(0, 3))).toBe("delta,throttle.brake:h120,rpm:y0_12000");
  });
  it("leave out what is malformed, and are null without a chart", () => {
    expect(chartsFrom("speedKmh:h9999:y5_1,,%E0%A4%A:h100,gear:h90")).toEqual([
      one("speedKmh"),
      {channels: ["gear"], height: 90},
    ]);
    for (const text of ["", ",,", ":h100", null, undefined]) expect(chartsFrom(text)).toBeNull();
    expect(chartsFrom(Array(900).fill("gear").join(","))!.length).toBeLessThan(100);
  });
});

describe("a layout's file", () => {
  it("is read as it was written", () => {
    for (const layout of Object.values(SHIPPED))
      expect(readLayoutFile(CHART_LAYOUTS, layoutFile(CHART_LAYOUTS, layout))).toEqual(layout);
    expect(layoutFileName(CHART_LAYOUTS, {name: "Été / “wet” 2"})).toBe("été-wet-2.lapbook-layout.json");
  });
  it("is refused in words where it is none", () => {
    const file = JSON.parse(layoutFile(CHART_LAYOUTS, SHIPPED.driver));
    const read = (change: object) => () => readLayoutFile(CHART_LAYOUTS, JSON.stringify({...file, ...change}));
    expect(() => readLayoutFile(CHART_LAYOUTS, "<html>")).toThrow("this is no JSON");
    expect(() => readLayoutFile(CHART_LAYOUTS, "null")).toThrow("no layout of charts");
    expect(read({kind: "other"})).toThrow("no layout of charts");
    expect(read({version: 2})).toThrow("newer Lapbook (version 2");
    expect(read({charts: [{channels: [7, ""]}, 3, null]})).toThrow("no charts");
    expect(read({charts: [{channels: ["gear", 7], height: -1, scale: [3, "x"]}]})()).toEqual({
      name: file.name,
      charts: [one("gear")],
    });
  });
});

describe("the shipped layouts", () => {
  it("name channels that exist, in charts that can be drawn", () => {
    const known = new Set(["delta", "deltaRate", "lineOffset", ...CHANNELS.map(({name}) => name)]);
    for (const {charts} of Object.values(SHIPPED))
      for (const {channels} of charts) {
        const drawn = traceChart(channels).channels.map(({id}) => id);
        expect(drawn.length).toBeGreaterThanOrEqual(channels.length);
        for (const id of drawn) expect(known, id).toContain(id);
      }
  });
});

describe("channels of one chart", () => {
  it("share an axis by unit, have two at most, and are not mixed with those that are on or off", () => {
    expect(overlayRefusal(one("throttle"), "brake")).toBeNull();
    expect(overlayRefusal(one("throttle"), "speedKmh")).toBeNull();
    expect(overlayRefusal(one("throttle", "speedKmh"), "rpm")).toBe(
      "a third axis is not drawn: this chart has % and km/h",
    );
    expect(overlayRefusal(one("throttle"), "absActive")).toContain("on or off");
    expect(overlayRefusal(one("tyrePressure*Psi"), "tyrePressureFlPsi")).toBe("it is in this chart");
    expect(overlayRefusal(one("tyrePressure*Psi", "brakeTemp*C"), "tyreSurfaceTemp*C")).toContain(
      "hard to distinguish",
    );
    // what an address says nevertheless is left out
    expect(traceChart(["throttle", "speedKmh", "rpm"]).channels.map(({id}) => id)).toEqual(["throttle", "speedKmh"]);
  });
  it("are stacked, laid over each other, moved and removed", () => {
    const charts = [one("delta"), {channels: ["throttle", "brake"], scale: [0, 50] as const}, one("tyrePressure*Psi")];
    expect(stacked(charts, 1).map(({channels, scale}) => [channels[0], scale?.[1]])).toEqual([
      ["delta", undefined],
      ["throttle", 50],
      ["brake", 50],
      ["tyrePressure*Psi", undefined],
    ]);
    expect(
      stacked(charts, 2)
        .map(({channels}) => channels[0])
        .slice(2),
    ).toEqual(["Fl", "Fr", "Rl", "Rr"].map((wheel) => `tyrePressure${wheel}Psi`));
    expect(overlaid(charts, 2)![1].channels).toEqual(["throttle", "brake", "tyrePressure*Psi"]);
    expect(overlaid([one("speedKmh", "rpm"), one("gLateral")], 1)).toBeNull();
    expect(overlaid(charts, 0)).toBeNull();
    expect(movedChart(charts, 0, 9).map(({channels}) => channels[0])).toEqual([
      "throttle",
      "tyrePressure*Psi",
      "delta",
    ]);
    expect(withoutChannel(charts, 1, "brake")[1]).toEqual(one("throttle"));
    expect(withoutChannel(charts, 0, "delta")).toEqual(charts.slice(1));
  });
});

describe("layoutStore", () => {
  const memory = (texts: Record<string, string> = {}) => ({
    texts,
    getItem: (key: string) => texts[key] ?? null,
    setItem: (key: string, text: string) => {
      texts[key] = text;
    },
  });
  const named = (name: string) => ({name, charts: [one("gear")]});
  it("saves, replaces, renames and deletes, and puts back what was deleted where it was", () => {
    const storage = memory();
    const store = layoutStore(CHART_LAYOUTS, storage);
    for (const name of ["a", "b", "c"]) store.save(named(name));
    store.save({name: "b", charts: [one("rpm")]});
    store.rename("a", "z");
    const names = () =>
      layoutStore(CHART_LAYOUTS, storage)
        .list()
        .map(({name}) => name);
    expect(names()).toEqual(["z", "b", "c"]);
    const undo = store.remove("b")!;
    expect(names()).toEqual(["z", "c"]);
    undo();
    expect(names()).toEqual(["z", "b", "c"]);
    expect(store.list()[1].charts).toEqual([one("rpm")]);
    expect(store.remove("none")).toBeUndefined();
  });
  it("reads nothing from what is not its own, and works for the visit where nothing can be kept", () => {
    expect(layoutStore(CHART_LAYOUTS, memory({"lapbook.layouts": '{"a":1}'})).list()).toEqual([]);
    expect(layoutStore(CHART_LAYOUTS, memory({"lapbook.layouts": "[1, {"})).list()).toEqual([]);
    const full = layoutStore(CHART_LAYOUTS, {
      getItem: () => null,
      setItem: () => {
        throw new Error("quota");
      },
    });
    expect(() => full.save(named("a"))).toThrow("does not keep the layout (quota): export it");
    expect(full.list()).toEqual([named("a")]);
  });
});
