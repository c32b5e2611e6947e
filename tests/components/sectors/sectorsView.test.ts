// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {lapColors} from "../../../src/components/sectors/lapColors.js";
import {dominanceColoring, lostColoring} from "../../../src/components/sectors/partColoring.js";
import {isLossResolved, lostIn, reachOf} from "../../../src/components/sectors/partLoss.js";
import {fastestText} from "../../../src/components/sectors/sectorList.js";
import {miniSectorCount, sectorsView} from "../../../src/components/sectors/sectorsView.js";
import {driverColors} from "../../../src/components/session/driverColors.js";
import {createCursor} from "../../../src/components/ui/cursor.js";
import {color} from "../../../src/components/ui/palette.js";
import type {ArchivedSession} from "../../../src/core/archive/types.js";
import type {FastestPart} from "../../../src/core/findings/sectors/fastestByPart.js";
import {type LapPart, miniSectorParts, type OpenedSectors} from "../../../src/core/findings/sectors/openSectors.js";
import {lapBests} from "../../../src/core/laps/lapBests.js";
import {madeComparison} from "../../support/madeDebrief.js";
import {lapRow} from "../fakeSession.js";

const slow = [1, 2, 3, 4].map((lap) => ({lap, first: 100 + lap / 10, second: 120}));
const opened = openedOf(slow);

function openedOf(own: Parameters<typeof madeComparison>[0]): OpenedSectors {
  const made = madeComparison(own, [{car: 1, lap: 9, first: 120, second: 120}]);
  const {laps, references} = made.comparison;
  return {
    chosen: {laps: [], references: [], why: "a test's choice"},
    ...{opened: made, laps, reference: references[0], why: "a test's choice"},
    bests: lapBests(
      laps.map(({grid}) => grid),
      {straights: made.corners.straights, sectorStartsM: [700, 1400], follows: () => true},
    ),
    ...{sectors: null, sectorsFrom: "samples", sectorStartsM: [700, 1400]},
  };
}

const archived = {
  session: {
    ...{id: "s", track: {id: 1, name: "Two Bends"}, source: {game: "F1 25", simulated: true}, drivers: []},
    ...{type: "practice", events: [], flashbacks: [], stints: [], playerCar: 0},
  },
  laps: slow.map(({lap}) => lapRow({lap})),
} as unknown as ArchivedSession;

function shown(given = opened, options: Partial<Parameters<typeof sectorsView>[2]> = {}) {
  const root = sectorsView(given, archived, {corner: (label) => `corners.html?corner=${label}`, ...options});
  document.body.replaceChildren(root);
  const rows = () => [...root.querySelectorAll<HTMLTableRowElement>("[aria-label=mini-sectors] tbody tr")];
  return {root, rows};
}

afterEach(() => document.body.replaceChildren());

describe("sectorsView(opened, archived, options)", () => {
  it("has a row for each mini-sector, links its corners, and marks the part in which time is lost", () => {
    const {rows} = shown();
    expect(rows()).toHaveLength(25);
    const apex = rows().find((tr) => tr.querySelector("a[href='corners.html?corner=1']"))!;
    expect(apex.querySelector(".lb-lost")!.textContent).toMatch(/^\+0\.\d{3}/);
    // nothing differs on the last straight
    expect(rows().at(-1)!.querySelector(".lb-lost")).toBeNull();
    expect(rows().at(-1)!.querySelectorAll(".lb-faded").length).toBe(2);
  });

  it("divides the lap into another number of mini-sectors, and says so to the address", () => {
    const asked: number[] = [];
    const {root, rows} = shown(opened, {count: 5, onDivide: (count) => asked.push(count)});
    const menu = root.querySelector<HTMLSelectElement>("select[name=mini]")!;
    menu.value = "10";
    menu.dispatchEvent(new Event("input", {bubbles: true}));
    expect(rows()).toHaveLength(10);
    expect(asked).toEqual([10]);
    expect(root.querySelector(".lb-figures")!.textContent).toContain("△ best 10 mini-sectors");
  });

  it("zooms the shared cursor to a part and back, by its row and by Escape", () => {
    const cursor = createCursor();
    const {rows} = shown(opened, {cursor, count: 5});
    rows()[2].querySelector("button")!.click();
    expect(cursor.view![0]).toBeGreaterThan(600);
    expect(rows()[2].getAttribute("aria-selected")).toBe("true");
    document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
    expect(cursor.view).toBeNull();
    expect(rows()[2].getAttribute("aria-selected")).toBe("false");
  });

  it("tells sums from laps, and claims neither means nor joins of a single lap", () => {
    const text = shown(opened, {count: 5}).root.querySelector(".lb-figures")!.textContent!;
    expect(text.match(/a sum, no lap/g)).toHaveLength(1);
    expect(text).toContain("no sector times in this recording");
    const one = shown(openedOf(slow.slice(0, 1)), {count: 5}).root;
    expect(one.querySelector(".lb-figures")!.textContent).toContain("needs two laps");
    expect(one.textContent).toContain("the only valid lap");
    expect(one.textContent).not.toContain("mean Δ");
  });
});

