// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {gapChart} from "../../../src/components/race/gapChart.js";
import {positionChart} from "../../../src/components/race/positionChart.js";
import {raceCars} from "../../../src/components/race/raceCars.js";
import {type RaceParams, raceView} from "../../../src/components/race/raceView.js";
import {driverColors, firstColors} from "../../../src/components/session/driverColors.js";
import {shortNames} from "../../../src/components/ui/shortNames.js";
import type {Driver, LapRow, SessionFile} from "../../../src/core/archive/types.js";
import {raceGaps} from "../../../src/core/laps/race/raceGaps.js";
import {sessionStatistics} from "../../../src/core/laps/sessionStatistics.js";
import {lapRow} from "../fakeSession.js";

const NAMES = ["Ann Winner", "Bob Second", "Cy Player", "Di Fourth", "Ed Stopped"];
const driver = (car: number, given: Partial<Driver> = {}): Driver => ({
  ...{car, name: NAMES[car], team: "T", raceNumber: 0, ai: car !== 2, restricted: false},
  ...given,
});
const session = (given: Partial<SessionFile> = {}) =>
  ({
    ...{id: "s", type: "race", events: [], flashbacks: [], stints: [], playerCar: 2},
    source: {game: "F1 25", format: 2025, simulated: false},
    drivers: NAMES.map((_, car) => driver(car)),
    ...given,
  }) as unknown as SessionFile;
const drive = (car: number, laps: number, paceMs: number, change: (lap: number) => Partial<LapRow> = () => ({})) =>
  Array.from({length: laps}, (_, i) =>
    lapRow({car, driver: NAMES[car], lap: i + 1, lapTimeMs: paceMs, startTime: null, endTime: null, ...change(i + 1)}),
  );
const LAPS = [
  ...drive(0, 9, 90_000),
  ...drive(1, 9, 90_500),
  ...drive(2, 9, 91_000, (lap) => (lap === 5 ? {pit: true, lapTimeMs: 111_000} : {})),
  ...drive(3, 9, 91_500),
  ...drive(4, 3, 92_000),
];

function shown(given: Partial<SessionFile> = {}, laps = LAPS, params: RaceParams = {}) {
  const changes: RaceParams[] = [];
  const root = raceView({session: session(given), laps}, {car: 2, params, onChange: (next) => changes.push(next)});
  return {root, changes};
}
const rowsOf = (root: HTMLElement, label: string) =>
  [...root.querySelectorAll(`table[aria-label="${label}"] tbody tr`)].map((tr) =>
    [...tr.children].map((cell) => cell.textContent!.trim().replace(/\s+/g, " ")),
  );
const boxes = (root: HTMLElement) => [...root.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];

describe("raceView", () => {
  it("has the order, the gap, what was gained, the loss of a stop and why a car is out", () => {
    const {root} = shown();
    const rows = rowsOf(root, "result of the race");
    expect(rows.map(([position, , name]) => [position, name])).toEqual([
      ["1", "Ann Winner AI"],
      ["2", "Bob Second AI"],
      ["3", "Di Fourth AI"],
      ["4", "Cy Player you"],
      ["5", "Ed Stopped AI"],
    ]);
    expect(rows[0][3]).toBe("13:30.000");
    expect(rows[3]).toEqual(expect.arrayContaining(["+29.000", "▼ 1", "20.0"]));
    expect(rows[4].join()).toContain("stopped after 3 laps");
    expect(root.querySelector(".lb-figures")!.textContent).toMatch(/P4of 5.*▼ 1.*\+29\.000.*20\.0/s);
    expect(rowsOf(root, "pit stops")).toEqual([
      ["5", "Cy Player", "S → S", "20.0", "20.0 to 20.0", "laps 2–4, 6–8, median 1:31.000"],
    ]);
    // lap 5: the player falls behind the fourth
    expect(rowsOf(root, "lap chart")[4]).toEqual(["5", "Winner", "Second", "Fourth", "Player P"]);
    const links = [...root.querySelectorAll<HTMLAnchorElement>('table[aria-label="lap chart"] a')];
    expect(new URL(links[0].href).searchParams.get("laps")).toBe("s:0:1");
  });

  it("marks laps in the pit lane where only the tyres tell of a stop", () => {
    const stint = {car: 1, compound: "soft", actual: "C4"};
    const stints = [
      {...stint, startLap: 1, endLap: 4},
      {...stint, compound: "hard", startLap: 5, endLap: null},
    ];
    const slow = LAPS.map((row) =>
      row.car === 1 && row.lap === 4 ? {...row, lapTimeMs: 111_000} : {...row, pit: false},
    );
    const {root} = shown({stints}, slow);
    const chart = rowsOf(root, "lap chart");
    expect(rowsOf(root, "pit stops")[0].slice(0, 2)).toEqual(["4–5", "Bob Second"]);
    expect([2, 3, 4, 5].map((i) => chart[i].filter((cell) => cell.endsWith(" P")))).toEqual([
      [],
      ["Second P"],
      ["Second P"],
      [],
    ]);
  });

  it("shows the winner and the neighbours beside the player; a checkbox and the menu of gaps change the address", () => {
    const {root, changes} = shown();
    // a box outside of the page fires no event
    document.body.append(root);
    const checked = () =>
      boxes(root).flatMap((box) => (box.checked ? box.ariaLabel!.replace("show ", "").split(" ")[0] : []));
    expect(checked()).toEqual(["Ann", "Di", "Ed"]);
    boxes(root)[1].click();
    expect(checked()).toEqual(["Ann", "Bob", "Di", "Ed"]);
    expect(changes).toEqual([{with: "0,3,4,1"}]);
    const menu = root.querySelector("select")!;
    menu.value = "2";
    menu.dispatchEvent(new Event("input"));
    expect(changes.at(-1)).toEqual({with: "0,3,4,1", to: "2"});
    // and back from an address
    const again = shown({}, LAPS, {with: "none", to: "1"}).root;
    expect(boxes(again).some((box) => box.checked)).toBe(false);
    expect(again.querySelector("select")!.value).toBe("1");
  });

  it("says what a session lacks: no race, one car, first laps that count a wait, no lap", () => {
    expect(shown({type: "practice 1"}).root.textContent).toMatch(/\(practice 1\) is no race.*best laps/);
    expect(shown({type: "time trial"}, drive(2, 3, 90_000)).root.textContent).toMatch(/is no race and has one driver/);
    const unknown = shown({type: "unknown"}).root;
    expect(unknown.textContent).toMatch(/does not say what kind of session/);
    expect(new URL(unknown.querySelector<HTMLAnchorElement>("p a")!.href).searchParams.get("as")).toBe("race");
    const asRace = shown({type: "unknown"}, LAPS, {as: "race"});
    expect(rowsOf(asRace.root, "result of the race")).toHaveLength(5);
    document.body.append(asRace.root);
    boxes(asRace.root)[1].click();
    expect(asRace.changes[0].as).toBe("race");
    // a practice stays one
    expect(shown({type: "practice 1"}, LAPS, {as: "race"}).root.textContent).toContain("is no race");
    expect(shown({}, drive(2, 3, 90_000)).root.textContent).toContain("Only one car");
    const waited = LAPS.map((row) => ({...row, pit: row.lap === 1}));
    const acc = shown({drivers: NAMES.map((_, car) => driver(car, {position: car + 1}))}, waited).root;
    expect(acc.textContent).toContain("from joining the session");
    expect(rowsOf(acc, "result of the race").map(([position]) => position)).toEqual(["1", "2", "3", "4", "5"]);
    expect(acc.querySelector('table[aria-label="lap chart"]')).toBeNull();
    expect(shown({}, [lapRow({lapTimeMs: null})]).root.textContent).toContain("No lap of this session was finished");
  });
});

