// @vitest-environment jsdom
import {expect, it} from "vitest";
import {type AgedStint, agingChart} from "../../../src/components/stints/agingChart.js";
import {conditionCharts} from "../../../src/components/stints/conditionCharts.js";
import {type StintsParams, stintsView} from "../../../src/components/stints/stintsView.js";
import type {LapRow, SessionFile} from "../../../src/core/archive/types.js";
import type {LapCondition} from "../../../src/core/laps/conditions/lapConditions.js";
import type {CarSamples} from "../../../src/core/laps/open/carSamples.js";
import {sessionStatistics} from "../../../src/core/laps/sessionStatistics.js";
import {agedLaps} from "../../../src/core/laps/stints/agedLaps.js";
import {random} from "../../../src/core/signal/random.js";
import {lapRow} from "../fakeSession.js";

const session = (given: Partial<SessionFile> = {}) =>
  ({
    ...{id: "s", type: "race", events: [], flashbacks: [], stints: [], playerCar: 0},
    track: {id: 7, name: "Here", lengthM: 5000, sectorStartsM: null},
    source: {game: "F1 25", format: 2025, simulated: false},
    drivers: [0, 1].map((car) => ({car, name: `D${car}`, team: "", raceNumber: 0, ai: false, restricted: false})),
    ...given,
  }) as unknown as SessionFile;

/** Car 0: ten laps on soft tyres that age by 150 ms a lap, a stop, eight laps on hard ones that do not age; 2 kg of fuel a lap. Car 1: three laps. */
function drive(): LapRow[] {
  const source = random(5);
  const own = Array.from({length: 18}, (_, i) => {
    const stint = i < 10 ? {tyreCompound: "soft", tyreAgeLaps: i} : {tyreCompound: "hard", tyreAgeLaps: i - 10};
    const time = 90_000 + (i < 10 ? 150 * i : 800) + 30 * source.normal();
    const pit = i === 9 || i === 10;
    return lapRow({
      ...stint,
      driver: "D0",
      lap: i + 1,
      lapTimeMs: Math.round(time) + (pit ? 9000 : 0),
      pit,
      fuelUsedKg: 2,
    });
  });
  return [...own, ...[1, 2, 3].map((lap) => lapRow({car: 1, driver: "D1", lap, tyreAgeLaps: lap}))];
}

const condition = (value: number): LapCondition => ({
  first: value,
  last: value,
  mean: value,
  min: value,
  max: value,
  known: 1,
});
const samples = (channels: (lap: number) => [string, number][]): CarSamples =>
  ({
    ...{car: 0, unreadable: []},
    laps: Array.from({length: 18}, (_, i) => ({
      lap: i + 1,
      use: {conditions: new Map(channels(i + 1).map(([name, value]) => [name, condition(value)]))},
    })),
  }) as unknown as CarSamples;
const FUEL = samples((lap) => [
  ["fuelMass", 60 - 2 * lap],
  ...["Fl", "Fr", "Rl", "Rr"].map((w, i): [string, number] => [`tyreWear${w}Percent`, lap + i]),
]);

function shown(given: Partial<SessionFile> = {}, params: StintsParams = {}, read: CarSamples | null = FUEL) {
  const laps = drive();
  const file = session(given);
  const fuelKg = (car: number, lap: number) => (car === 0 && read ? 60 - 2 * lap : Number.NaN);
  const statistics = sessionStatistics(laps, file, {fuelKg});
  const changes: StintsParams[] = [];
  const root = stintsView(
    {session: file, laps, statistics, samples: read},
    {car: 0, params, onChange: (next) => changes.push(next)},
  );
  return {root, changes};
}
const rows = (root: HTMLElement) =>
  [...root.querySelectorAll('table[aria-label="stints"]')].map((table) =>
    [...table.querySelectorAll("tbody tr")].map((tr) => [...tr.children].map((cell) => cell.textContent!.trim())),
  );

