import {describe, expect, it} from "vitest";
import {readLogBytes} from "../../../support/logFiles.js";
import {ovalDrive} from "../../../support/ovalDrive.js";
import {table} from "./tableText.js";

/** 80 s from 14:14:30 on, with a lap counter that turns at 12 s, 42.2 s and 72 s. */
const D = ovalDrive({steps: 10});
const BEGUN_S = 14 * 3600 + 14 * 60 + 30;
const STARTED = Date.UTC(2026, 5, 13, 14, 14, 30) / 1000;
const LAPS = D.t.map((t) => Number(t >= 12) + Number(t >= 42.2) + Number(t >= 72));
const KMH = D.speed.map((v) => Number((v * 3.6).toFixed(2)));
const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
const clock = (s: number, colon = "") =>
  `${two(s / 3600)}${colon}${two((s / 60) % 60)}${colon}${(s % 60).toFixed(1).padStart(4, "0")}`;

function read(name: string, value: (t: number) => number | string, speed: (number | string)[] = KMH) {
  const times = D.t.map((t) => {
    const cell = value(t);
    return typeof cell === "number" ? String(cell) : cell;
  });
  const log = readLogBytes("t.csv", table({[name]: times, "Speed (km/h)": speed, Lap: LAPS}));
  const {sessionTime} = log.cars[0].columns;
  const seconds = sessionTime.at(-1)! - sessionTime[0];
  return {log, seconds, laps: log.cars[0].laps.flatMap(({lapTimeMs}) => lapTimeMs ?? [])};
}

describe("times whose numbers are no seconds", () => {
  it.each<[string, string, (t: number) => number | string, string]>([
    ["a clock without colons", "Time", (t) => clock(BEGUN_S + t), "a clock without colons (hhmmss)"],
    ["over midnight", "UTC Time", (t) => clock((86_370 + t) % 86_400), "a clock without colons (hhmmss)"],
    ["with milliseconds", "Time", (t) => `${clock(BEGUN_S + t).replace(".", "")}00`, "milliseconds"],
    [
      "days of a spreadsheet",
      "Time",
      (t) => (STARTED / 86_400 + 25_569 + t / 86_400).toFixed(9),
      "days of a spreadsheet",
    ],
    ["a part of the day", "Time", (t) => (0.5 + t / 86_400).toFixed(10), "parts of a day"],
    [
      "nanoseconds since 1970",
      "timestamp",
      (t) => `${STARTED * 1000 + Math.round(t * 1000)}000000`,
      "nanoseconds since 1970",
    ],
    [
      "ticks since the year 1",
      "Time",
      (t) => `${62_135_596_800_000 + STARTED * 1000 + Math.round(t * 1000)}0000`,
      "ticks of 100 ns since the year 1",
    ],
    ["microseconds", "Time", (t) => Math.round(t * 1e6), "in us, by the changes of speed"],
    ["minutes", "Time", (t) => (t / 60).toFixed(7), "in min, by the changes of speed"],
    [
      "whole seconds under faster rows",
      "timestamp",
      (t) => STARTED + Math.floor(t),
      "spread evenly between its values",
    ],
    [
      "12 hours without am and pm",
      "Time",
      (t) => clock(((12 * 3600 + 3570 + t - 3600) % 43_200) + 3600, ":"),
      "12 hours are added from 1 o'clock on",
    ],
  ])("are read as they are meant: %s", (_, name, value, note) => {
    const {log, seconds, laps} = read(name, value);
    expect(seconds).toBeCloseTo(79.9, 2);
    expect(laps).toHaveLength(2);
    for (const [k, ms] of [30_200, 29_800].entries()) expect(Math.abs(laps[k] - ms)).toBeLessThanOrEqual(101);
    expect(log.report.notes.join("\n")).toContain(note);
  });

  it("have the date of a spreadsheet and of counts", () => {
    for (const value of [
      (t: number) => (STARTED / 86_400 + 25_569 + t / 86_400).toFixed(9),
      (t: number) => `${STARTED * 1000 + Math.round(t * 1000)}000000`,
    ])
      expect(Math.abs(read("Time", value).log.startedAt! / 1000 - STARTED)).toBeLessThan(1e-3);
  });

  it("of 1000 rows a second are ms, of one a second s", () => {
    const fast = ovalDrive({seconds: 20, hz: 1000, steps: 1});
    const log = readLogBytes(
      "t.csv",
      table({time: fast.t.map((_, i) => i), "Speed (km/h)": fast.speed.map((v) => v * 3.6)}),
    );
    expect(log.cars[0].columns.sessionTime.at(-1)).toBeCloseTo(19.999, 3);
    const slow = ovalDrive({seconds: 80, hz: 1, steps: 100});
    const plain = readLogBytes("t.csv", table({time: slow.t, "Speed (km/h)": slow.speed.map((v) => v * 3.6)}));
    expect(plain.cars[0].columns.sessionTime.at(-1)).toBe(79);
  });

  it("that are seconds stay: with a unit, with numbers like a clock's, with a share of a lap", () => {
    expect(read("Time (s)", (t) => 141_430 + t).seconds).toBeCloseTo(79.9, 6);
    expect(read("Time", (t) => 141_430 + t).seconds).toBeCloseTo(79.9, 6);
    expect(read("Time", (t) => 36_870 + t).seconds).toBeCloseTo(79.9, 6);
    expect(read("Time", (t) => t).log.report.notes.join()).not.toMatch(/by its values|by the changes/);
  });
});