it("driverColors(archived, shown) of a driver is the same whatever else is shown, and each shown has one of its own", () => {
  const names = Array.from({length: 22}, (_, car) => car);
  const laps = names.flatMap((car) => [lapRow({car, driver: `D${car}`, lapTimeMs: 90_000 + 100 * car})]);
  const archived = {
    session: session({playerCar: 14, drivers: names.map((car) => driver(car, {position: car + 1, ai: car !== 14}))}),
    laps,
  };
  const first = firstColors(archived);
  expect([...first.keys()]).toEqual([14, 0, 1, 2, 3, 4, 5, 6]);
  expect(new Set(first.values()).size).toBe(8);
  const few = driverColors(archived, [14, 3, 0]);
  for (const car of [0, 3, 14]) expect(few.get(car)).toBe(first.get(car));
  // 1 and 8 share a place: the later one gives way
  const shared = driverColors(archived, [8, 14, 1]);
  expect(shared.get(1)).toBe(first.get(1));
  expect(new Set(shared.values()).size).toBe(3);
});

describe("charts of a race", () => {
  const {race} = sessionStatistics(
    LAPS,
    session({drivers: NAMES.map((_, car) => driver(car, {race: {grid: 5 - car}}))}),
  );
  const cars = raceCars(race!.rows, 2, [0], new Map());
  const neutral = [{kind: "safety car" as const, firstLap: 3, lastLap: 4}];
  const common = {width: 800, cars, neutral, onCar: () => {}};

  it("gaps: chosen cars are named at their ends, the others are faint, and a safety car is named", () => {
    const figure = gapChart(raceGaps(race!.chart, null), common);
    const texts = [...figure.querySelectorAll("text")].map(({textContent}) => textContent);
    expect(texts).toEqual(expect.arrayContaining(["Winner", "Player", "SC"]));
    expect(texts).not.toContain("Second");
    // a path for all faint cars' lines each, one for each chosen car
    expect(figure.querySelectorAll("g[data-mark=line] path")).toHaveLength(5);
  });

  it("positions begin on the grid and end at the flag; a car that stopped has a cross with its name", () => {
    const figure = positionChart(race!.rows, race!.chart, {...common, pitLosses: race!.pitLosses});
    const texts = [...figure.querySelectorAll("text")].map(({textContent}) => textContent);
    expect(texts).toEqual(expect.arrayContaining(["grid", "1 Stopped", "5 Winner", "1 Winner", "4 Player", "Stopped"]));
    expect(texts).not.toContain("5 Stopped");
    expect(figure.querySelector("figcaption")!.textContent).not.toContain("no starting grid");
  });
});

it("shortNames(drivers) tells drivers apart: by last word, initial, or the whole of a numbered name", () => {
  const names = ["Luis Barbosa", "Joao Barbosa", "Driver 04", "FMP_IL_SERRANO", "Zoë", ""];
  expect([...shortNames(names.map((name, car) => ({car, name}))).values()]).toEqual([
    "L. Barbosa",
    "J. Barbosa",
    "Driver 04",
    "FMP_IL_SER…",
    "Zoë",
    "car 5",
  ]);
});
