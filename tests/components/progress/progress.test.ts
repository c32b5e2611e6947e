// @vitest-environment jsdom
import {expect, it} from "vitest";
import {cornerProgressTable} from "../../../src/components/progress/cornerProgressTable.js";
import {driversOf, sessionSeries, sessionsOf} from "../../../src/components/progress/progressChoice.js";
import {progressSentence, progressTable} from "../../../src/components/progress/progressTable.js";
import type {ArchivedSession, LibraryEntry} from "../../../src/core/archive/types.js";
import {sessionPaces} from "../../../src/core/laps/progress/sessionPaces.js";
import {welchTest} from "../../../src/core/signal/welch.js";
import {lapRow, sessionFile} from "../../support/session.js";

const archived = (day: number, mine: number[], playerCar: number | null = 0): ArchivedSession => ({
  session: sessionFile(`day${day}`, {
    ...{startedAt: `2026-01-0${day}T12:00:00.000Z`, type: "practice 1", playerCar},
    drivers: [],
  }),
  laps: [
    ...mine.map((lapTimeMs, i) => lapRow({car: 0, driver: "Ada", lap: i + 1, lapTimeMs})),
    lapRow({car: 1, driver: "Ben", lap: 1, lapTimeMs: 80_000}),
  ],
});
const sessions = [
  archived(1, [90_000, 90_200, 90_100]),
  archived(2, [89_000, 89_100, 89_300]),
  archived(3, [89_600, 89_500, 89_400], null),
];

it("drivers are the player, then names; a session without a player is not the player's", () => {
  expect(driversOf(sessions).map(({label}) => label)).toEqual([
    "me, the player (2 sessions)",
    "Ada (3 sessions)",
    "Ben (3 sessions)",
  ]);
  expect(sessionsOf(sessions, "").map(({session}) => session.id)).toEqual(["day1", "day2"]);
  expect(sessionsOf(sessions, "Ben").map(({car}) => car)).toEqual([1, 1, 1]);
});

it("players of different names are not one driver", () => {
  const other = archived(4, [88_000]);
  const bens = {...other, laps: other.laps.map((row) => ({...row, driver: row.car === 0 ? "Cy" : "Ben"}))};
  expect(driversOf([...sessions, bens]).map(({name}) => name)).toEqual(["Ben", "Ada", "Cy"]);
});

it("sessionSeries(sessions) keeps games apart, and the simulator's sessions", () => {
  const entry = (id: string, game: string, name: string, simulated = false) =>
    ({
      id,
      startedAt: `2026-01-${id}`,
      laps: 3,
      track: {id: 1, name},
      source: {game, simulated},
    }) as unknown as LibraryEntry;
  const found = sessionSeries([
    entry("01", "F1 25", "Monza"),
    entry("02", "ACC", "Monza"),
    entry("03", "F1 25", "Monza"),
    entry("04", "F1 25", "Monza", true),
  ]);
  expect(found.map(({key, sessions}) => [key, sessions.map(({id}) => id).join(" ")])).toEqual([
    ["f1-25-monza-simulated", "04"],
    ["f1-25-monza", "03 01"],
    ["acc-monza", "02"],
  ]);
});

it("says what the sessions show, and that a trend needs four", () => {
  const progress = sessionPaces(sessionsOf(sessions, "Ada"));
  expect(progressSentence(progress)).toBe(
    "The best lap became 1.000 s faster over 3 sessions. A trend of the median needs four sessions with three laps each.",
  );
  const rows = [...progressTable(progress.sessions).querySelectorAll("tbody tr")];
  expect(rows.map((row) => row.querySelector(".lb-best")?.textContent ?? "")).toEqual(["", "1:29.000", "1:30.000"]);
  expect(rows[1].textContent).toMatch(/−0\.967\s+\(−1\.\d{3} to −0\.\d{3}\)/);
});

it("corners are sorted by the time found in them; what is not resolved is faded", () => {
  const corner = (number: number, first: number[], last: number[]) => ({
    ...{number, name: `Turn ${number}`, medianS: Float64Array.of(first[1], last[1])},
    change: welchTest(first, last),
  });
  const table = cornerProgressTable(
    {
      corners: [corner(1, [5, 5.1, 5.2], [5, 5.1, 5.19]), corner(2, [4, 4.01, 4.02], [3.8, 3.81, 3.82])],
      ...{
        sessions: [
          {session: "a", laps: 3},
          {session: "b", laps: 3},
        ],
        refused: [],
        source: "track Here",
      },
    },
    new Map([
      ["a", "2026-01-01"],
      ["b", "2026-01-02"],
    ]),
  );
  const rows = [...table.querySelectorAll("tbody tr")];
  expect(rows.map((row) => [row.querySelector("th")?.textContent, row.className])).toEqual([
    ["Turn 2", ""],
    ["Turn 1", "lb-faded"],
  ]);
});
