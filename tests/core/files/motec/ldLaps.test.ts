import {describe, expect, it} from "vitest";
import {random} from "../../../../src/core/signal/random.js";
import {ldBytes} from "../../../support/ldBytes.js";
import {drive, laps, ldx, ramp, read, utf8} from "./ldDrive.js";

describe("laps of a MoTeC log", () => {
  it("has laps between the markers of its .ldx", () => {
    const log = read(ldBytes(drive()), ldx("1.00123e+08", "300500000", "2.0025E8"));
    expect(laps(log)).toEqual([
      [0, null],
      [1, 100_127],
      [2, 100_250],
      [3, null],
    ]);
    expect(log.report.notes).toContain("laps: 3 crossings of the line from the .ldx");
    expect(log.startedAt).toBe(Date.UTC(2005, 10, 23, 9, 53));
    expect([log.track.name, log.cars[0].driver, log.cars[0].team]).toEqual(["Oval", "A. Driver", "GT3"]);
  });

  it("leaves markers after its end out, and says so", () => {
    const log = read(ldBytes(drive()), ldx(1e8, 2e8, 9e8));
    expect(laps(log)).toHaveLength(3);
    expect(log.report.notes).toContain("1 of 3 crossings lie after the end of the log and are left out");
  });

  it("is refused with a broken .ldx, by the line", () => {
    expect(() => read(ldBytes(drive()), utf8("<LDXFile>\n<Layers></LDXFile>"))).toThrow(
      "run.ldx: line 2: unexpected close tag",
    );
    expect(() => read(ldBytes(drive()), ldx("soon"))).toThrow("run.ldx: line 1: invalid marker time: soon");
  });

  it("without .ldx has laps of a beacon channel, running time, lap number or distance", () => {
    const beacon = {name: "LAP_BEACON", rate: 100, raw: ramp(60_000, (i) => (i % 10_000 === 5000 ? 1 : 0))};
    expect(laps(read(ldBytes(drive([beacon])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    const running = {
      name: "Running Lap Time",
      unit: "s",
      rate: 1,
      raw: ramp(600, (i) => Math.max(0, (i - 40.25) % 101.5)),
    };
    expect(laps(read(ldBytes(drive([running])))).slice(1, 3)).toEqual([
      [1, 101_500],
      [2, 101_500],
    ]);
    const number = {name: "Lap Number", rate: 50, raw: ramp(30_000, (i) => Math.floor(i / 5000))};
    expect(laps(read(ldBytes(drive([number])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    const distance = {name: "Lap Distance", unit: "m", rate: 1, raw: ramp(600, (i) => (i * 50 + 1230) % 5025)};
    const [, [, first]] = laps(read(ldBytes(drive([distance]))));
    expect(first).toBeCloseTo(100_500, -1.5);
  });

  it("does not take a channel of noise for laps, nor an infinity for a speed", () => {
    const chance = random(5);
    const next = () => chance.next();
    const noise = {name: "Lap Number", rate: 50, raw: ramp(30_000, () => Math.floor(next() * 3))};
    const speed = {
      name: "SPEED",
      unit: "km/h",
      rate: 10,
      raw: ramp(6000, (i) => (i === 5 ? Number.POSITIVE_INFINITY : 180)),
    };
    const log = read(ldBytes([speed, noise]));
    expect(log.cars[0].laps).toHaveLength(1);
    expect(log.cars[0].columns.lapDistance[5999]).toBeCloseTo(29_995, 0);
    expect(log.report.used.find((u) => u.channel === "speedKmh")!.coverage).toBe(5999 / 6000);
  });

  it("takes the log's own lap time where it agrees", () => {
    const number = {name: "Lap Number", rate: 20, raw: ramp(12_000, (i) => Math.floor(i / 2000))};
    const own = {name: "Lap Time", unit: "s", rate: 1, raw: ramp(600, (i) => (i > 200 ? 100.012 : i > 101 ? 77 : 0))};
    expect(laps(read(ldBytes(drive([number, own])))).slice(1, 3)).toEqual([
      [1, 100_012],
      [2, 100_012],
    ]);
  });

  it("takes a lap time that grows all the time for the running one, and laps that a game calls invalid for that", () => {
    const log = read(
      ldBytes([
        ...drive(),
        {name: "Lap Time", unit: "s", rate: 20, raw: ramp(12_000, (i) => (i / 20 + 0.5) % 99.5)},
        {name: "Last Lap Time", unit: "s", rate: 20, raw: ramp(12_000, (i) => (i > 1981 ? 99.487 : 0))},
        {name: "Lap Invalidated", rate: 20, raw: ramp(12_000, (i) => (i > 5000 && i < 5975 ? 1 : 0))},
      ]),
    );
    expect(log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs, l.valid])).toEqual([
      ...[1, 2].map((lap) => [lap, 99_487, true]),
      [3, 99_487, false],
      ...[4, 5, 6].map((lap) => [lap, 99_487, true]),
      [7, null, true],
    ]);
  });

  it("without any other word has laps of the share of the lap", () => {
    const share = {name: "Car Pos Norm", rate: 20, raw: ramp(12_000, (i) => (i / 2000 + 0.4) % 1)};
    expect(laps(read(ldBytes(drive([share])))).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
  });

  it("with an .ldx of another log goes by its own channels", () => {
    const number = {name: "Lap Number", rate: 50, raw: ramp(30_000, (i) => Math.floor(i / 5000))};
    const log = read(ldBytes(drive([number])), ldx(9e8, 9.9e8));
    expect(laps(log).slice(1, 3)).toEqual([
      [1, 100_000],
      [2, 100_000],
    ]);
    expect(log.report.notes.join()).toMatch(
      /2 of 2 crossings lie after the end of the log.*the \.ldx belongs to another log/,
    );
  });
});
