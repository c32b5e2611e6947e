// @vitest-environment jsdom
import {expect, it} from "vitest";
import {carOrder, driverTable} from "../../../src/components/session/driverTable.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {lapRow} from "../fakeSession.js";

const driver = (car: number, name: string) => ({car, name, team: "", raceNumber: 0, ai: false, restricted: false});
const session = (given: Partial<SessionFile> = {}) =>
  ({
    id: "s",
    type: "race",
    source: {game: "F1 25", format: 2025, simulated: false},
    drivers: [driver(0, "Slow start"), driver(1, "Winner"), driver(2, "Lapped")],
    playerCar: 0,
    ...given,
  }) as unknown as SessionFile;

// the fastest lap is not the winner's
const RACE = [
  ...[100_000, 88_000, 90_000].map((lapTimeMs, i) => lapRow({car: 0, lap: i + 1, lapTimeMs})),
  ...[92_000, 91_000, 91_000].map((lapTimeMs, i) => lapRow({car: 1, lap: i + 1, lapTimeMs})),
  ...[140_000, 141_000].map((lapTimeMs, i) => lapRow({car: 2, lap: i + 1, lapTimeMs})),
];

function texts(root: HTMLElement): string[][] {
  const rows = [root.querySelector("thead tr")!, ...root.querySelectorAll("tbody tr")];
  return rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim()));
}

it("a race is in its finishing order, with the winner's time and the gaps of the others", () => {
  const root = driverTable(session(), RACE);
  const [heads, ...rows] = texts(root);
  const race = heads.indexOf("Race");
  expect(rows.map((row) => [row[0], row[1], row[race]])).toEqual([
    ["1", "Winner", "4:34.000"],
    ["2", "Slow start", "+4.000"],
    ["3", "Lapped", "+1 lap"],
  ]);
  expect(root.querySelector(".lb-caption")?.textContent).toContain("penalties");
  expect(carOrder(session(), RACE)).toEqual([1, 0, 2]);
});

it("another session is ordered by best laps, without positions", () => {
  const [heads, ...rows] = texts(driverTable(session({type: "practice"}), RACE));
  expect(heads).not.toContain("Pos.");
  expect(heads).not.toContain("Race");
  expect(rows.map(([name]) => name)).toEqual(["Slow start", "Winner", "Lapped"]);
});

it("a classification of imported results outranks the lap times", () => {
  const drivers = [
    {...driver(0, "Slow start"), position: 1},
    {...driver(1, "Winner"), position: 2},
  ];
  const root = driverTable(session({drivers}), RACE.slice(0, 6));
  expect(
    texts(root)
      .slice(1)
      .map((row) => row.slice(0, 2)),
  ).toEqual([
    ["1", "Slow start"],
    ["2", "Winner"],
  ]);
  expect(root.querySelector(".lb-caption")?.textContent).not.toContain("penalties");
});

it("columns without any value are left out; a team is a car where games name cars", () => {
  const drivers = [{...driver(0, "A"), team: "Porsche 991"}];
  const cars = session({
    type: "practice",
    drivers,
    source: {game: "Assetto Corsa", format: "ac", simulated: false},
  } as never);
  const [heads] = texts(driverTable(cars, [lapRow({tyreCompound: null})]));
  expect(heads).toContain("Car");
  for (const missing of ["Team", "No.", "Tyres", "To the best"]) expect(heads).not.toContain(missing);
});
