import {readdirSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {readerOf} from "../../../src/core/files/readers.js";
import {groundTruth, readShared, sharedBytes} from "../../support/logFiles.js";
import {sharedData} from "../../support/sharedData.js";
import {readBroadcastMap, readFastLane} from "../../support/trackLines.js";

/** [number, time in ms, complete, rows] of each lap */
type Lap = [number, number | null, boolean, number];
interface Expected {
  format: string;
  laps?: Lap[];
  topSpeedKmh?: number;
  companions?: string[];
}

const AC = "assetto-corsa/";
const F1 = "f1-laps/";
const SIMS = "other-sims/";
const BAHRAIN = "real-f1/2026_bahrain_test/practice_3/";

const READ: Record<string, Expected> = {
  [`${SIMS}iracing/spielberg_w13_6s.ibt.gz`]: {format: "iracing-ibt", laps: [[9, null, false, 390]]},
  [`${SIMS}gt7/broad_bean_time_trial_4laps.json.gz`]: {
    format: "gt7-json",
    laps: [
      [2, 32651, true, 1959],
      [3, 32679, true, 1961],
      [4, 32559, true, 1954],
      [5, 32722, true, 1963],
    ],
    topSpeedKmh: 216.99,
  },
  [`${SIMS}crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz`]: {
    format: "crew-chief-csv",
    laps: [
      [1, 123262, true, 1115],
      [2, 115945, true, 1050],
      [3, 116215, true, 1052],
      [4, null, false, 437],
    ],
    topSpeedKmh: 267.4,
  },
  [`${SIMS}crewchief-csv/session_1694266648_iracing_okayama_mx5.csv.gz`]: {
    format: "crew-chief-csv",
    laps: [
      [1, null, false, 2703],
      [2, 74361, true, 2410],
      [3, null, false, 1626],
      [4, 76871, true, 2398],
      [5, 62932, true, 2028],
      [6, null, false, 252],
    ],
    topSpeedKmh: 174.4,
  },
  [`${AC}shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz`]: {
    format: "ac-shared-memory-csv",
    laps: [
      [0, null, false, 117],
      [1, 82160, true, 817],
      [2, 81790, true, 814],
      [3, null, false, 273],
    ],
    topSpeedKmh: 335,
  },
  [`${AC}udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz`]: {
    format: "ac-lap-log",
    laps: [[1, 109524, true, 4869]],
    topSpeedKmh: 260.43,
  },
  // the second lap's first sample is the end of the first lap
  [`${AC}pdata-json/brands_hatch_indy_practice_3_laps.json.gz`]: {
    format: "ac-pdata",
    laps: [
      [0, null, false, 0],
      [1, 53060, true, 1913],
      [2, 37226, true, 1912],
    ],
    topSpeedKmh: 289.33,
  },
  [`${AC}synthetic-seed-demo/purple-sector-demo-v1.json.gz`]: {
    format: "purple-sector",
    laps: [
      [1, 30000, true, 1800],
      [2, 30240, true, 1814],
      [3, 30090, true, 1805],
      [4, 30450, true, 1826],
      [5, 30360, true, 1821],
    ],
  },
  "acc/shared-memory-csv/live_unit_test_laguna_seca.csv.gz": {
    format: "acc-shared-memory-csv",
    laps: [
      [0, null, false, 655],
      [1, null, false, 672],
    ],
    topSpeedKmh: 176.58,
  },
  [`${F1}f1-23_austria_tt/lap_2_65911ms.json.gz`]: {
    format: "f1-formula-tools",
    laps: [[2, 65911, true, 3954]],
    topSpeedKmh: 328,
  },
  [`${F1}f1-23_austria_tt/timetrial_lap_3_69190ms.json.gz`]: {
    format: "f1-formula-tools",
    laps: [[3, 69190, true, 4152]],
    topSpeedKmh: 327,
  },
  [`${F1}f1-23_austria_tt/oneshotquali_lap_4_incomplete.json.gz`]: {
    format: "f1-formula-tools",
    laps: [[4, null, false, 105]],
    topSpeedKmh: 308,
  },
  [`${F1}f1-25_melbourne_tt/player_79782ms.json.gz`]: {
    format: "f1-trace",
    laps: [[4, 79782, true, 4439]],
    topSpeedKmh: 311,
  },
  [`${F1}f1-25_melbourne_tt/rival_pace_78758ms.json.gz`]: {format: "f1-trace", laps: [[2, 78758, true, 4573]]},
  [`${F1}f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz`]: {format: "f1-session-json"},
  [`${F1}f1-2019_demo/quix-demo-data.csv.gz`]: {format: "f1-quix-csv", topSpeedKmh: 326},
  [`${BAHRAIN}ANT/laptimes.json`]: {format: "f1-laptimes"},
  [`${BAHRAIN}HAM/laptimes.json`]: {format: "f1-laptimes"},
  [`${BAHRAIN}RUS/laptimes.json`]: {format: "f1-laptimes"},
  [`${BAHRAIN}VER/laptimes.json`]: {format: "f1-laptimes"},
};

/** Files that are no session, and where they are read or why they are not. */
const OTHERWISE: [RegExp, string][] = [
  [/^acc\/motec\/.*\.ldx?\.?(gz)?$/, "MoTeC: tests/core/files/motec"],
  [/^acc\/motec-csv\//, "MoTeC CSV: tests/core/files/motec"],
  [/^acc\/laguna-seca-study\/.*\.csv\.gz$/, "MoTeC export by distance: tests/core/files/motec"],
  [/laguna_seca_section_map\.json$/, "names of sections, no drive"],
  [/^acc\/broadcast-track-maps\//, "track lines: tests/core/files/trackLines.test.ts"],
  [/^assetto-corsa\/ai-line\//, "track lines: tests/core/files/trackLines.test.ts"],
  [/^assetto-corsa\/derived\//, "pages of shared memory: played into the collectors' tests"],
  [/_tel\.json\.gz$/, "belongs to the driver's laptimes.json"],
  [/\/(corners|drivers)\.json$/, "names of corners and drivers, no drive"],
  [/README\.md$/, "about the files"],
];

const here = sharedData() !== undefined;
const files = here
  ? ["acc", "assetto-corsa", "f1-laps", "other-sims", "real-f1"].flatMap((folder) =>
      readdirSync(sharedData(folder)!, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(sharedData()!.length)),
    )
  : [];

/** Telemetry beside a driver's lap times, three laps at most: all of them are read in one test below. */
const beside = (path: string): string[] =>
  path.endsWith("laptimes.json")
    ? files.filter((file) => file.startsWith(path.replace("laptimes.json", "")) && /_tel\.json/.test(file)).slice(0, 3)
    : [];

describe.skipIf(!here)("the real recordings", () => {
  it("are each read, or it is said why not", () => {
    const unknown = files.filter((file) => !READ[file] && !OTHERWISE.some(([pattern]) => pattern.test(file)));
    expect(unknown).toEqual([]);
    expect(Object.keys(READ).filter((file) => !files.includes(file))).toEqual([]);
  });

  it.each(Object.entries(READ))("%s", (path, {format, laps, topSpeedKmh}) => {
    const {log, session} = readShared(path, beside(path));
    expect(log.format).toBe(format);
    if (laps) expect(session.laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.samples])).toEqual(laps);
    if (topSpeedKmh)
      expect(Math.max(...session.laps.map((l) => l.topSpeedKmh ?? 0))).toBeCloseTo(
        topSpeedKmh,
        topSpeedKmh % 1 ? 1 : 6,
      );
    const {used, unused} = log.report;
    expect(used.every(({coverage}) => coverage >= 0 && coverage <= 1)).toBe(true);
    expect(unused.every(({reason}) => reason !== "")).toBe(true);
    expect(used.length + unused.length).toBeGreaterThan(0);
  });

  it("has sectors where the game told them", () => {
    const sectors = (path: string) => readShared(path).session.laps.map((l) => [l.sector1Ms, l.sector2Ms, l.sector3Ms]);
    const path = `${AC}shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz`;
    expect(sectors(path)).toEqual([
      [null, null, null],
      ...groundTruth(path)
        .laps.slice(0, 2)
        .map((lap: {sectorsMs: number[]}) => lap.sectorsMs),
      [null, null, null],
    ]);
    const melbourne = `${F1}f1-25_melbourne_tt/player_79782ms.json.gz`;
    expect(sectors(melbourne)).toEqual([groundTruth(melbourne).sectorsMs]);
  });

  it("has every lap and sector of a race without samples", () => {
    const path = `${F1}f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz`;
    const {session} = readShared(path);
    const {drivers} = groundTruth(path) as {drivers: Record<string, {lapsMs: number[]; sectorsMs: number[][]}>};
    expect(session.session.durationS).toBe(0);
    expect(session.session.best?.lapTimeMs).toBe(104366);
    for (const [name, {lapsMs, sectorsMs}] of Object.entries(drivers)) {
      const laps = session.laps.filter(({driver}) => driver === name);
      expect(laps.map(({lapTimeMs}) => lapTimeMs)).toEqual(lapsMs);
      expect(laps.map((l) => [l.sector1Ms, l.sector2Ms, l.sector3Ms])).toEqual(sectorsMs);
    }
    expect(session.laps).toHaveLength(132);
  });

  it("knows a race lap that does not count", () => {
    const {session} = readShared(`${SIMS}crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz`);
    expect(session.laps.map(({valid}) => valid)).toEqual([false, true, true, true]);
  });

  it("has a driver's whole day: 48 laps, each with its telemetry", () => {
    const folder = `${BAHRAIN}ANT/`;
    const telemetry = files.filter((file) => file.startsWith(folder) && file.endsWith("_tel.json.gz"));
    const {session, log} = readShared(`${folder}laptimes.json`, telemetry);
    const truth = groundTruth(`${folder}laptimes.json`);
    expect(session.laps).toHaveLength(truth.laps);
    expect(session.laps.filter(({lapTimeMs}) => lapTimeMs !== null)).toHaveLength(truth.timedLaps);
    const best = session.laps.find(({lap}) => lap === truth.best.lap)!;
    expect([best.lapTimeMs, best.sector1Ms, best.sector2Ms, best.sector3Ms]).toEqual([93669, 29568, 41042, 23059]);
    for (const {lap, samples, topSpeedKmh} of session.laps) {
      const told = groundTruth(`${folder}${lap}_tel.json.gz`);
      expect([lap, samples]).toEqual([lap, told.samples]);
      expect(topSpeedKmh).toBeCloseTo(told.topSpeedKmh, 1);
    }
    expect(session.session.outline.length).toBeGreaterThan(50);
    expect(Math.max(...log.cars[0].columns.throttle.filter((v) => !Number.isNaN(v)))).toBe(1);
    expect(log.cars[0].columns.throttle.some(Number.isNaN)).toBe(true);
  });

  it("leaves a flashback's superseded rows out and calls no lap of that log complete", () => {
    const {log, session} = readShared(`${F1}f1-2019_demo/quix-demo-data.csv.gz`);
    expect(session.laps.some(({complete, lapTimeMs}) => complete || lapTimeMs !== null)).toBe(false);
    const {columns, laps} = log.cars[0];
    for (const {first, end} of laps)
      for (let row = first + 1; row < end; row++)
        expect(columns.lapDistance[row]).toBeGreaterThan(columns.lapDistance[row - 1] - 20);
    expect(log.report.notes.join()).toMatch(/\d+ of 3492 rows were superseded by flashbacks/);
  });

  it("draws circuits the right way round", () => {
    for (const [path, clockwise] of [
      [`${SIMS}crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz`, true],
      [`${AC}shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz`, true],
      [`${AC}udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz`, false],
      [`${F1}f1-25_melbourne_tt/player_79782ms.json.gz`, true],
      [`${BAHRAIN}ANT/laptimes.json`, true],
    ] as const) {
      const {log} = readShared(path, path.includes("ANT") ? [`${BAHRAIN}ANT/15_tel.json.gz`] : []);
      const {columns, laps} = log.cars[0];
      const {first, end} = laps.find((l) => l.complete && l.end > l.first)!;
      let area = 0;
      for (let i = first; i < end; i++) {
        const j = i + 1 < end ? i + 1 : first;
        area += columns.worldX[i] * columns.worldZ[j] - columns.worldX[j] * columns.worldZ[i];
      }
      expect([path, area > 0]).toEqual([path, clockwise]);
    }
  });

  it("is not taken for a session where it is a track line", () => {
    const map = sharedBytes("acc/broadcast-track-maps/imola.bin.gz");
    const line = sharedBytes("assetto-corsa/ai-line/czyzoring_fast_lane.ai.gz");
    expect(readerOf(map, "imola.bin")).toBeUndefined();
    expect(readerOf(line, "fast_lane.ai")).toBeUndefined();
    expect([readBroadcastMap(map).path.x.length, readFastLane(line).path.x.length]).toEqual([23010, 475]);
  });
});
