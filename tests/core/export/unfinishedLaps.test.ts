import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import type {ExportInput} from "../../../src/core/export/exportLaps.js";
import {deriveChannels} from "../../../src/core/files/derive.js";
import type {ImportedCar} from "../../../src/core/files/importedLog.js";
import {importedSession} from "../../../src/core/files/importedSession.js";
import {lapsFromCrossings} from "../../../src/core/files/laps/lapSplit.js";
import {motecLdReader} from "../../../src/core/files/motec/ldReader.js";
import {exportCsv, exportMotec} from "../../support/exportWhole.js";
import {readLogBytes, readShared} from "../../support/logFiles.js";
import {rotated} from "../../support/long.js";
import {sharedData} from "../../support/sharedData.js";

/** s */
const LAP = 60;
const RATE = 10;

/** A log that begins `before` s before the line and ends `after` s behind it, with so many whole laps; laps count from `number`. */
function logged({before, whole, after, number = 0}: {before: number; whole: number; after: number; number?: number}) {
  const rows = Math.round((before + whole * LAP + after) * RATE);
  const sessionTime = Float64Array.from({length: rows}, (_, i) => 100 + i / RATE);
  const phase = (t: number) => ((t - 100 - before) * 2 * Math.PI) / LAP;
  const speedKmh = sessionTime.map((t) => 150 + 60 * Math.sin(phase(t)));
  const crossings = Array.from({length: whole + 1}, (_, k) => 100 + before + k * LAP + 0.01);
  const laps = lapsFromCrossings(sessionTime, crossings).map((lap) => ({...lap, lap: lap.lap + number}));
  const car: ImportedCar = {
    ...{car: 0, driver: "A", team: "", raceNumber: 0, rows, laps},
    columns: {sessionTime, speedKmh, throttle: speedKmh.map((v) => (v > 150 ? 1 : 0.2))},
  };
  const report = {used: [], unused: [], notes: []};
  deriveChannels(car, report);
  return {car, report};
}

/** The archive's laps of such a log, as an export takes them. */
function exported({car, report}: ReturnType<typeof logged>): ExportInput {
  const log = {
    ...{format: "test", game: "Test", gameVersion: "", type: "practice", startedAt: Date.UTC(2026, 0, 2)},
    ...{weather: null, trackTempC: null, airTempC: null, playerCar: 0, cars: [car], report},
    track: {name: "Oval", lengthM: null, sectorStartsM: null},
  };
  const {session, laps, samples} = importedSession(log, {id: "x", file: "a", capture: {file: "a.gz", digest: "0"}});
  const rows = laps.filter((row) => samples.some(({lap}) => lap === row.lap));
  return {session, laps: rows.map((row) => ({row, samples: stored(samples, row.lap)}))};
}

function stored(samples: ReturnType<typeof importedSession>["samples"], lap: number) {
  return readSamples(encodeSamples(samples.find((one) => one.lap === lap)!.table));
}

const summary = (laps: readonly {lapTimeMs: number | null; complete: boolean}[]) =>
  laps.map(({lapTimeMs, complete}) => [complete, lapTimeMs]);
const throughCsv = (input: ExportInput) => summary(readLogBytes("a.csv", exportCsv(input)).cars[0].laps);

const LOGS = [2, 20, 45, 59].flatMap((before, b) =>
  [0, 1, 3].flatMap((whole, w) => rotated([0, 1, 7], b + w, 1).map((number) => ({before, whole, after: 15, number}))),
);

describe.each(LOGS)("a log from $before s before the line, $whole whole laps, numbers from $number", (drive) => {
  const input = exported(logged(drive));
  const expected = summary(input.laps.map(({row}) => row));

  it("comes back from a CSV with the laps it had: what is a part stays a part", () => {
    expect(throughCsv(input)).toEqual(expected);
  });

  it("comes back from each lap's own CSV unfinished where it was", () => {
    for (const lap of input.laps.filter(({row}) => !row.complete))
      expect(throughCsv({...input, laps: [lap]})).toEqual([[false, null]]);
  });

  it("comes back from a MoTeC log with no whole lap more than it had", () => {
    const {ld, ldx} = exportMotec(input);
    const log = motecLdReader.read({name: "a.ld", bytes: ld, companions: [{name: "a.ldx", bytes: ldx}]});
    expect(summary(log.cars[0].laps).filter(([complete]) => complete)).toEqual(
      expected.filter(([complete]) => complete),
    );
  });
});

