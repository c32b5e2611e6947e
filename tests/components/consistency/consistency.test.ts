// @vitest-environment jsdom
import {afterEach, expect, it} from "vitest";
import {consistencyView} from "../../../src/components/consistency/consistencyView.js";
import {paceTable} from "../../../src/components/consistency/lapTimes.js";
import {spreadTable, verdictText} from "../../../src/components/consistency/spreadTable.js";
import {carsOf, driversChoice} from "../../../src/components/session/driversChoice.js";
import {checks} from "../../../src/components/ui/checks.js";
import type {ArchivedSession, LapRow} from "../../../src/core/archive/types.js";
import {cornerSpreads} from "../../../src/core/findings/consistency/cornerSpread.js";
import {debriefOf} from "../../../src/core/findings/debrief/debrief.js";
import {sessionStatistics} from "../../../src/core/laps/sessionStatistics.js";
import {madeComparison} from "../../support/madeDebrief.js";
import {lapRow} from "../fakeSession.js";

// scattered in the first corner, and always 20 km/h slower than the reference in the second
const own = [100, 108, 102, 110, 104].map((first, i) => ({lap: i + 1, first, second: 100 + i / 10}));
const made = madeComparison(
  own,
  [1, 2, 3].map((lap) => ({car: 1, lap, first: 105, second: 120 + lap / 10})),
);
const {comparison} = made;
const spreads = cornerSpreads(comparison.laps, comparison.pieces, [1, 2, 3, 4, 5]);
const LOOKS = [
  {car: 0, name: "Ada", color: "red"},
  {car: 1, name: "Bo", color: "blue"},
];

afterEach(() => document.body.replaceChildren());

it("spreadTable(drivers, options) ranks corners by the spread of their time, with that of others beside", () => {
  const bo = cornerSpreads(comparison.references, comparison.pieces);
  const table = spreadTable([spreads, bo], {looks: LOOKS, corner: (label) => `c-${label}`, laps: [1, 2, 3, 4, 5]});
  const rows = () => [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  expect(rows().map((tr) => tr.querySelector("a")!.getAttribute("href"))).toEqual(["c-1", "c-2"]);
  expect(table.textContent).toContain("Bo (s)");
  const [first, second] = rows();
  expect(first.querySelectorAll("circle")).toHaveLength(5);
  expect(first.querySelector(".lb-number > span")!.className).toBe("");
  // 0.1 km/h from lap to lap is nothing that whole km/h show
  const speed = [...second.cells].find((cell) => cell.textContent?.startsWith("0.2"))!;
  expect(speed.querySelector(".lb-faded")!.getAttribute("title")).toMatch(
    /not resolved, the recording alone 1\.0 km\/h/,
  );
  table.setHabits(debriefOf(made).parts, "Bo");
  expect(rows()[1].querySelector(".c-verdict")!.textContent).toMatch(/^habit: \+0\.\d{3} s to Bo, 15 of 15$/);
  expect(rows()[0].querySelector(".c-verdict")!.textContent).toBe("no habit: changes from lap to lap");
});

it("verdictText(corner, habit) claims nothing where no spread is resolved, and a drift where the trend is", () => {
  const [corner] = spreads;
  const time = {...corner.values.time, isResolved: false};
  expect(verdictText({...corner, values: {...corner.values, time}}, undefined, "")).toBe("steady");
  const trend = {slopeS: 0.02, reachS: 0.01, n: 8, isFound: true};
  expect(verdictText({...corner, trend}, undefined, "")).toBe("slower with each lap");
});

const FACTS = {
  ...{id: "s", type: "practice 1", events: [], flashbacks: [], stints: [], playerCar: 0, drivers: []},
  ...{source: {game: "F1 25", format: 2025}, track: {id: 1, name: "Oval"}, startedAt: "2026-03-01T14:00:00Z"},
} as unknown as ArchivedSession["session"];
const rows: LapRow[] = [1, 2, 3, 4].map((lap) => lapRow({lap, lapTimeMs: 90_000 + 100 * lap, pit: lap === 4}));

it("paceTable(drivers) has each number with its interval, and what was left out with the reason", () => {
  const [statistics] = sessionStatistics(rows, FACTS).cars;
  const [tr] = paceTable([{statistics, look: LOOKS[0]}]).querySelectorAll("tbody tr");
  const text = tr.textContent!.replace(/\s+/g, " ");
  expect(text).toContain("1:30.200");
  // standard deviation of 100, 200, 300 ms, with its χ² interval for two degrees of freedom
  expect(text).toContain("0.100 0.052 to 0.628");
  expect(text).toContain("1 pit lane");
});

it("consistencyView(archived, cars) of a driver without laps, and of one whose laps do not count, says so", () => {
  const view = (laps: LapRow[]) =>
    consistencyView({session: FACTS, laps}, [0], {corner: String}).textContent!.replace(/\s+/g, " ");
  expect(view([])).toBe("This driver has no laps.");
  const text = view([lapRow({lap: 1, valid: false})]);
  expect(text).toContain("No lap of this driver shows the pace");
  expect(text).toContain("1 not valid");
});

it("driversChoice(sessions, archived, asked) keeps others of the session, and forgets them with another driver", () => {
  const laps = [0, 1, 2].flatMap((car) => [1, 2].map((lap) => lapRow({car, lap, driver: `D${car}`})));
  const choice = driversChoice([], {session: FACTS, laps}, {session: "s", car: "1", with: "2,7"});
  document.body.append(choice);
  expect(choice.value).toEqual({session: "s", car: "1", with: "2"});
  expect(carsOf(choice.value)).toEqual([1, 2]);
  choice.querySelector<HTMLInputElement>("input[value='0']")!.click();
  expect(choice.value.with).toBe("0,2");
  const menu = choice.querySelector<HTMLSelectElement>("select[name=driver]")!;
  menu.value = "2";
  menu.dispatchEvent(new Event("input", {bubbles: true}));
  expect(choice.value).toEqual({session: "s", car: "2"});
});

it("checks(label, options, chosen) has at most so many, and a summary of them", () => {
  const list = checks(
    "beside",
    ["a", "b", "c"].map((key) => ({key, label: key})),
    ["a"],
    {most: 2, none: "nobody"},
  );
  document.body.append(list);
  const boxes = [...list.querySelectorAll("input")];
  boxes[2].click();
  expect(list.value).toEqual(["a", "c"]);
  expect(boxes[1].disabled).toBe(true);
  boxes[0].click();
  boxes[2].click();
  expect(list.querySelector("summary")!.textContent).toBe("beside: nobody");
  expect(boxes[1].disabled).toBe(false);
});
