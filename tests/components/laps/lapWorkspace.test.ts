// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {CHART_LAYOUTS, type ChartLayout} from "../../../src/components/laps/chartLayout.js";
import {lapWorkspace} from "../../../src/components/laps/lapWorkspace.js";
import {computedChannel} from "../../../src/components/laps/traceChannels.js";
import {chartLabel} from "../../../src/components/laps/traceCharts.js";
import {channelValues, type TraceLap} from "../../../src/components/laps/traceLap.js";
import {layoutBar} from "../../../src/components/layouts/layoutBar.js";
import {readLayoutFile} from "../../../src/components/layouts/layoutFile.js";
import {type LayoutStore, layoutStore} from "../../../src/components/layouts/layoutStore.js";
import type {SavedFile} from "../../../src/components/ui/saveFile.js";
import {fakeLap} from "../fakeLap.js";

const row = (value: number) => Array.from({length: 20}, () => value);
const wheels = Object.fromEntries(["Fl", "Fr", "Rl", "Rr"].map((w, i) => [`tyrePressure${w}Psi`, row(20 + i)]));
const rich = fakeLap({
  speedKmh: row(100),
  throttle: row(1),
  brake: row(0),
  absActive: row(0),
  "Oil Pres 2": row(3),
  ...wheels,
});
const poor = fakeLap({speedKmh: row(90), brakeTempFlC: row(300)}, {key: "s:0:2"});

afterEach(() => document.body.replaceChildren());

function opened(
  laps: readonly TraceLap[],
  {
    store = layoutStore(CHART_LAYOUTS, undefined),
    ...more
  }: Partial<Parameters<typeof lapWorkspace>[1]> & {store?: LayoutStore<ChartLayout>} = {},
) {
  const params: Record<string, string | null>[] = [];
  const root = lapWorkspace(laps, {
    draw: (charts) => Object.assign(document.createElement("p"), {textContent: charts.map(chartLabel).join(" | ")}),
    onChange: (next) => params.push(next),
    store,
    ...more,
  });
  document.body.append(root);
  const all = <E extends HTMLElement>(css: string) => [...root.querySelectorAll<E>(css)];
  const button = (text: string | RegExp, within = "button") =>
    all<HTMLButtonElement>(within).find((one) =>
      typeof text === "string" ? one.textContent!.trim() === text : text.test(one.textContent! + one.title),
    )!;
  const press = (element: HTMLElement, key: string, more: KeyboardEventInit = {}) =>
    element.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more}));
  button("Charts and channels").click();
  return {
    root,
    all,
    button,
    press,
    params: () => params.at(-1)!,
    shown: () => root.querySelector(".lb-workspace-charts")!.textContent!,
    names: () => all(".lb-channel-name").map((one) => one.dataset.channel!),
    items: () => all(".lb-chart-list > li"),
    search(text: string) {
      const field = root.querySelector<HTMLInputElement>("input[type=search]")!;
      field.value = text;
      field.dispatchEvent(new Event("input", {bubbles: true}));
      return field;
    },
  };
}

const start = {params: {charts: "speedKmh,throttle"}};

