import {describe, expect, it} from "vitest";
import {readLogBytes, sessionOf, utf8} from "../../../support/logFiles.js";

/** What other versions of a tool add to its files. */
describe("keys that a reader does not know", () => {
  const rows = Array.from({length: 60}, (_, i) => i);

  it("become channels where name and values leave no doubt, and are told; others are told as not used", () => {
    const purple = {
      ...{track: "imola", car: "f40"},
      laps: [
        {
          ...{lapNumber: 1, lapTime: 60_000},
          frames: rows.map((i) => ({
            ...{lapTime: 1000 * i, speed: 100 + i, throttle: 1, brake: 0, steering: 0, gear: 3, rpm: 6000 + i},
            ...{fuelLitres: 40 - 0.1 * i, waterTemp: 85 + 0.01 * i, mystery: i, word: i % 2 ? 1 : "two", fiaFlag: 2},
          })),
        },
      ],
    };
    const {cars, report} = readLogBytes("a.json", utf8(JSON.stringify(purple)));
    expect(cars[0].columns.fuelLitres[10]).toBeCloseTo(39, 9);
    expect(cars[0].columns.waterTempC[59]).toBeCloseTo(85.59, 9);
    expect(report.notes.filter((note) => note.includes("recognised by name and values"))).toHaveLength(2);
    expect(report.unused.map(({from}) => from)).toEqual(["mystery", "fiaFlag"]);
  });

  it("of laps told as a whole are their tyres, top speeds and stints", () => {
    const lap = (ms: number) => ({"lap-time-in-ms": ms, "lap-valid-bit-flags": 15});
    const file = {
      "game-year": 25,
      "classification-data": [
        {
          ...{index: 3, "is-player": true, "driver-name": "ANN", team: "A"},
          "session-history": {
            "lap-history-data": [lap(90_000), lap(91_000), lap(92_000)],
            "tyre-stints-history-data": [
              {"end-lap": 2, "tyre-actual-compound": "C3", "tyre-visual-compound": "Medium"},
              {"end-lap": 255, "tyre-actual-compound": "C1", "tyre-visual-compound": "Hard"},
            ],
          },
          "lap-time-history": {"lap-history-data": [{"top-speed-kmph": 320}, {"top-speed-kmph": null}]},
        },
      ],
    };
    const {laps, session} = sessionOf(readLogBytes("a.json", utf8(JSON.stringify(file))));
    expect(laps.map((l) => [l.tyreCompound, l.topSpeedKmh])).toEqual([
      ["medium", 320],
      ["medium", null],
      ["hard", null],
    ]);
    expect(session.stints).toEqual([
      {car: 3, startLap: 1, endLap: 2, compound: "medium", actual: "C3"},
      {car: 3, startLap: 3, endLap: null, compound: "hard", actual: "C1"},
    ]);
  });

  it("of timing are tyres with their age also for laps without telemetry", () => {
    const file = {
      ...{time: [97.6, "None", 98.1], lap: [1, 2, 3], compound: ["SOFT", "SOFT", "TEST_UNKNOWN"], stint: [1, 1, 2]},
      ...{life: [3, 4, null], s1: [30, 31, 30.1], s2: [40, null, 40], s3: [27.6, null, 28]},
    };
    const {laps, session} = sessionOf(readLogBytes("laptimes.json", utf8(JSON.stringify(file))));
    expect(laps.map((l) => [l.lap, l.lapTimeMs, l.tyreCompound, l.tyreAgeLaps])).toEqual([
      [1, 97_600, "soft", 3],
      [2, null, "soft", 4],
      [3, 98_100, null, null],
    ]);
    expect(session.stints.map((s) => [s.startLap, s.endLap, s.compound])).toEqual([
      [1, 2, "soft"],
      [3, 3, "unknown"],
    ]);
  });

  it("of a dashboard's laps are the fuel at their ends", () => {
    const lap = {
      ...{lap_ticks: 3, lap_finish_time: 50, number: 2, car_id: 7, fuel_at_start: 80, fuel_at_end: 77.5},
      ...{data_time: [0.016, 0.033, 0.05], data_speed: [100, 110, 120], data_boost: [-1, -1, -1]},
    };
    const log = readLogBytes("a.json", utf8(JSON.stringify([lap])));
    expect(sessionOf(log).laps[0].fuelUsedLitres).toBe(2.5);
    expect(log.report.unused).toContainEqual({from: "data_boost", unit: "", reason: "empty"});
  });
});
