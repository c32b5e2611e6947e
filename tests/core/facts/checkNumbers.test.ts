import {describe, expect, it} from "vitest";
import {checkNumbers} from "../../../src/core/facts/checkNumbers.js";
import {factId} from "../../../src/core/facts/fact.js";
import {numbersInText} from "../../../src/core/facts/numbersInText.js";

const ANSWER = {
  lap: "20260301-140000-906dfc:0:2",
  lapTimeMs: 87278,
  facts: [
    {what: "time, Turn 3", value: 0.17272, unit: "s", low: 0.11, high: 0.23},
    {what: "minimum speed", value: 29.444, unit: "m/s"},
    {what: "grip", value: 0.953, unit: "1"},
    {what: "shift", value: 1204.2771838760873, unit: "rad/s"},
  ],
  fromM: 844.97,
  text: "5 laps against 3; noise floor 0.024 s",
};

describe("numbersInText(text)", () => {
  it("reads values with units, signs, digits and lap times, and no part of a name", () => {
    const text =
      "Lap 1:27.278 in T6 was −0.2 s and 1,204 rpm, 95 % of 29.4 m/s; session 20260301-140000-906dfc:0:2 on 2026-03-01, see corners?lap=4&corner=3#x.";
    expect(numbersInText(text).map(({value, unit, decimals}) => [value, unit, decimals])).toEqual([
      [87.278, "s", 3],
      [6, "", 0],
      [-0.2, "s", 1],
      [1204, "rpm", 0],
      [95, "%", 0],
      [29.4, "m/s", 1],
    ]);
  });
});

describe("checkNumbers(text, answers)", () => {
  it.each([
    ["0.17 s slower in T3, between 0.11 and 0.23 s", []],
    ["0.17 ± 0.06 s", []],
    ["173 ms lost; the lap took 1:27.278 or 87.3 s", []],
    ["106 km/h at least, 65.9 mph; 95 % of the grip; up at 11500 rpm, from 845 m on; 5 laps, floor 0.024 s", []],
    ["0.18 s slower in T4", ["0.18 s", "T4"]],
    ["106 m from the line", ["106 m"]],
    ["1:27.279", ["1:27.279"]],
    ["29.45 m/s", ["29.45 m/s"]],
  ])("%s", (text, unknown) => {
    expect(checkNumbers(text, [ANSWER]).unknown.map((one) => one.text)).toEqual(unknown);
  });

  it("takes no number off a trace", () => {
    const trace = {
      lap: "s:0:1",
      channels: [{name: "speedKmh", unit: "km/h", values: Array.from({length: 300}, (_, i) => i)}],
    };
    expect(checkNumbers("143 km/h", [trace]).unknown).toHaveLength(1);
  });

  it("says how many numbers there were: a text without any is not confirmed by it", () => {
    expect(checkNumbers("slower in the third corner", [ANSWER])).toEqual({numbers: 0, unknown: []});
  });
});

it("factId(page, params, name) is an address with the number's name behind it", () => {
  expect(factId("corners", {session: "s", corner: 6}, "exit speed")).toBe("corners?session=s&corner=6#exit-speed");
});
