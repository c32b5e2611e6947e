import {describe, expect, it} from "vitest";
import type {LogReport} from "../../../../src/core/archive/types.js";
import {oneCarLog} from "../../../../src/core/files/derive.js";
import {PLAIN_LAP} from "../../../../src/core/files/importedLog.js";
import {setLapsAtLine} from "../../../../src/core/files/laps/lapsAtLine.js";
import {repeatedBends} from "../../../../src/core/files/laps/repeatedBends.js";
import {spielberg} from "../../../../src/core/track/circuits/spielberg.js";
import {circuitTrack} from "../../../../src/core/track/circuitTrack.js";
import {alongTrack} from "../../../../src/core/track/track.js";

const track = circuitTrack(spielberg);

/** Laps of a circuit from 500 m before the line, 50 rows a second; `scale`: the speed that is logged for the real one in each lap. */
function drive(laps: number, {scale = () => 1, noise = 0}: {scale?: (lap: number) => number; noise?: number} = {}) {
  const rows: {t: number; kmh: number; rate: number}[] = [];
  const crossed: number[] = [];
  let s = -500;
  for (let t = 0; s < laps * track.lengthM + 400; t += 0.02) {
    const lap = Math.floor(s / track.lengthM);
    const k = alongTrack(track.curvature, track, s);
    // slower in bends, and each lap a little faster
    const v = (25 + 45 / (1 + 120 * Math.abs(k))) * (1 + 0.01 * lap);
    rows.push({t, kmh: v * 3.6 * scale(lap), rate: -v * k + noise * Math.sin(t * 97)});
    if (Math.floor((s + v * 0.02) / track.lengthM) > lap) crossed.push(t + ((lap + 1) * track.lengthM - s) / v);
    s += v * 0.02;
  }
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    columns: {sessionTime: column((r) => r.t), speedKmh: column((r) => r.kmh), yawRate: column((r) => r.rate)},
    lapsS: crossed.slice(1).map((t, i) => t - crossed[i]),
  };
}

describe("repeatedBends(columns)", () => {
  it("finds the laps of a circuit by yaw rate and speed", () => {
    const {columns, lapsS} = drive(4, {noise: 0.02});
    const found = repeatedBends(columns)!;
    expect(Math.abs(found.lapM - track.lengthM)).toBeLessThan(10);
    const times = found.crossings.slice(1).map((t, i) => t - found.crossings[i]);
    expect(times.length).toBeGreaterThanOrEqual(3);
    // laps are 1 % apart, and the place is not the line
    for (const [i, t] of times.entries()) {
      expect(t).toBeLessThan(lapsS[Math.max(0, i - 1)] + 0.6);
      expect(t).toBeGreaterThan(lapsS.at(-1)! - 0.6);
    }
  });

  it("cuts a log without laps and positions, and calls the place a guess", () => {
    const {columns} = drive(3);
    const rows = columns.sessionTime.length;
    const report: LogReport = {used: [], unused: [], notes: []};
    const laps = [{...PLAIN_LAP, lap: 0, first: 0, end: rows}];
    const log = oneCarLog({rows, columns, laps}, report, {format: "motec-ld", game: "unknown"});
    setLapsAtLine(log);
    expect(log.report.line).toEqual({from: "bends"});
    expect(log.report.notes.join()).toMatch(
      /no positions; cut where the bends repeat, every 43\d\d m: the line is a guess/,
    );
    expect(log.cars[0].laps.filter(({complete}) => complete).length).toBeGreaterThanOrEqual(2);
  });

  it("finds the same place although the logged speed drifts by a percent", () => {
    const right = repeatedBends(drive(4).columns)!;
    const wrong = repeatedBends(drive(4, {scale: (lap) => 1 + 0.003 * lap}).columns)!;
    const times = ({crossings}: typeof right) => crossings.slice(1).map((t, i) => t - crossings[i]);
    expect(times(wrong)).toHaveLength(times(right).length);
    for (const [i, t] of times(wrong).entries()) expect(Math.abs(t - times(right)[i])).toBeLessThan(0.15);
  });

  it("finds none in less than a lap and a half, without bends, or without channels", () => {
    expect(repeatedBends(drive(0).columns)).toBeUndefined();
    const {columns} = drive(3);
    expect(repeatedBends({...columns, yawRate: columns.yawRate.map(() => 0)})).toBeUndefined();
    expect(repeatedBends({sessionTime: columns.sessionTime, speedKmh: columns.speedKmh})).toBeUndefined();
    expect(repeatedBends({...columns, speedKmh: columns.speedKmh.map(() => 1e30)})).toBeUndefined();
  });
});
