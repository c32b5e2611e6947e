import {describe, expect, it} from "vitest";
import {compareLaps} from "../../../../src/core/laps/compareLaps.js";
import {pieceTimes, trackPieces} from "../../../../src/core/laps/partition.js";
import {pieceDeltas} from "../../../../src/core/laps/pieceDeltas.js";
import {channelInRange} from "../../../../src/core/laps/range/channelInRange.js";
import {rowsInRange} from "../../../../src/core/laps/range/rangeSegments.js";
import {rangeTime} from "../../../../src/core/laps/range/rangeTimes.js";
import type {Corner} from "../../../../src/core/track/corner.js";
import {gridLapOf, ramp} from "../../../support/gridLaps.js";
import {seeded} from "../../../support/seeded.js";

const corner = (number: number, entryM: number, apexM: number, exitM: number): Corner => ({
  ...{number, entryM, apexM, exitM, direction: "left", type: "medium", degrees: 90, radiusM: 60},
});

describe("rangeTime(lap, reference, range)", () => {
  const speeds = (low: number) => ramp([0, 200], [150.3, 210], [240.7, low], [420, 190], [700, low + 10], [1000, 220]);
  const reference = gridLapOf(1000, {speedKmh: speeds(90)});
  const lap = gridLapOf(1000, {speedKmh: speeds(80)});
  lap.timeError.fill(0.002);
  reference.timeError.fill(0.001);

  it("is the partition's over each piece, and adds up to the delta at the line", () => {
    const corners = [corner(1, 200.4, 250, 300.2), corner(2, 650, 700, 760.9)];
    const pieces = trackPieces(corners, 1000, [reference, lap]);
    const times = pieces.map((piece) => rangeTime(lap, reference, piece));
    const [own, others] = [pieceTimes(lap, pieces), pieceTimes(reference, pieces)];
    const deltas = pieceDeltas(lap, reference, pieces, corners);
    pieces.forEach((_, i) => {
      expect(Math.abs(times[i].seconds - own[i])).toBeLessThan(1e-9);
      expect(Math.abs(times[i].deltaS - (own[i] - others[i]))).toBeLessThan(1e-9);
      // that of the command line is rounded to a microsecond at each cut
      expect(Math.abs(1000 * times[i].deltaS - deltas[i].deltaMs!)).toBeLessThan(2.1e-3);
    });
    const {deltaAtLineMs} = compareLaps(lap, reference);
    expect(1000 * times.reduce((sum, {deltaS}) => sum + deltaS, 0)).toBeCloseTo(deltaAtLineMs!, 6);
  });

  it("is the closed form at even speeds, with the errors of both laps at both ends; NaN beyond the lap", () => {
    const [slow, fast] = [gridLapOf(1000, {speedKmh: () => 180}), gridLapOf(1000, {speedKmh: () => 216})];
    slow.timeError.fill(0.002);
    fast.timeError.fill(0.001);
    const {seconds, deltaS, errorS} = rangeTime(slow, fast, {fromM: 100.5, toM: 400.25});
    expect(seconds).toBeCloseTo(299.75 / 50, 9);
    expect(deltaS).toBeCloseTo(299.75 / 50 - 299.75 / 60, 9);
    expect(errorS).toBeCloseTo(0.006, 12);
    slow.time.fill(Number.NaN, 0, 200);
    expect(rangeTime(slow, fast, {fromM: 100, toM: 400}).deltaS).toBeNaN();
  });
});

/** Samples of a lap of 1,000 m whose speed is a + b·m, so that ds/dt is known: 50 Hz, from 3 m on. */
function samples() {
  const [a, b] = [30, 0.02];
  const at: number[] = [];
  const time: number[] = [];
  for (let t = 0.1; ; t += 0.02) {
    const m = (a / b) * (Math.exp(b * t) - 1);
    if (m > 1000) break;
    at.push(m);
    time.push(t);
  }
  const timeAt = (m: number) => Math.log(1 + (b * m) / a) / b;
  return {at, time, timeAt, speed: at.map((m) => a + b * m)};
}