it("lostIn, reachOf and isLossResolved: a mean needs two laps, and its interval counts", () => {
  const part = {
    ...{meanS: 3.1, reachS: 0.05, best: {timeS: 2.99, lap: 1}, times: Float64Array.of(3.2, 2.99)},
    ...{referenceS: 3, floorS: 0.02},
  } as unknown as LapPart;
  expect(lostIn(part, "mean")).toBeCloseTo(0.1, 9);
  expect(reachOf(part, "mean")).toBeCloseTo(Math.hypot(0.05, 0.02), 9);
  expect(isLossResolved(part, "mean")).toBe(true);
  expect(isLossResolved(part, "best")).toBe(false);
  expect(isLossResolved(part, 0)).toBe(true);
  expect(isLossResolved({...part, reachS: Number.NaN}, "mean")).toBe(false);
});

it("colours parts by sign, and a tie by none of the drivers", () => {
  const parts = miniSectorParts(opened, 4);
  const {grid} = opened.laps[0];
  const lost = lostColoring(parts, [0.1, -0.05, 0, Number.NaN], grid);
  expect([lost.values[10], lost.values[600], lost.values.at(-1)]).toEqual([0.1, -0.05, Number.NaN]);
  expect(lost.domain).toEqual([-0.1, 0.1]);
  expect(lost.text(0.1)).toBe("+0.100");
  const fastest = (marginS: number): FastestPart => ({
    fromM: 0,
    toM: 2000,
    times: [],
    fastest: 1,
    marginS,
    floorS: 0.024,
  });
  const drivers = [
    {label: "Ada", color: "series2" as const},
    {label: "Bo", color: "series1" as const},
  ];
  const won = dominanceColoring([fastest(0.1)], drivers, grid);
  expect(won.text(won.values[5])).toBe("Bo");
  const tie = dominanceColoring([fastest(0.01)], drivers, grid);
  expect(tie.text(tie.values[5])).toBe("no difference resolved");
  expect(fastestText(fastest(0.1), ["Ada", "Bo"])).toBe("Bo by 0.100 s");
  expect(fastestText(fastest(0.01), ["Ada", "Bo"])).toMatch(/^not resolved/);
});

it("miniSectorCount(asked) takes whole numbers from 3 to 100, else 25", () => {
  expect(["40", "3", "2", "1e9", "2.5", "x", undefined].map(miniSectorCount)).toEqual([40, 3, 25, 25, 25, 25, 25]);
});

it("lapColors(archived, car, laps) are the drivers' of the session's other pages, in any order; a lap of another session has one of its own", () => {
  const race = {
    ...archived,
    laps: [0, 1, 2, 3].map((car) => lapRow({car, lapTimeMs: 90_000 + car})),
  } as ArchivedSession;
  const lap = (car: number, session = "s") => ({session, car, lap: 1});
  const colors = lapColors(race, 0, [lap(3), lap(0), lap(1, "elsewhere"), lap(2)]);
  const same = driverColors(race, [0, 2, 3], 0);
  expect([colors[0], colors[1], colors[3]].map(color)).toEqual([3, 0, 2].map((car) => same.get(car)));
  expect(new Set(colors).size).toBe(4);
});
