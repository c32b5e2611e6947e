import {describe, expect, it} from "vitest";
import {aimReader} from "../../../../src/core/files/aim/aimReader.js";
import {readLogBytes, sharedBytes, utf8} from "../../../support/logFiles.js";
import {stateAt, states} from "../../../support/loggedDrive.js";
import {logSamples} from "../../../support/logSamples.js";
import {ovalDrive} from "../../../support/ovalDrive.js";
import {sharedData} from "../../../support/sharedData.js";

const read = (lines: readonly string[]) => readLogBytes("run.csv", utf8(`${lines.join("\n")}\n`));
const laps = (log: ReturnType<typeof read>) =>
  log.cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

describe("aimReader", () => {
  it("has driver, car, track, start and units of the head", () => {
    const {name, bytes} = logSamples().find(({format}) => format === "aim-csv")!;
    const log = readLogBytes(name, bytes);
    expect(log).toMatchObject({track: {name: "Oval"}, startedAt: Date.UTC(2024, 4, 6, 7, 8)});
    expect(log.cars[0]).toMatchObject({driver: "A. Driver", team: "Kart 7"});
    expect(log.cars[0].columns.speedKmh[50]).toBeCloseTo(stateAt(2.5).kmh, 3);
    expect(log.cars[0].columns.waterTempC[50]).toBe(60);
    expect(laps(log)).toEqual([
      [0, null, false],
      [1, 20_000, true],
      [2, 20_000, true],
      [3, 20_000, true],
      [4, null, false],
    ]);
  });

  it("keeps lap times whose rows are missing", () => {
    const rows = states(10, 0, 35).map((s) => `${s.t.toFixed(1)},${s.kmh.toFixed(2)},5000`);
    const log = read([
      "Format,AiM CSV File",
      "Beacon Markers,10.0,30.0,50.5,70.1,75.0",
      "Duration,75.0",
      "",
      "Time,GPS Speed,RPM",
      "s,km/h,rpm",
      "",
      ...rows,
    ]);
    expect(laps(log)).toEqual([
      [0, null, false],
      [1, 20_000, true],
      [2, 20_500, false],
      [3, 19_600, false],
    ]);
    expect(log.report.notes.join()).toContain("2 laps have a time, but the rows do not reach from line to line");
  });

  it("takes a speed in mph under km/h for what the positions show, with a word", () => {
    const d = ovalDrive({seconds: 40});
    const log = read([
      "Format,AiM CSV File",
      "",
      "Time,GPS Speed,GPS Latitude,GPS Longitude,GPS Heading",
      "s,km/h,deg,deg,deg",
      "",
      ...d.t.map((t, i) =>
        [
          t.toFixed(1),
          (d.speed[i] / 0.44704).toFixed(2),
          d.latitude[i].toFixed(8),
          d.longitude[i].toFixed(8),
          ((d.course[i] * 180) / Math.PI).toFixed(1),
        ].join(),
      ),
    ]);
    expect(log.cars[0].columns.speedKmh[100]).toBeCloseTo(d.speed[100] * 3.6, 1);
    expect(log.cars[0].columns.heading[100]).toBeCloseTo(d.course[100], 2);
    expect(log.report.notes).toContain("GPS Speed: in mph, by the positions; the file gives km/h");
  });

  it("reads RaceStudio 2: names twice, numbers of channels, mph, markers in one cell, a clock that begins anew", () => {
    const names = "Time,Distance,GPS_Speed,Calculated_Gea,Lateral_acc";
    const lap = (seconds: number) =>
      states(20, 0, seconds).map(
        (s) => `${s.t.toFixed(2)},${(s.t * 0.12).toFixed(3)},84.3,${3 + (Math.floor(s.t) % 2)},0.1`,
      );
    const log = read([
      "Format,AIM CSV File,,,",
      "Venue,Oval,,,",
      "User,A. Driver,,,",
      "Date,8/1/14,,,",
      "Time,8:45:05,,,",
      'Beacon Markers,"30.5, 60.9",,,',
      "Segment Times,00:30.5,00:30.4,,",
      ",,,,",
      ...[names, names, "sec,km,mph,#,g", ",,1,2,3", ",,,,"],
      ...lap(30.5),
      ...lap(30.4),
    ]);
    expect(laps(log)).toEqual([
      [1, 30_500, true],
      [2, 30_400, true],
    ]);
    expect(log.cars[0].columns.speedKmh[0]).toBeCloseTo(84.3 * 1.609344, 3);
    expect(log.cars[0].columns.gear[0]).toBe(3);
    expect(log.cars[0].columns.sessionTime[610]).toBeCloseTo(30.5, 6);
    expect(log.startedAt).toBe(Date.UTC(2014, 7, 1, 8, 45, 5));
    expect(log.report.notes).toContain("date 8/1/14: read with the month first, as RaceStudio writes it");
    // their distance is not in the unit that the file gives
    expect(log.cars[0].columns.lapDistance[609]).toBeCloseTo((30.45 * 84.3 * 1.609344) / 3.6, 0);
  });

  it("leaves a column out whose unit measures something else", () => {
    const log = read([
      "Format,AiM CSV File",
      "",
      "Time,GPS Speed,RPM",
      "s,psi,rpm",
      ...states(1).map((s) => `${s.t},90,5000`),
    ]);
    expect(log.cars[0].columns.speedKmh).toBeUndefined();
    expect(log.report.unused).toContainEqual({
      from: "GPS Speed",
      unit: "psi",
      reason: "unit psi does not fit speedKmh",
    });
  });

  it.skipIf(!sharedData("../cases/aim-rs3.csv")).each(["aim-rs3", "aim-spreadsheet"])(
    "%s, of another's making",
    (name) => {
      const log = readLogBytes(`${name}.csv`, sharedBytes(`../cases/${name}.csv`));
      expect(log.format).toBe(aimReader.format);
      expect(laps(log)).toEqual([
        [0, null, false],
        [1, 30_200, true],
        [2, 29_850, true],
        [3, null, false],
      ]);
      expect(Math.max(...log.cars[0].columns.speedKmh)).toBeCloseTo(182, 0);
      expect(log).toMatchObject({startedAt: Date.UTC(2026, 4, 2, 10, 15)});
      expect(log.cars[0].driver).toBe("Driver");
    },
  );
});