describe("channelInRange(samples, values, range)", () => {
  const {at, time, timeAt, speed} = samples();
  const range = {fromM: 100.3, toM: 620.9};

  it("is the closed form of a speed that grows with the place", () => {
    const {entry, exit, min, max, mean, knownS} = channelInRange({at, time}, speed, range);
    expect([entry, min]).toEqual([min, entry]);
    expect(entry).toBeCloseTo(30 + 0.02 * 100.3, 6);
    expect([exit, max]).toEqual([max, exit]);
    expect(max).toBeCloseTo(30 + 0.02 * 620.9, 6);
    // the mean speed over time is distance over time
    expect(mean).toBeCloseTo(520.6 / (timeAt(620.9) - timeAt(100.3)), 4);
    expect(knownS).toBeCloseTo(timeAt(620.9) - timeAt(100.3), 5);
  });

  it("weighs by time: a sine of the time has the mean of its integral", () => {
    const values = time.map((t) => Math.sin(2 * t));
    const [t0, t1] = [timeAt(range.fromM), timeAt(range.toM)];
    const {mean, max} = channelInRange({at, time}, values, range);
    expect(mean).toBeCloseTo((Math.cos(2 * t0) - Math.cos(2 * t1)) / 2 / (t1 - t0), 3);
    expect(max).toBeCloseTo(1, 3);
  });

  it("takes the nearest sample of a discrete channel, and bridges neither gaps nor missing values", () => {
    const gear = at.map((m) => (m < 300 ? 3 : 4));
    expect(channelInRange({at, time}, gear, range, {discrete: true})).toMatchObject({
      entry: 3,
      exit: 4,
      mean: Number.NaN,
    });
    const holes = speed.map((v, i) => (at[i] > 200 && at[i] < 400 ? Number.NaN : v));
    const known = channelInRange({at, time}, holes, range).knownS;
    expect(known).toBeLessThan(timeAt(range.toM) - timeAt(range.fromM) - (timeAt(400) - timeAt(200)) + 1e-6);
    const breaks = at.map((_, i) => (i === 300 ? 1 : 0));
    const before = channelInRange({at, time}, speed, range).knownS;
    expect(channelInRange({at, time, breaks}, speed, range).knownS).toBeCloseTo(before - 0.02, 9);
  });

  it("begins at the line with the first sample near it, and knows nothing where the lap does not reach", () => {
    const {entry} = channelInRange({at, time}, speed, {fromM: 0, toM: 50});
    expect(entry).toBe(speed[0]);
    expect(channelInRange({at, time}, speed, {fromM: 1100, toM: 1200})).toMatchObject({
      entry: Number.NaN,
      min: Number.NaN,
      max: Number.NaN,
      mean: Number.NaN,
    });
    const late = {at: at.slice(200), time: time.slice(200)};
    expect(channelInRange(late, speed.slice(200), {fromM: 0, toM: 500}).entry).toBeNaN();
  });
});

describe("rowsInRange(samples, range)", () => {
  it("shares the time of any stretch out to its samples: they add up, gaps apart", () => {
    const random = seeded(7);
    const at: number[] = [];
    const time: number[] = [];
    let [m, t] = [0, 0];
    for (let i = 0; i < 400; i++) {
      at.push(i % 37 === 5 ? Number.NaN : m);
      time.push(t);
      // it stands now and then
      m += i % 50 < 3 ? 0 : random() * 3;
      t += 0.02 + random() * 0.02;
    }
    const breaks = at.map((_, i) => (i === 200 ? 1 : 0));
    const placed = {at, time, breaks};
    const whole = rowsInRange(placed, {fromM: -1, toM: 1e6});
    const sum = (of: Iterable<number>) => [...of].reduce((a, b) => a + b, 0);
    expect(sum(whole.seconds) + whole.gapS).toBeCloseTo(time[399] - time[0], 9);
    expect(whole.gapS).toBeCloseTo(time[200] - time[199], 9);
    const cuts = [-1, 20.3, 21, 150, 333.3, 1e6];
    const parts = cuts.slice(1).map((toM, k) => rowsInRange(placed, {fromM: cuts[k], toM}));
    expect(sum(parts.map(({seconds, gapS}) => sum(seconds) + gapS))).toBeCloseTo(time[399] - time[0], 9);
    expect(parts.every(({rows}) => rows.every((row, i) => i === 0 || row > rows[i - 1]))).toBe(true);
  });
});