it("stints have laps, pace without fuel, degradation with its interval, and what these laps can say", () => {
  const [own, all] = rows(shown().root);
  expect(own.map((cells) => cells.slice(0, 4))).toEqual([
    ["1", "1–10", "S", "8"],
    ["2", "11–18", "H", "7"],
  ]);
  // 150 ms of ageing and 2 kg at about 35 ms
  expect(own[0].join()).toMatch(/\+0\.2[12]\d \+0\.\d+ to \+0\.\d+,degradation resolved/);
  expect(own[1].join()).toMatch(/degradation (not )?resolved/);
  expect(all).toHaveLength(3);
  expect(all[2].join()).toContain("show the pace, 4 are needed");
});

it("without the fuel only the trend is known, and it says so", () => {
  const rowsOf = drive().map((row) => ({...row, fuelUsedKg: null}));
  const file = session();
  const root = stintsView(
    {session: file, laps: rowsOf, statistics: sessionStatistics(rowsOf, file), samples: null},
    {car: 0, params: {}, onChange: () => {}},
  );
  expect(root.querySelector('table[aria-label="stints"] thead')!.textContent).not.toContain("Degradation");
  expect(root.textContent).toContain("Fuel unknown: the trend contains its burning off");
});

it("compares the two longest stints of the driver; menus choose others and keep them in the address", () => {
  const {root, changes} = shown();
  const menus = [...root.querySelectorAll<HTMLSelectElement>(".lb-bar select")];
  expect(menus.map(({value}) => value)).toEqual(["0.1", "0.2"]);
  expect(root.querySelector('table[aria-label="comparison of two stints"]')!.textContent).toContain(
    "lap time, empty tank",
  );
  expect(root.textContent).toMatch(/Degradation: A \+0\.\d+, B .+ s a lap; B − A .+: a difference/);
  menus[1].value = "1.1";
  menus[1].dispatchEvent(new Event("input"));
  expect(changes).toEqual([{a: "0.1", b: "1.1"}]);
  expect(root.textContent).toContain("fuel of a stint is unknown");
  const again = shown({}, {a: "0.2", b: "0.2"}).root;
  expect(again.textContent).toContain("Choose two different stints");
});

it("a practice has long and short runs, a race has not", () => {
  expect(shown().root.textContent).not.toContain("Long run against short run");
  const root = shown({type: "practice 1"}).root;
  const runs = [...root.querySelectorAll('table[aria-label="long and short runs"] tbody tr')];
  expect(runs.map((tr) => tr.children[1].textContent)).toEqual(["long run", "long run"]);
});

it("tyres and fuel by lap: a chart for what is recorded, four wheels in it, and the names of what is not", () => {
  const root = conditionCharts(FUEL.laps, [], {width: 900});
  const figures = [...root.querySelectorAll("figure")];
  expect(figures.map((figure) => figure.querySelector("figcaption")!.textContent)).toEqual([
    "Tyre wear (%), at the end of the lap",
    "Fuel (kg), at the start of the lap",
  ]);
  expect(figures[0].querySelectorAll("g[data-mark=line] path")).toHaveLength(4);
  expect(root.textContent).toContain("Not recorded: tyre surface, tyre inside, tyre pressure.");
  expect(conditionCharts([], [], {width: 900}).textContent).toContain("No lap of this driver has samples");
});

it("lap times by age are without fuel where all have it; of many stints the longest are drawn", () => {
  const judged = drive()
    .filter(({car}) => car === 0)
    .map((row) => ({row, leftOut: null, neutralised: null}));
  const stint = (number: number, firstLap: number, lastLap: number): AgedStint => {
    const run = {
      car: 0,
      number,
      firstLap,
      lastLap,
      compound: "soft",
      actual: null,
      startAge: 0,
      from: "session" as const,
    };
    const options = {fuelKg: () => 10, fuelEffect: {msPerKg: 30, deviation: 5, source: ""}};
    return {stint: run, laps: agedLaps(judged, run, options)};
  };
  const figure = agingChart([stint(1, 1, 9), stint(2, 10, 12)], {width: 800});
  expect(figure.textContent).toContain("lap time, empty tank");
  // the second stint's three laps carry no line
  expect(figure.querySelectorAll("g[data-mark=linear-regression]")).toHaveLength(1);
  const many = agingChart(
    Array.from({length: 9}, (_, i) => stint(i + 1, 1, 9 - (i % 2))),
    {width: 800},
  );
  expect(many.textContent).toContain("The 8 longest of 9 stints");
});
