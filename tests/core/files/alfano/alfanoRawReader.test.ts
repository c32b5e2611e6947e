import {describe, expect, it} from "vitest";
import {alfanoRawReader} from "../../../../src/core/files/alfano/alfanoRawReader.js";
import {companionOwners} from "../../../../src/core/files/companions.js";
import {LOG_FILE_READERS} from "../../../../src/core/files/readers.js";
import {ALFANO_LAPS_S, alfanoFiles} from "../../../support/alfanoFiles.js";
import {readLogBytes} from "../../../support/logFiles.js";

const {name, bytes, companions} = alfanoFiles();
const laps = ({cars}: ReturnType<typeof readLogBytes>) =>
  cars[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

describe("alfanoRawReader", () => {
  it("has the device's lap times, the way to the pits without one, and values in units", () => {
    const log = readLogBytes(name, bytes, companions);
    expect(laps(log)).toEqual([
      [1, 20_430, true],
      [2, 20_070, true],
      [3, null, false],
    ]);
    const {columns, rows, laps: cut, driver} = log.cars[0];
    // the row on the line is stored in both laps and counts once
    expect(rows).toBe(205 + 201 + 61);
    expect(columns.sessionTime[cut[1].first]).toBeCloseTo(20.43, 9);
    expect(columns.sessionTime[cut[1].first - 1]).toBeCloseTo(20.4, 9);
    const speed = (2 * Math.PI * 90) / ALFANO_LAPS_S[0];
    expect(columns.speedKmh[50]).toBeCloseTo(speed * 3.6, 0);
    expect(columns.gLateral[50]).toBeCloseTo(speed ** 2 / 90 / 9.80665, 1);
    expect(columns.rpm[50]).toBe(9500);
    expect([columns.latitude[0], columns.heading[0]]).toEqual([47, Math.PI]);
    expect(columns.worldY[0]).toBe(501);
    expect([driver, log.track.name, log.startedAt]).toEqual(["Driver", "Ring", Date.UTC(2025, 9, 30, 17, 2)]);
    expect(log.report.unused.find(({from}) => from === "T1")?.reason).toContain("choose its channel");
  });

  it("reads a lap alone without a time, and refuses the lap times alone", () => {
    const log = readLogBytes(companions[1].name, companions[1].bytes);
    expect(laps(log)).toEqual([[2, null, false]]);
    expect(log.report.notes.join()).toContain("import its SN….csv file");
    expect(() => readLogBytes(name, bytes)).toThrow("lap times only: its LAP_….csv files must be beside it");
  });

  it("keeps the time of a lap with missing rows, and none that is shorter than its rows", () => {
    const cut = [companions[0], {...companions[1], bytes: companions[1].bytes.slice(0, 4000)}];
    const [, second] = laps(readLogBytes(name, bytes, cut));
    expect(second).toEqual([2, 20_070, false]);
    const short = alfanoFiles({lapsS: [2.043, 20.07]});
    const log = readLogBytes(name, short.bytes, companions);
    expect(laps(log)[0]).toEqual([1, null, false]);
    expect(log.report.notes.join()).toContain("lap 1: its rows take 20.5 s, the file's time is 2.043 s");
  });

  it("owns the other files of the device's folder", () => {
    const names = [
      name,
      ...companions.map((c) => c.name),
      "temps_moteur.csv",
      "info software.txt",
      "EEPROM_PAGE_16.dat",
    ];
    const files = [...names, "run.csv"].map((file) => ({folder: "a", name: file}));
    const owners = companionOwners(files, LOG_FILE_READERS);
    expect(files.filter((file) => !owners.has(file)).map((file) => file.name)).toEqual([name, "run.csv"]);
    expect(alfanoRawReader.belongs!("LAP_1_ALFANO6_LAP_SN78_301025_17H02.csv", name)).toBe(false);
  });
});
