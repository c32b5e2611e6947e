// @vitest-environment jsdom
import {expect, it} from "vitest";
import {raceRecord} from "../../../src/components/race/raceRecord.js";
import type {Prediction, StrategyAlert} from "../../../src/core/messages/events.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {EVENT_EXAMPLES} from "../../support/messages.js";
import {sessionFile} from "../../support/session.js";
import {until} from "../../support/until.js";

const ID = "20260301-140000-906dfc";
const alert = EVENT_EXAMPLES.find(({topic}) => topic === "strategy-alerts") as StrategyAlert;
const prediction = EVENT_EXAMPLES.find(({topic}) => topic === "predictions") as Prediction;
const graded = (kind: string, lap: number, more: Partial<Prediction>): Prediction => ({
  ...prediction,
  ...{id: `${kind}/4/${lap}`, kind, lap, car: 4, graded: true, because: "", inside: true, low: 1, high: 3, ...more},
});

it("raceRecord reads alerts and predictions when they are opened, once, with addresses, grades, and what is guessed", async () => {
  const asked: string[] = [];
  const kept = {
    "strategy-alerts": [
      {...alert, lapDistance: 400},
      {...alert, rule: "sc", car: Number.NaN, lap: Number.NaN, lapDistance: Number.NaN},
    ],
    predictions: [
      graded("rejoin", 9, {value: 12, outcome: 13, error: -1, baselineError: 3}),
      graded("lapTime", 3, {
        value: 90_000,
        low: 89_500,
        high: 90_500,
        outcome: 91_000,
        error: -1000,
        baselineError: 400,
        inside: false,
      }),
      graded("stop", 6, {value: 18, outcome: Number.NaN, because: "the car did not stop again"}),
      graded("of a later version", 6, {}),
    ],
  };
  const session = sessionFile(ID, {drivers: [{car: 4, name: "Ada"} as never]});
  const root = raceRecord(
    {session, laps: []},
    {
      car: 4,
      track: async () => circuitTrack(CIRCUITS.spielberg),
      events: (async (id: string, topic: keyof typeof kept) => (asked.push(`${id} ${topic}`), kept[topic])) as never,
    },
  );
  document.body.replaceChildren(root);
  expect(asked).toEqual([]);
  const [alerts, predictions] = root.querySelectorAll("details");
  for (const one of [alerts, predictions, alerts]) {
    one.open = !one.open;
    one.dispatchEvent(new Event("toggle"));
  }
  await until(
    () => root.querySelectorAll("table").length === 3,
    "tables",
    () => root.textContent,
  );
  expect(asked).toEqual([`${ID} strategy-alerts`, `${ID} predictions`]);
  const cells = (table: Element) =>
    [...table.querySelectorAll("tbody tr")].map((tr) => [...tr.children].map(({textContent}) => textContent));
  const [list, grades, own] = [...root.querySelectorAll("table")].map(cells);
  expect(list[0].slice(0, 5)).toEqual([
    "8:32",
    "7",
    expect.stringMatching(/^400 m, (before )?turn \d/),
    "Ada",
    "Brakes hot",
  ]);
  expect(list[1].slice(0, 4)).toEqual(["8:32", "–", "–", ""]);
  expect([...alerts.querySelectorAll("tbody a")].map((a) => a.getAttribute("href")!.replace(/.*pages/, ""))).toEqual(
    expect.arrayContaining([`/laps.html?laps=${ID}:4:7&at=400`, "/alerts.html?rule=brakes-hot"]),
  );
  expect(grades).toEqual([
    ["next lap", "1", "inside its interval in 0 of 1", "1.000 s", "0.400 s", "0"],
    ["position after the stop", "1", "within one place in 1 of 1", "1 places", "3 places", "0"],
    ["next stop", "0", "not graded yet", "–", "–", "1"],
  ]);
  expect(own.map((row) => row.slice(0, 3))).toEqual([
    ["3", "next lap", "1:30.000"],
    ["6", "next stop", "lap 18"],
    ["9", "position after the stop", "P12"],
  ]);
  expect(own.map((row) => row[5])).toEqual(["outside", "the car did not stop again", "inside"]);
  expect(predictions.textContent).toContain("announces no race distance");
});
