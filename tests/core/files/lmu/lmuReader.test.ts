import {beforeAll, describe, expect, it} from "vitest";
import {duckDbOpener} from "../../../../loaders/archive/duckDb.js";
import type {OpenDatabase} from "../../../../src/core/files/database.js";
import {type ImportedLog, LogFileError} from "../../../../src/core/files/importedLog.js";
import {lmuReader} from "../../../../src/core/files/lmu/lmuReader.js";
import {HEAD_BYTES, readerOf} from "../../../../src/core/files/readers.js";
import {random} from "../../../../src/core/signal/random.js";
import {CLOCK_S, duckDbBytes, lmuBytes, lmuDrive, lmuInMemory, type MadeLmu} from "../../../support/lmuBytes.js";
import {sessionOf} from "../../../support/logFiles.js";
import {count} from "../../../support/long.js";

let openDatabase: OpenDatabase;
let bytes: Uint8Array;
beforeAll(async () => {
  openDatabase = await duckDbOpener();
  bytes = await lmuBytes(lmuDrive());
});

const read = (of: Uint8Array = bytes): ImportedLog =>
  lmuReader.read({name: "Oval_R.duckdb", bytes: of, companions: []}, {openDatabase});
const readMade = (log: MadeLmu): ImportedLog =>
  lmuReader.read({name: "Oval_R.duckdb", bytes: new Uint8Array(0), companions: []}, {openDatabase: lmuInMemory(log)});

