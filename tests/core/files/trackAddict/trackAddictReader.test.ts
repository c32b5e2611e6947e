import {describe, expect, it} from "vitest";
import {readLogBytes, sessionOf, utf8} from "../../../support/logFiles.js";
import {LAP_S, LINE_S, STARTED, stateAt} from "../../../support/loggedDrive.js";
import {trackAddictText} from "../../../support/trackAddictText.js";

const read = (text: string, name = "run.csv") => readLogBytes(name, utf8(text));
const lapsOf = (log: ReturnType<typeof read>) =>
  log.cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

describe("a TrackAddict log", () => {
  const log = read(trackAddictText());
  const {columns, laps, team} = log.cars[0];

  it("has the app's laps, from line to line although fixes are half a second apart", () => {
    expect(lapsOf(log)).toEqual([
      [0, null, false],
      [1, 20_000, true],
      [2, 20_000, true],
      [3, 20_000, true],
      [4, null, false],
    ]);
    const {first} = laps[2];
    expect(columns.sessionTime[first]).toBeCloseTo(LINE_S + LAP_S, 9);
    expect(columns.currentLapTimeMs[first + 30]).toBeCloseTo(3000, 6);
    expect(sessionOf(log).laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, 20_000, 20_000, 20_000, null]);
  });

  it("has sectors that add up to the lap, and the pit lane between its comments", () => {
    expect(laps.map(({sectorsMs}) => sectorsMs)).toEqual([null, null, [6000, 7000, 7000], null, null]);
    expect(laps.map(({pit}) => pit)).toEqual([false, false, true, false, false]);
    expect([columns.pitStatus[329], columns.pitStatus[330], columns.pitStatus[359], columns.pitStatus[360]]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("begins at its UTC time, else at the time in its name, and says so", () => {
    expect([log.startedAt, team]).toEqual([STARTED * 1000, "A small car"]);
    const other = read(trackAddictText({utc: false}), "Log-20240506-090809 Oval.csv");
    expect(other.startedAt).toBe(Date.UTC(2024, 4, 6, 9, 8, 9));
    expect(other.report.notes).toContain("start: by the file's name, a local time");
    expect(read(trackAddictText({utc: false})).startedAt).toBeNull();
  });

  it("has headings in rad, height in m, pressure in bar, and the sign of the turn", () => {
    expect(Math.max(...columns.heading)).toBeLessThan(2 * Math.PI);
    expect(columns.heading[100]).toBeCloseTo(Math.PI, 3);
    expect([columns.worldY[0], columns.gLateral[0]]).toEqual([500, 1.2]);
    expect(columns.airPressureBar[0]).toBeCloseTo(0.945, 9);
    const unused = Object.fromEntries(log.report.unused.map(({from, reason}) => [from, reason]));
    expect(unused["Brake (calculated)"]).toMatch(/not the pedal/);
    expect(columns.brake).toBeUndefined();
  });

  it("has no steps between fixes: positions and headings are interpolated", () => {
    const x = columns.worldX.map((v) => v - columns.worldX[0]);
    for (let i = 1; i < 700; i++) {
      const {x: is} = stateAt(i / 10);
      expect(Math.abs(x[i] - (is - stateAt(0).x))).toBeLessThan(1.2);
      const turn = Math.abs(columns.heading[i] - columns.heading[i - 1]);
      expect(Math.min(turn, 2 * Math.PI - turn)).toBeCloseTo((2 * Math.PI) / 200, 2);
    }
    expect(log.report.notes).toContain(
      "positions, speed and heading: 150 fixes in 750 rows; rows between them are interpolated",
    );
  });

  it("without lap comments has the laps of its lap column", () => {
    const text = trackAddictText().replaceAll(/# (Lap|Sector) .*\r\n/g, "");
    expect(lapsOf(read(text)).map(([lap]) => lap)).toEqual([0, 1, 2, 3, 4]);
  });

  it("with a missing comment keeps the times of the others", () => {
    const text = trackAddictText().replace(/# Lap 1: .*\r\n/, "");
    expect(
      lapsOf(read(text))
        .filter(([, ms]) => ms === 20_000)
        .map(([lap]) => lap),
    ).toEqual([2, 3]);
  });
});
