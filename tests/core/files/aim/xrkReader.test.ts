import {describe, expect, it} from "vitest";
import {gpsStates, OVAL, OVAL_LAPS_MS, place} from "../../../support/gpsDrive.js";
import {readLogBytes, sessionOf} from "../../../support/logFiles.js";
import {headMessage, type XrkOptions, xrkBytes, xrkRpm, xrzBytes} from "../../../support/xrkBytes.js";

const read = (options: XrkOptions = {}) => readLogBytes("run.xrk", xrkBytes(options));
const finished = (log: ReturnType<typeof read>) => sessionOf(log).laps.filter(({complete}) => complete);
const times = (log: ReturnType<typeof read>) => finished(log).map(({lapTimeMs}) => lapTimeMs);
const STATES = gpsStates(10);

describe("an AiM log", () => {
  it.each([20, 32] as const)(
    "has the logger's lap times of records of %i bytes; out and in lap are no laps",
    (lapBytes) => {
      const log = read({lapBytes});
      expect(times(log)).toEqual(OVAL_LAPS_MS);
      expect(sessionOf(log).laps.map(({lap, complete}) => [lap, complete])).toEqual([
        [0, false],
        [1, true],
        [2, true],
        [3, false],
      ]);
    },
  );

  it("without lap records has laps at the place of the track's line, across the drive", () => {
    const log = read({laps: false, startPlace: place(OVAL, 211, 0)});
    expect(times(log)).toHaveLength(2);
    for (const [i, ms] of times(log).entries()) expect(Math.abs(ms! - OVAL_LAPS_MS[i])).toBeLessThanOrEqual(5);
    expect(log.report.notes.join()).toContain("3 crossings of a line at the start line of the file's track");
    const far = read({laps: false, startPlace: place(OVAL, 900, 0)});
    expect(times(far)).toEqual([]);
    expect(far.report.notes.join()).toContain("is not passed twice: it is not used as the line");
  });

  it("has sectors of two splits, which count from the line", () => {
    const laps = finished(read({splits: [0.25, 0.6]}));
    expect(laps.map(({sector1Ms, sector2Ms, sector3Ms}) => [sector1Ms, sector2Ms, sector3Ms])).toEqual([
      [6150, 8610, 9840],
      [6275, 8785, 10_040],
    ]);
  });

  it("has position, speed and heading of the receiver's place and velocity from the earth's centre", () => {
    const {columns} = read().cars[0];
    const row = columns.sessionTime.findIndex((t) => Math.abs(t - 3) < 1e-6);
    const state = STATES[30];
    expect(columns.latitude[row]).toBeCloseTo(state.latitude, 6);
    expect(columns.longitude[row]).toBeCloseTo(state.longitude, 6);
    expect(columns.speedKmh[row]).toBeCloseTo(state.speed * 3.6, 0);
    expect(columns.heading[row]).toBeCloseTo((state.heading * Math.PI) / 180, 2);
    expect(columns.worldY[row]).toBeCloseTo(200, 1);
  });

  it.each(["S", "M", "G", "c"] as const)("has samples of (%s messages", (rpmBy) => {
    const {columns} = read({rpmBy}).cars[0];
    const row = columns.sessionTime.findIndex((t) => Math.abs(t - 3.05) < 1e-6);
    expect(columns.rpm[row]).toBe(xrkRpm(3.05));
    expect(columns.waterTempC[row - 1]).toBe(88);
  });

  it("has volts where the logger wrote millivolts, and gears of letters", () => {
    const {columns} = read().cars[0];
    expect(columns.batteryVolts[10]).toBeCloseTo(12.6, 4);
    // one a second: N, 1, 2, 3
    const gear = (t: number) => columns.gear[columns.sessionTime.findIndex((s) => Math.abs(s - t) < 1e-6)];
    expect([0.5, 1.5, 2.5, 3.5].map(gear)).toEqual([0, 1, 2, 3]);
  });

  it("has driver, vehicle, track and the date of the satellites; texts that were appended count", () => {
    const log = read({texts: [["RCR", "Ada E."]]});
    expect(log.cars[0]).toMatchObject({driver: "Ada E.", team: "Kart 7"});
    expect(log.track.name).toBe("Test Oval");
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
    expect(log.report.notes.join("\n")).toContain("the logger's clock has 2026-05-04 12:00:00");
    const local = read({gps: false});
    expect(new Date(local.startedAt!).toISOString()).toBe("2026-05-04T12:00:00.000Z");
    expect(times(local)).toEqual(OVAL_LAPS_MS);
  });

  it("packed as .xrz is the same", () => {
    const packed = readLogBytes("run.xrz", xrzBytes());
    expect(times(packed)).toEqual(OVAL_LAPS_MS);
    expect(() => readLogBytes("run.xrz", xrzBytes().slice(0, -2000))).toThrow(/the file is cut|damaged zlib data/);
  });

  it("with damaged times of its receiver has those of the satellites", () => {
    const log = read({fixTime: (ms, i) => (i % 40 === 7 ? ms ^ 0x70000 : ms)});
    const {columns} = log.cars[0];
    const row = columns.sessionTime.findIndex((t) => Math.abs(t - 4.7) < 1e-6);
    expect(columns.latitude[row]).toBeCloseTo(STATES[47].latitude, 6);
    expect(log.report.notes.join("\n")).toMatch(/\d+ damaged times are replaced/);
  });

  it("with bytes that are no message passes over them and counts them", () => {
    const bytes = xrkBytes();
    const noise = Uint8Array.from([0x28, 0x53, 9, 9, 9, 0x3c, 0x68, 1, 2, 3]);
    const at = bytes.length >> 1;
    const whole = read();
    const damaged = readLogBytes(
      "run.xrk",
      Uint8Array.from([...noise, ...bytes.slice(0, at), ...bytes.slice(at)].slice(10)),
    );
    expect(times(damaged)).toEqual(times(whole));
    const first = xrkBytes().findIndex((byte, i, all) => i > 2000 && byte === 0x28 && all[i + 1] === 0x4d);
    const inside = Uint8Array.from([...bytes.slice(0, first), ...noise, ...bytes.slice(first)]);
    const log = readLogBytes("run.xrk", inside);
    expect(times(log)).toEqual(OVAL_LAPS_MS);
    expect(log.report.notes.join("\n")).toContain("10 of");
  });

  it("without channels is refused", () => {
    expect(() => readLogBytes("run.xrk", Uint8Array.from(headMessage("RCR", [65, 0])))).toThrow(
      "no channels in the file",
    );
  });
});