describe("lapWorkspace", () => {
  it("draws channels of an address that have the names of JavaScript's own properties like unknown ones", () => {
    const {shown, items} = opened([rich], {params: {charts: "constructor.toString,__proto__,speedKmh"}});
    expect([shown().endsWith("speed"), items().length]).toEqual([true, 3]);
    expect(channelValues(rich, "constructor")).toBeUndefined();
    expect(channelValues(rich, "__proto__")).toBeUndefined();
  });

  it("lists all channels of the laps by group: four wheels as one, computed ones, and columns that the catalogue does not know", () => {
    const slip = computedChannel({
      id: "math:slip",
      label: "slip",
      unit: "%",
      values: ({samples}) => samples.values("speedKmh"),
    });
    const {all, names, search} = opened([rich, poor], {...start, computed: [slip]});
    expect(names()).toEqual(
      expect.arrayContaining(["math:slip", "tyrePressure*Psi", "brakeTempFlC", "Oil Pres 2", "absActive"]),
    );
    expect(names()).not.toContain("gear");
    // of one lap there is no delta
    expect(names()).not.toContain("delta");
    const headings = all("h4").map((one) => one.textContent);
    expect(headings[0]).toBe("computed");
    expect(headings.at(-1)).toBe("further columns of the file");
    expect(all("[data-channel=throttle]")[0].textContent).toContain("1 of 2 laps");
    search("pressure fl");
    expect(names()).toEqual(["tyrePressure*Psi"]);
  });

  it("adds, lays over and removes channels by keyboard, and takes the steps back", () => {
    const {shown, search, press, all, params, items, root} = opened([rich], start);
    items()[0].focus();
    const field = search("tyre");
    field.focus();
    press(field, "ArrowDown");
    expect((document.activeElement as HTMLElement).dataset.channel).toBe("tyrePressure*Psi");
    (document.activeElement as HTMLElement).click();
    expect(shown()).toBe("speed | tyre pressure | throttle");
    // the focus stays where it was, the new chart is the selected one
    expect((document.activeElement as HTMLElement).dataset.channel).toBe("tyrePressure*Psi");
    expect(items().findIndex((one) => one.getAttribute("aria-current"))).toBe(1);
    items()[2].focus();
    search("brake").focus();
    press(document.activeElement as HTMLElement, "ArrowDown");
    press(document.activeElement as HTMLElement, "Enter", {shiftKey: true});
    expect(shown()).toBe("speed | tyre pressure | throttle, brake");
    expect(params().charts).toBe("speedKmh,tyrePressure*Psi,throttle.brake");
    // on or off: not over percentages, and it says why
    search("abs");
    const overlay = all<HTMLButtonElement>(".lb-channel-row .lb-tool")[0];
    expect([overlay.disabled, overlay.title]).toEqual([true, expect.stringContaining("on or off")]);
    press(root.querySelector(".lb-chart-editor")!, "z", {ctrlKey: true});
    press(root.querySelector(".lb-chart-editor")!, "z", {ctrlKey: true});
    expect(shown()).toBe("speed | throttle");
    press(root.querySelector(".lb-chart-editor")!, "y", {ctrlKey: true});
    expect(shown()).toBe("speed | tyre pressure | throttle");
  });

  it("moves, resizes, stacks and removes charts by keyboard and pointer, and fixes a scale", () => {
    const {shown, press, params, items, button, all} = opened([rich], {params: {charts: "speedKmh,throttle.brake"}});
    items()[0].focus();
    press(items()[0], "ArrowDown", {altKey: true});
    expect(shown()).toBe("throttle, brake | speed");
    expect(document.activeElement).toBe(items()[1]);
    press(items()[1], "+");
    expect(params().charts).toBe("throttle.brake,speedKmh:h172");
    const [from, to] = all<HTMLInputElement>(".lb-scale input");
    from.value = "50";
    from.dispatchEvent(new Event("change", {bubbles: true}));
    expect(all(".lb-scale")[0].textContent).toContain("both ends");
    to.value = "350";
    to.dispatchEvent(new Event("change", {bubbles: true}));
    expect(params().charts).toBe("throttle.brake,speedKmh:h172:y50_350");
    items()[0].focus();
    button("stack").click();
    expect(shown()).toBe("throttle | brake | speed");
    // dragged by its grip over the first
    const grip = items()[2].querySelector(".lb-grip")!;
    items().forEach((one, i) => {
      one.getBoundingClientRect = () => ({top: 30 * i, height: 30}) as DOMRect;
    });
    const pointer = (type: string, clientY: number) =>
      new MouseEvent(type, {clientY, button: 0, bubbles: true, cancelable: true});
    grip.dispatchEvent(pointer("pointerdown", 75));
    document.dispatchEvent(pointer("pointermove", 10));
    document.dispatchEvent(pointer("pointerup", 10));
    expect(shown()).toBe("speed | throttle | brake");
    press(items()[0], "Delete");
    expect(shown()).toBe("throttle | brake");
  });

  it("says which channels of a layout are not recorded, and keeps them in it", () => {
    const {all, params} = opened([poor], {params: {layout: "braking"}});
    const absent = all(".lb-absent").map((one) => one.textContent);
    expect(absent.join()).toContain("wheel speed");
    expect(absent.join()).not.toContain("brake temperature");
    expect(params()).toEqual({layout: "braking", charts: null});
  });
});

