import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {deriveChannels} from "../../../src/core/files/derive.js";
import type {ImportedCar, ImportedLog} from "../../../src/core/files/importedLog.js";
import {importedSession, importedSessionId} from "../../../src/core/files/importedSession.js";
import {lapStartsByCounter, lapStartsByReset, lapsFromCrossings} from "../../../src/core/files/laps/lapSplit.js";

const {NaN: none} = Number;

/** Ten seconds at 10 Hz, 36 km/h, lines crossed at 2.05 s and 7.05 s. */
function drive(): ImportedCar {
  const rows = 100;
  const sessionTime = Float64Array.from({length: rows}, (_, i) => i / 10);
  const speedKmh = new Float64Array(rows).fill(36);
  const gear = Float64Array.from({length: rows}, (_, i) => (i < 30 ? none : 3));
  return {
    ...{car: 0, driver: "A. Driver", team: "GT3", raceNumber: 7, rows},
    columns: {sessionTime, speedKmh, gear},
    laps: lapsFromCrossings(sessionTime, [2.05, 7.05]),
  };
}

function log(car: ImportedCar): ImportedLog {
  return {
    ...{format: "test", game: "A game", gameVersion: "", type: "practice", startedAt: Date.UTC(2024, 4, 6, 7, 8, 9)},
    ...{weather: null, trackTempC: null, airTempC: null, playerCar: 0},
    track: {name: "Oval", lengthM: 50, sectorStartsM: null},
    cars: [car],
    report: {used: [], unused: [], notes: []},
  };
}

const archived = {id: "x", file: "a.csv", capture: {file: "capture.csv.gz", digest: "0"}};

describe("an imported log", () => {
  it("has laps from line to line, an out lap before and an unfinished one after", () => {
    const {laps, session} = importedSession(log(drive()), archived);
    expect(laps.map(({lap, lapTimeMs, complete, samples}) => [lap, lapTimeMs, complete, samples])).toEqual([
      [0, null, false, 21],
      [1, 5000, true, 50],
      [2, null, false, 29],
    ]);
    expect(session.best).toEqual({car: 0, lap: 1, lapTimeMs: 5000});
    expect(session.durationS).toBe(9.9);
  });

  it("keeps gaps as nulls and leaves channels out of laps that know nothing of them", () => {
    const {samples} = importedSession(log(drive()), archived);
    const [out, first] = samples.map(({table}) => readSamples(encodeSamples(table)));
    expect(out.has("gear")).toBe(false);
    expect([...first.values("gear").subarray(7, 10)]).toEqual([none, none, 3]);
    expect(first.has("throttle")).toBe(false);
  });

  it("keeps the resolution of continuous channels", () => {
    const car = drive();
    car.columns.speedKmh.fill(244.6);
    const {samples, laps} = importedSession(log(car), archived);
    expect(readSamples(encodeSamples(samples[1].table)).values("speedKmh")[0]).toBeCloseTo(244.6, 4);
    expect(laps[1].topSpeedKmh).toBeCloseTo(244.6, 4);
  });

  it("gets distance and lap time from speed and time, and says so", () => {
    const car = drive();
    const report = {used: [], unused: [], notes: [] as string[]};
    deriveChannels(car, report);
    expect(car.columns.lapDistance[21]).toBe(0);
    expect(car.columns.lapDistance[70]).toBeCloseTo(49, 9);
    expect(car.columns.currentLapTimeMs[70]).toBeCloseTo(4900, 0);
    // the out lap ends where a whole one ends, 49 m from its first row
    expect(car.columns.lapDistance[0]).toBeCloseTo(29, 9);
    expect(car.columns.currentLapTimeMs[0]).toBeNaN();
    expect(report.notes).toHaveLength(3);
  });

  it("is refused when time runs back or a row has none", () => {
    const back = drive();
    back.columns.sessionTime[50] = 1;
    expect(() => importedSession(log(back), archived)).toThrow("row 50: time goes backwards: 4.9 s, then 1 s");
    const gap = drive();
    gap.columns.sessionTime[50] = none;
    expect(() => importedSession(log(gap), archived)).toThrow("row 50: invalid time: NaN");
  });

  it("is named by its beginning and its bytes", () => {
    expect(importedSessionId(Date.UTC(2024, 4, 6, 7, 8, 9), "abcdef12")).toBe("20240506-070809-abcdef");
  });
});

describe("laps of a column", () => {
  it("begin where a counter changes", () => {
    expect(lapStartsByCounter(Float64Array.of(none, 0, 0, none, 1, 1, 0))).toEqual([0, 4, 6]);
  });
  it("begin where what grows in a lap falls", () => {
    expect(lapStartsByReset(Float64Array.of(0.9, 0.95, none, 0.01, 0.02, 0.019, 0.5), 0.5)).toEqual([0, 3]);
  });
});