describe("what is derived of the part of a lap before the line", () => {
  const {car, report} = logged({before: 20, whole: 2, after: 15});
  const {lapDistance, currentLapTimeMs, sessionTime} = car.columns;

  it("is no running time: nobody knows when the lap began", () => {
    expect(currentLapTimeMs.subarray(0, 20 * RATE).every(Number.isNaN)).toBe(true);
    expect(currentLapTimeMs[car.laps[1].first + 10 * RATE]).toBeCloseTo(10_000, -2);
    expect(report.notes.join("\n")).toContain("lap 0 does not begin at the line: its running time is unknown");
  });

  it("is the distance on the circuit, as of the whole laps", () => {
    for (const row of [1, 5 * RATE, 20 * RATE - 1]) {
      const same = car.laps[1].first + sessionTime.findIndex((t) => t >= 100 + LAP - 20) + row;
      expect(lapDistance[row]).toBeCloseTo(lapDistance[same], -1);
    }
  });
});

describe("a log whose own clock runs from its beginning on", () => {
  const driven = logged({before: 45, whole: 2, after: 15, number: 1});
  const {laps, columns} = driven.car;
  const {sessionTime, currentLapTimeMs} = columns;
  for (let row = 0; row < laps[0].end; row++) currentLapTimeMs[row] = (sessionTime[row] - sessionTime[0]) * 1000;
  const input = exported(driven);

  it("comes back from CSV and from MoTeC with the whole laps it had", () => {
    expect(throughCsv(input)).toEqual(summary(input.laps.map(({row}) => row)));
    const {ld, ldx} = exportMotec(input);
    const log = motecLdReader.read({name: "a.ld", bytes: ld, companions: [{name: "a.ldx", bytes: ldx}]});
    expect(log.cars[0].laps.filter(({complete}) => complete).map(({lapTimeMs}) => lapTimeMs)).toEqual([60_000, 60_000]);
  });

  it("comes back unfinished in its midst where it was: a lap that ended in the garage", () => {
    input.laps[1].row.complete = false;
    expect(throughCsv(input).map(([complete]) => complete)).toEqual([false, false, true, false]);
  });
});

describe("an unfinished first lap that began at the line", () => {
  const {car} = logged({before: 0, whole: 2, after: 15});
  const {sessionTime, speedKmh} = car.columns;
  // without the row before the line; the first lap's samples end in its middle, as of one given up
  const [first, ...others] = car.laps.slice(1);
  const given = {...first, end: first.first + 30 * RATE, complete: false, lapTimeMs: null};

  it("keeps its distance from the line where its own clock says so", () => {
    const currentLapTimeMs = sessionTime.map((t) => (t - sessionTime[first.first]) * 1000);
    const again: ImportedCar = {...car, laps: [given, ...others], columns: {sessionTime, speedKmh, currentLapTimeMs}};
    deriveChannels(again, {used: [], unused: [], notes: []});
    expect(again.columns.lapDistance[first.first]).toBe(0);
  });

  it("has its distance and its running time where the log tells when it began", () => {
    const laps = [{...given, fromLine: true}, ...others];
    const again: ImportedCar = {...car, laps, columns: {sessionTime, speedKmh}};
    const report = {used: [], unused: [], notes: [] as string[]};
    deriveChannels(again, report);
    expect(again.columns.lapDistance[first.first]).toBe(0);
    expect(again.columns.currentLapTimeMs[first.first + RATE]).toBeCloseTo(1000, 3);
    expect(report.notes.join()).not.toContain("does not begin");
  });
});

// of other logs that each lap comes back as it was shows tests/core/files/lapbook/lapbookCsv.test.ts
const REAL = [
  "other-sims/crewchief-csv/session_1694266648_iracing_okayama_mx5.csv.gz",
  "other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz",
].filter((path) => sharedData(path));

describe.skipIf(REAL.length === 0)("real logs", () => {
  it.each(REAL)("%s: no lap comes back from a CSV as whole that was not", (path) => {
    const {session, laps, samples} = readShared(path).session;
    const rows = laps.filter((row) => samples.some(({lap}) => lap === row.lap));
    const input = {session, laps: rows.map((row) => ({row, samples: stored(samples, row.lap)}))};
    const back = throughCsv(input);
    expect(back.map(([complete]) => complete)).toEqual(rows.map(({complete}) => complete));
  });
});
