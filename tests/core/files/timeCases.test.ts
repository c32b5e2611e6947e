import {describe, expect, it} from "vitest";
import type {Samples} from "../../../src/core/archive/samples.js";
import {drivenLap} from "../../../src/core/laps/drivenLap.js";
import {readShared} from "../../support/logFiles.js";
import {against} from "../../support/madeLaps.js";
import {sharedData} from "../../support/sharedData.js";

const CASES = "../cases/";
const read = (name: string) => readShared(CASES + name);
const times = (name: string) => read(name).session.laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);

describe.skipIf(!sharedData(CASES))("small files whose times and laps are easily misread", () => {
  it.each(["iracing-last-lap-told-late.ibt", "iracing-lap-counter-late.ibt"])("%s has each lap's own time", (name) => {
    expect(times(name)).toEqual([
      [1, null, false],
      [2, 20_000, true],
      [3, 20_100, true],
      [4, 19_900, true],
      [5, 20_000, true],
      [6, null, false],
    ]);
  });

  it("trackaddict.csv has the laps of its comments, its UTC start and headings in rad", () => {
    const {log} = read("trackaddict.csv");
    expect(times("trackaddict.csv").filter(([, ms]) => ms !== null)).toEqual([
      [1, 30_200, true],
      [2, 29_850, true],
    ]);
    expect(log.startedAt).toBe(Date.UTC(2026, 0, 1));
    const {heading} = log.cars[0].columns;
    expect(Math.max(...heading)).toBeLessThanOrEqual(6.3);
    expect(Math.max(...heading)).toBeGreaterThan(6);
  });

  it("clock-past-midnight.csv is one part of 80 s", () => {
    const {session} = read("clock-past-midnight.csv").session;
    expect(session.durationS).toBeCloseTo(80, 3);
    expect(times("clock-past-midnight.csv")).toEqual([[1, null, false]]);
  });

  it.each(["date-us-12h.csv", "date-european.csv"])("%s has its dates and laps", (name) => {
    const {log} = read(name);
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-06-13T23:59:30.000Z");
    const {sessionTime} = log.cars[0].columns;
    expect(sessionTime[sessionTime.length - 1] - sessionTime[0]).toBeCloseTo(80, 3);
    expect(log.cars[0].laps.map(({lap}) => lap)).toEqual([0, 1, 2, 3]);
  });

  it("timestamp-begins-anew.csv takes its times from the column of that name", () => {
    const {log} = read("timestamp-begins-anew.csv");
    expect(log.report.used.some(({from}) => from === "timestamp")).toBe(true);
    const [first, second] = log.cars[0].laps.filter(({lapTimeMs}) => lapTimeMs !== null);
    expect(Math.abs(first.lapTimeMs! - 30_200)).toBeLessThan(500);
    expect(Math.abs(second.lapTimeMs! - 29_850)).toBeLessThan(500);
  });

  it("valid-column.csv has an invalid lap 1", () => {
    expect(read("valid-column.csv").session.laps.map(({lap, valid}) => [lap, valid])).toEqual([
      [0, true],
      [1, false],
      [2, true],
      [3, true],
    ]);
  });

  it("delta-wider-line.csv: lap 2 ends 0.300 s after lap 3", () => {
    const {log, session} = read("delta-wider-line.csv");
    const {columns} = log.cars[0];
    const [lap, reference] = [2, 3].map((number) => {
      const {first, end} = log.cars[0].laps.find(({lap}) => lap === number)!;
      const samples: Samples = {
        names: Object.keys(columns),
        rows: end - first,
        has: (name) => columns[name] !== undefined,
        values: (name) => columns[name].subarray(first, end),
      };
      return drivenLap(samples, session.laps.find(({lap}) => lap === number)!, session.session);
    });
    const {alignment, measuredDifferenceMs, officialDifferenceMs, uncertaintyMs, deltaS} = against(lap, reference);
    expect(alignment).toBe("reference path");
    expect(officialDifferenceMs).toBeCloseTo(300, 0);
    expect(Math.abs(measuredDifferenceMs! - 300)).toBeLessThan(Math.min(10, uncertaintyMs!));
    expect(deltaS[deltaS.length - 1]).toBeCloseTo(0.3, 3);
  });
});