describe("laps whose counter is blank outside of them", () => {
  it.each([
    ["blank", ["", "1", "2", ""]],
    ["words", ["Out", "1", "2", "In"]],
  ])("do not take the ways from and to the pits: %s", (_, words) => {
    const bytes = table({"Time (s)": D.t, "Speed (km/h)": KMH, Lap: LAPS.map((lap) => words[lap])});
    expect(readLogBytes("t.csv", bytes).cars[0].laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual([
      [0, null],
      [1, 30_200],
      [2, 29_800],
      [3, null],
    ]);
  });

  it("written in the first row of each lap only belong to its rows", () => {
    const sparse = LAPS.map((lap, i) => (i === 0 || lap !== LAPS[i - 1] ? String(lap + 1) : ""));
    const log = readLogBytes("t.csv", table({"Time (s)": D.t, "Speed (km/h)": KMH, Lap: sparse}));
    expect(log.cars[0].laps.map(({lap}) => lap)).toEqual([1, 2, 3, 4]);
  });

  it("a first lap that began with the file, and is shorter than the others, has no time", () => {
    const starts = [0, 12, 42.2, 72];
    const times = D.t.map((t, i) => t - starts[LAPS[i]]);
    const log = readLogBytes("t.csv", table({Lap: LAPS, Time: times, "Speed (km/h)": KMH}));
    expect(log.cars[0].laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, 30_200, 29_800, null]);
    expect(log.report.notes.join()).toContain("lap 0 is shorter than the others");
  });
});

describe("numbers with separated thousands", () => {
  const text = (of: (v: number) => string) => D.speed.map((v) => of(Math.floor(3000 + v * 60)));
  const english = (v: number) => `"${Math.floor(v / 1000)},${two((v % 1000) / 10)}${v % 10}"`;

  it("in a file of whole numbers, between commas", () => {
    const bytes = table({
      "Time (ms)": D.t.map((t) => Math.round(t * 1000)),
      Speed: KMH.map(Math.round),
      RPM: text(english),
    });
    const {rpm} = readLogBytes("t.csv", bytes).cars[0].columns;
    expect(rpm[0]).toBe(Math.floor(3000 + D.speed[0] * 60));
  });

  it("with points, beside decimal commas", () => {
    const german = (v: number) => english(v).replace(/"/g, "").replace(",", ".");
    const bytes = table({"Zeit (s)": D.t, "Speed (km/h)": KMH, Drehzahl: text(german)}, {separator: ";", decimal: ","});
    const {rpm, speedKmh} = readLogBytes("t.csv", bytes).cars[0].columns;
    expect([rpm[0], speedKmh[0]]).toEqual([Math.floor(3000 + D.speed[0] * 60), KMH[0]]);
  });
});
