import {describe, expect, it} from "vitest";
import {type ImportedLog, LogFileError} from "../../../src/core/files/importedLog.js";
import {HEAD_BYTES, readerOf} from "../../../src/core/files/readers.js";
import {readLogBytes, sessionOf, sharedBytes, utf8} from "../../support/logFiles.js";
import {count} from "../../support/long.js";
import {sharedData} from "../../support/sharedData.js";

/** Every cut is tried where a reader is quick; of larger files each so many bytes. */
const JSONS: [string, number][] = [
  ["other-sims/gt7/broad_bean_time_trial_4laps.json.gz", 64],
  ["assetto-corsa/pdata-json/brands_hatch_indy_practice_3_laps.json.gz", 16],
  ["assetto-corsa/synthetic-seed-demo/purple-sector-demo-v1.json.gz", 32],
  ["f1-laps/f1-23_austria_tt/oneshotquali_lap_4_incomplete.json.gz", 1],
  ["f1-laps/f1-25_melbourne_tt/player_79782ms.json.gz", 8],
  ["f1-laps/f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz", 64],
  ["real-f1/2026_bahrain_test/practice_3/ANT/15_tel.json.gz", 4],
  ["real-f1/2026_bahrain_test/practice_3/ANT/laptimes.json", 1],
];
const TABLES = [
  "other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz",
  "assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz",
  "assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz",
  "acc/shared-memory-csv/live_unit_test_laguna_seca.csv.gz",
  "f1-laps/f1-2019_demo/quix-demo-data.csv.gz",
];

const finished = (log: ImportedLog) =>
  sessionOf(log)
    .laps.filter(({complete}) => complete)
    .map(({lap, lapTimeMs, samples}) => `${lap} ${lapTimeMs} ${samples}`);

describe.skipIf(!sharedData())("a cut file", () => {
  it.each(JSONS)("of JSON is refused with its place: %s", (path, kilobytes) => {
    const bytes = sharedBytes(path);
    const reader = readerOf(bytes.subarray(0, HEAD_BYTES), path)!;
    const step = kilobytes * 1024 * count(4, 1);
    for (let end = step; end < bytes.length; end += step) {
      let refusal: unknown;
      try {
        reader.read({name: "cut.json", bytes: bytes.slice(0, end), companions: []});
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(LogFileError);
      expect((refusal as Error).message).toMatch(/^character \d+: invalid JSON/);
    }
  });

  it.each(TABLES)("of rows has no finished lap that the whole one has not: %s", (path) => {
    const bytes = sharedBytes(path);
    const reader = readerOf(bytes.subarray(0, HEAD_BYTES), path)!;
    const whole = finished(reader.read({name: "whole", bytes, companions: []}));
    const step = Math.max(1024, Math.floor(bytes.length / 1024 / 40) * 1024);
    const ends = [...Array(10).keys()].map((k) => k * 1024).concat(Array.from({length: 40}, (_, k) => k * step + 517));
    for (const end of ends.filter((_, k) => k % count(5, 1) === 0)) {
      let log: ImportedLog | undefined;
      try {
        log = reader.read({name: "cut", bytes: bytes.slice(0, Math.min(end, bytes.length)), companions: []});
      } catch (error) {
        expect(error).toBeInstanceOf(LogFileError);
      }
      if (log) for (const lap of finished(log)) expect(whole).toContain(lap);
    }
  });
});

describe("a file that lies", () => {
  const gt7 = (change: Record<string, unknown> = {}) =>
    utf8(
      JSON.stringify([
        {
          ...{
            lap_ticks: 3,
            lap_finish_time: 50,
            number: 2,
            car_id: 7,
            lap_start_timestamp: "2023-07-06 12:46:43.189594",
          },
          ...{data_time: [0.016, 0.033, 0.05], data_speed: [100, 110, 120], data_position_x: [0, 1, 2]},
          ...change,
        },
      ]),
    );

  it("says where", () => {
    expect(readLogBytes("a.json", gt7()).cars[0].laps[0].lapTimeMs).toBe(50);
    for (const [change, message] of [
      [{data_speed: [100, 110]}, "lap 2: data_speed: 2 of 3 values"],
      [{data_speed: [100, "fast", 120]}, 'lap [0].data_speed[1]: not a number: "fast"'],
      [{data_speed: {}}, "lap [0].data_speed: not a list: {}"],
      [{data_time: [0.016, 0.033, 0.02], lap_finish_time: 20}, "lap 2, row 2: time is 0.02"],
      [{data_time: [0.016, null, 0.05]}, "lap 2, row 1: no time; 1 of 3 rows are out of order"],
      [{lap_finish_time: 9000}, "lap [0]: lap time is 9000 ms, but the samples end at 0.05 s"],
      [{number: -1}, "lap [0].number: invalid lap: -1"],
      [{number: 1e9}, "lap [0].number: invalid lap: 1000000000"],
    ] as const)
      expect(() => readLogBytes("a.json", gt7(change))).toThrow(message);
  });

  it("has no infinities: JSON's 1e999 is no value", () => {
    const text = new TextDecoder().decode(gt7()).replace("110", "1e999");
    const {columns} = readLogBytes("a.json", utf8(text)).cars[0];
    expect([...columns.speedKmh]).toEqual([100, Number.NaN, 120]);
  });

  it("is refused when two laps have one number", () => {
    const [lap] = JSON.parse(new TextDecoder().decode(gt7()));
    expect(() => readLogBytes("a.json", utf8(JSON.stringify([lap, lap])))).toThrow("lap 2: duplicate lap number");
  });

  it("is refused for bytes that are no text", () => {
    const reader = readerOf(gt7(), "a.json")!;
    expect(() => reader.read({name: "a", bytes: new Uint8Array(4096), companions: []})).toThrow(
      "not a text file: it contains a NUL byte",
    );
  });
});