describe("layouts", () => {
  const choose = (root: HTMLElement, key: string) => {
    const select = root.querySelector<HTMLSelectElement>("select")!;
    select.value = key;
    select.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const submit = (root: HTMLElement, name: string) => {
    root.querySelector<HTMLInputElement>("form input")!.value = name;
    root.querySelector("form")!.dispatchEvent(new Event("submit", {bubbles: true, cancelable: true}));
  };

  it("are saved under a name, renamed, deleted with undo, and remembered; an address carries their charts", () => {
    const store = layoutStore(CHART_LAYOUTS, undefined);
    const {root, button, params, shown} = opened([rich], {...start, store});
    expect(params()).toEqual({layout: null, charts: "speedKmh,throttle"});
    button("Save as…").click();
    submit(root, "Braking");
    expect(store.list()).toEqual([]);
    submit(root, "mine");
    expect(params()).toEqual({layout: "mine", charts: "speedKmh,throttle"});
    choose(root, "tyres");
    expect(params()).toEqual({layout: "tyres", charts: null});
    choose(root, "mine");
    button("Rename…").click();
    submit(root, "ours");
    expect(store.list().map(({name}) => name)).toEqual(["ours"]);
    // the next visit begins with it; another browser takes the charts of the address
    expect(opened([rich], {store}).shown()).toBe("speed | throttle");
    const shared = opened([rich], {params: {layout: "ours", charts: "throttle"}});
    expect([shared.shown(), shared.root.querySelector("select")!.value]).toEqual(["throttle", "ours"]);
    button("Delete").click();
    expect([store.list(), shown().startsWith("delta")]).toEqual([[], true]);
    button("Undo").click();
    expect([store.list().length, shown()]).toEqual([1, "speed | throttle"]);
  });

  it("replace no other: a taken name is refused for a copy and in a rename", () => {
    const kept = new Map<string, string>();
    const store = layoutStore(CHART_LAYOUTS, {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => kept.set(key, text),
    });
    store.save({name: "a", charts: [{channels: ["throttle"]}]});
    store.save({name: "b", charts: [{channels: ["brake"]}]});
    const before = structuredClone(store.list());
    const {root, button} = opened([rich], {params: {layout: "b", charts: "speedKmh"}, store});
    const alert = () => root.querySelector(".lb-layout-bar [role=alert]")?.textContent;
    for (const way of ["Save as…", "Rename…"])
      for (const [name, message] of [
        ["a", "another layout of yours has this name"],
        ["tyres", "a layout of Lapbook has this name"],
      ]) {
        button(way).click();
        submit(root, name);
        expect([alert(), store.list()]).toEqual([message, before]);
      }
    expect(() => store.rename("b", "a")).toThrow("another layout of yours");
    button("Rename…").click();
    submit(root, "c");
    expect([alert(), store.list().map(({name}) => name)]).toEqual([undefined, ["a", "c"]]);
  });

  it("are exported as a file that is imported again; another file is refused in words", async () => {
    const saved: SavedFile[] = [];
    const {root} = opened([rich], start);
    const bar = layoutBar(root.work, {editor: () => {}, label: "", save: (file) => saved.push(file)});
    const file = bar.querySelector<HTMLInputElement>("input[type=file]")!;
    const give = async (text: string) => {
      Object.defineProperty(file, "files", {value: [{text: async () => text}], configurable: true});
      Object.defineProperty(file, "value", {value: "", writable: true, configurable: true});
      file.dispatchEvent(new Event("change"));
      await new Promise((resolve) => setTimeout(resolve));
    };
    [...bar.querySelectorAll("button")].find((one) => one.textContent === "Export")!.click();
    const text = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsText(saved[0].content);
    });
    expect(readLayoutFile(CHART_LAYOUTS, text).charts.map(({channels}) => channels[0])).toEqual([
      "speedKmh",
      "throttle",
    ]);
    await give(text.replace("Driver overview", "from a file").replace("throttle", "brake"));
    expect([root.work.key, root.work.charts[1].channels[0]]).toEqual(["from a file", "brake"]);
    // one that has the name of another gets one of its own
    await give(text.replace("Driver overview", "from a file"));
    expect([root.work.key, root.work.charts[1].channels[0]]).toEqual(["from a file 2", "throttle"]);
    await give(text);
    expect(root.work.key).toBe("Driver overview 2");
    await give("no");
    expect(bar.querySelector("[role=alert]")!.textContent).toContain("this is no JSON");
    const layout = JSON.parse(text);
    for (const version of [0, 0.5, "1", null])
      expect(() => readLayoutFile(CHART_LAYOUTS, JSON.stringify({...layout, version}))).toThrow("unknown version");
    const many = (count: number) =>
      JSON.stringify({...layout, charts: Array(count).fill({channels: Array(100).fill("rpm")})});
    expect(() => readLayoutFile(CHART_LAYOUTS, many(41))).toThrow("41 charts");
    expect(readLayoutFile(CHART_LAYOUTS, many(1)).charts[0].channels).toHaveLength(16);
  });
});
