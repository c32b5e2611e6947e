// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {type CornerSubject, cornerView} from "../../../src/components/corners/cornerView.js";
import type {AnalysedLap} from "../../../src/core/findings/analysedLap.js";
import {debriefOf} from "../../../src/core/findings/debrief/debrief.js";
import {comparisonOf, driveLaps} from "../../support/simulatedLaps.js";

const drive = driveLaps({seed: 3, laps: 3});
const comparison = comparisonOf({...drive, grids: drive.grids.slice(1)}, {...drive, grids: drive.grids.slice(0, 1)});
const [reference] = comparison.references;

function subjectOf(laps: readonly AnalysedLap[] = comparison.laps): CornerSubject {
  return {
    comparison: {...comparison, laps},
    shown: {own: laps[0], reference} as CornerSubject["shown"],
    ...{lap: laps[0].lap, parts: []},
    opened: {source: "a test's line", corners: {from: "shape", list: [...comparison.corners], straights: []}},
  };
}

function shown(subject = subjectOf(), options: Parameters<typeof cornerView>[1] = {}) {
  const root = cornerView(subject, options);
  document.body.replaceChildren(root);
  const rows = () => [...root.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  return {
    root,
    rows,
    texts: (cell: number) => rows().map((tr) => tr.cells[cell].textContent),
    heading: () => root.querySelector(".lb-corner h2")!.textContent,
    selected: () => rows().filter((tr) => tr.getAttribute("aria-selected") === "true"),
    head: (label: string) =>
      [...root.querySelectorAll<HTMLButtonElement>("th button")].find((button) => button.textContent === label)!,
  };
}

const press = (key: string, on: EventTarget = document.body) =>
  on.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));

afterEach(() => document.body.replaceChildren());

describe("cornerView", () => {
  it("lists the corners in the order of the lap, and sorts them by a head", () => {
    const {texts, head, rows} = shown();
    const inOrder = comparison.corners.map(({number}) => String(number));
    expect(texts(0).map((text) => text!.trim().split(" ")[0])).toEqual(inOrder);
    head("time (s)").click();
    const times = texts(2).map(Number);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(rows().length).toBe(inOrder.length);
  });

  it("shows the corner of the address, and tells which one is chosen", () => {
    const chosen: string[] = [];
    const {heading, selected, rows} = shown(subjectOf(), {corner: "4", onChoose: (label) => chosen.push(label)});
    expect(heading()).toContain("Turn 4");
    expect(selected()).toEqual([rows()[3]]);
    rows()[1].querySelector("button")!.click();
    expect(heading()).toContain("Turn 2");
    expect(selected()).toEqual([rows()[1]]);
    expect(chosen).toEqual(["2"]);
  });

  it("← and → step through the lap and around it; in the table ↓ and ↑ go by the order shown", () => {
    const {heading, root, rows, head, selected} = shown(subjectOf(), {corner: "1"});
    press("ArrowLeft");
    expect(heading()).toContain(`Turn ${comparison.corners.at(-1)!.number}`);
    press("ArrowRight");
    expect(heading()).toContain("Turn 1");
    head("turn").click();
    head("turn").click();
    press("ArrowUp", root.querySelector("tbody button")!);
    expect(selected()).toEqual([rows().at(-2)]);
    expect(document.activeElement).toBe(rows().at(-2)!.querySelector("button"));
    press("ArrowDown", document.activeElement!);
    // an end of the table is an end
    press("ArrowDown", document.activeElement!);
    expect(selected()).toEqual([rows().at(-1)]);
  });

  it("draws a line for each lap and the reference in three panels, and a dot for each lap", () => {
    const {root} = shown(subjectOf(), {corner: "1"});
    const panels = [...root.querySelectorAll(".lb-corner-traces svg")];
    expect(panels.length).toBe(3);
    for (const panel of panels)
      expect(panel.querySelectorAll("[data-mark=line] path").length).toBe(comparison.laps.length + 1);
    const dots = [...root.querySelectorAll(".lb-corner-dots figure")];
    expect(dots.map((figure) => figure.querySelectorAll("circle").length)).toEqual([2, 2, 2]);
    expect(panels[0].textContent).toContain("apex");
    expect(panels[0].textContent).toContain("brake point");
  });

  it("of all laps shows medians with their spread, the debrief's times, and which laps count", () => {
    const all = driveLaps({seed: 5, laps: 6});
    const several = comparisonOf({...all, grids: all.grids.slice(1)}, {...all, grids: all.grids.slice(0, 1)});
    const debrief = debriefOf({
      ...{comparison: several, source: "a line", refused: []},
      corners: {from: "shape", list: [...several.corners], straights: []},
    } as never);
    expect(debrief.lap).toBeNull();
    const counts = [{lap: 1, because: "the reference"}, ...several.laps.map(({lap}) => ({lap, because: null}))];
    const {root, rows, texts} = shown({...debrief, counts}, {corner: "4"});
    const differences = texts(3).map((text) => Number(text!.replace("−", "-")));
    several.corners.forEach(({number}, i) => {
      const {value, status} = debrief.parts.find(({place}) => place.kind === "corner" && place.number === number)!.time;
      expect(differences[i]).toBeCloseTo(value!, 3);
      expect(rows()[i].cells[3].querySelector(".lb-faded") === null).toBe(status === "found");
    });
    // closed form: the median of the laps' own times in the corner
    const k = several.pieces.findIndex(({kind, number}) => kind === "corner" && number === 4);
    const times = several.laps.map((lap) => lap.times[k]).sort((a, b) => a - b);
    expect(rows()[3].cells[2].textContent).toMatch(new RegExp(`^${times[2].toFixed(3)}±0\\.\\d{3}$`));
    expect(root.querySelector(".lb-caption")!.textContent).toContain("Medians of 5 laps");
    expect(root.querySelector(".lb-lap-count")!.textContent).toContain("Counts 5 of 6 laps");
    expect(root.querySelector(".lb-corner-dots p")!.textContent).toMatch(/^median: /);
  });

  it("without a brake channel says so in place of the panel, and in the table with the reason", () => {
    const laps = comparison.laps.map((lap): AnalysedLap => {
      const {brake, ...channels} = lap.grid.channels;
      const measures = lap.measures.map((one) => ({
        ...one,
        brake: null,
        unavailable: {...one.unavailable, brake: "no brake channel"},
      }));
      return {...lap, grid: {...lap.grid, channels}, measures};
    });
    const {root, rows} = shown(subjectOf(laps), {corner: "1"});
    expect(root.querySelectorAll(".lb-corner-traces svg").length).toBe(2);
    expect(root.querySelector(".lb-corner-none")!.textContent).toBe("brake: no brake channel.");
    const cell = rows()[0].cells[4];
    expect(cell.querySelector("[title]")!.getAttribute("title")).toBe("no brake channel");
    expect(cell.querySelector(".lb-visually-hidden")!.textContent).toBe("no brake channel");
    expect(root.querySelector(".lb-corner-dots")!.textContent).toContain("no brake channel");
  });

  it("without corners names the line and where they can be drawn", () => {
    const measures = (lap: AnalysedLap) => ({...lap, measures: []});
    const {root} = shown(subjectOf(comparison.laps.map(measures)), {circuit: "circuit.html"});
    expect(root.className).toBe("lb-empty");
    expect(root.textContent).toContain("No corners are known for this circuit: a test's line.");
    expect(root.querySelector("a")!.getAttribute("href")).toBe("circuit.html");
  });
});