describe("Le Mans Ultimate's telemetry", () => {
  it("is recognised by its bytes, and has the laps that the game reports", () => {
    expect(readerOf(bytes.subarray(0, HEAD_BYTES), "a.duckdb")?.format).toBe("lmu-duckdb");
    const log = read();
    // from where on the other tests leave DuckDB out
    expect(readMade(lmuDrive())).toEqual(log);
    expect(log).toMatchObject({
      ...{game: "Le Mans Ultimate", gameVersion: "1.2", type: "race", weather: "clear"},
      ...{startedAt: Date.UTC(2026, 0, 27, 20, 43, 54), track: {name: "Oval Park Short"}},
    });
    expect(log.cars[0]).toMatchObject({driver: "Ada One", team: "Proto #5"});
    expect(
      log.cars[0].laps.map(({lap, lapTimeMs, sectorsMs, valid, complete, pit}) => [
        lap,
        lapTimeMs,
        sectorsMs,
        valid,
        complete,
        pit,
      ]),
    ).toEqual([
      [0, null, null, true, false, true],
      [1, 20_001, [6_010, 7_010, 6_981], true, true, false],
      [2, 20_000, null, false, true, false],
      [3, 19_998, [6_010, 7_010, 6_978], true, true, false],
      [4, null, null, true, false, false],
    ]);
    expect(sessionOf(log).session.best).toEqual({car: 0, lap: 3, lapTimeMs: 19_998});
    expect(log.report.notes.join("\n")).toContain(
      "not counted by the game, with the time between the crossings: lap 2",
    );
  });

  it("has its channels in their true units, and none of a made-up place or a disputed sense", () => {
    const {columns} = readMade(lmuDrive()).cars[0];
    const at = (channel: string, s = 20) => columns[channel]?.[s * 100];
    expect(at("speedKmh")).toBeCloseTo(135.7, 3);
    expect(at("throttle")).toBeCloseTo(0.6, 3);
    expect(at("tyrePressureFlPsi")).toBeCloseTo(170 / 6.894757, 3);
    expect(at("tyrePressureRrPsi")).toBeCloseTo(181 / 6.894757, 3);
    expect(at("tyreWearRlPercent")).toBeCloseTo(3, 4);
    expect(at("manifoldPressureBar")).toBeCloseTo(1.01325, 5);
    expect(at("windDirection")).toBeCloseTo(1.5708, 4);
    expect([at("gear", 11), at("gear", 13)]).toEqual([1, 4]);
    expect(Math.hypot(at("worldX"), at("worldZ"))).toBeCloseTo(120, 0);
    // counter-clockwise from the east: south is positive
    expect(at("worldZ", 15)).toBeCloseTo(-120, 0);
    for (const channel of ["latitude", "longitude", "clutchPercent"]) expect(columns[channel]).toBeUndefined();
    expect(columns.lapDistance[29.99 * 100]).toBeCloseTo(754, -1);
    for (const values of Object.values(columns)) expect(values.every((v) => !(Math.abs(v) > 1e6))).toBe(true);
  });

  it.each([
    ["as named", 1, ["G Force Long", "G Force Lat"]],
    ["swapped and negated, as in real files", -1, ["G Force Lat", "G Force Long"]],
  ])("takes the acceleration that follows the change of speed as longitudinal: %s", (_, sign, [along, across]) => {
    const log = lmuDrive();
    const at = (hz: number, value: (t: number) => number) => Array.from({length: 75 * hz}, (_, i) => value(i / hz));
    log.channels["Ground Speed"].values = at(100, (t) => 120 + 40 * Math.sin(t));
    log.channels[along] = {unit: "G", hz: 10, values: at(10, (t) => (sign * (40 / 3.6) * Math.cos(t)) / 9.80665)};
    log.channels[across] = {unit: "G", hz: 10, values: at(10, (t) => 0.3 * Math.sin(7.3 * t))};
    const {columns} = readMade(log).cars[0];
    expect(columns.gLongitudinal[2000]).toBeCloseTo(((40 / 3.6) * Math.cos(20)) / 9.80665, 2);
    expect(Math.max(...columns.gLateral.filter(Number.isFinite))).toBeCloseTo(0.3, 1);
  });

  it("without lap times, with stale or strange ones gives none to a lap that it does not fit", () => {
    const log = lmuDrive();
    log.events["Lap Time"] = [[CLOCK_S + 30.01, 25]];
    const {cars, report} = readMade(log);
    expect(cars[0].laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, null, null, null, null]);
    expect(report.notes.join()).toContain("lap 1: its time in the file, 25 s, does not fit the 20.000 s");
    const {Lap: _, ...others} = lmuDrive().events;
    expect(readMade({...lmuDrive(), events: others}).cars[0].laps).toHaveLength(1);
  });

  it("of another database, of no database and without DuckDB is refused with the reason", async () => {
    const other = await duckDbBytes([
      "CREATE TABLE laps AS SELECT range AS a FROM range(9)",
      "CREATE VIEW metadata AS SELECT 1",
    ]);
    expect(() => read(other)).toThrow('no table "metadata": not a log of Le Mans Ultimate (it has laps)');
    expect(() => read(bytes.with(16, 99))).toThrow(/^DuckDB v[\d.]+ cannot open it: /);
    expect(() => lmuReader.read({name: "a.duckdb", bytes, companions: []})).toThrow("a DuckDB file: import it on");
    const many = lmuDrive();
    const still = {...many, channels: {...many.channels, "Ground Speed": {unit: "km/h", hz: 0, values: [1, 2]}}};
    expect(readMade(still).report.unused).toContainEqual({
      from: "Ground Speed",
      unit: "",
      reason: "invalid frequency: 0",
    });
  });

  it("cut, or with bytes turned over, is refused with a LogFileError or read", () => {
    const attempt = (damaged: Uint8Array) => {
      try {
        sessionOf(read(damaged));
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(LogFileError);
        return false;
      }
    };
    const cuts = count(6, 60);
    for (let k = 0; k < cuts; k++) attempt(bytes.slice(0, Math.floor((k * bytes.length) / cuts)));
    const generator = random(7);
    for (let k = 0; k < count(6, 60); k++) {
      const copy = bytes.slice();
      const area = k % 2 ? 3 * 4096 : copy.length;
      for (let n = 0; n < 1 + (k % 6); n++) copy[Math.floor(generator.next() * area)] ^= 1 << (generator.next() * 8);
      attempt(copy);
    }
    expect(attempt(bytes)).toBe(true);
  });
});
