import {describe, expect, it} from "vitest";
import type {DrivenLap} from "../../../src/core/laps/drivenLap.js";
import {gridLap} from "../../../src/core/laps/gridLap.js";
import {placeLap} from "../../../src/core/laps/placeLap.js";

/** A whole lap of 20 s at 50 m/s and 20 Hz on a line of 1000 m, without the rows that `keep` refuses. */
function steady(keep: (t: number) => boolean = () => true): DrivenLap {
  const time = Float64Array.from({length: 400}, (_, i) => 0.02 + i / 20).filter(keep);
  return {time, fromLine: true, lapTimeS: 20, distance: time.map((t) => 50 * t), alongPath: false};
}

function onGrid(lap: DrivenLap, channels: Parameters<typeof gridLap>[2]) {
  return gridLap(lap, placeLap(lap, {lengthM: 1000.4}), channels);
}

describe("gridLap(lap, position, channels)", () => {
  it("has a point a metre from line to line, and the official time at its end", () => {
    const {n, stepM, time, lapTimeS, fromLine, timeError} = onGrid(steady(), {});
    expect([n, stepM, time.length]).toEqual([1000, 1.0004, 1001]);
    expect([time[0], time[1000], lapTimeS, fromLine]).toEqual([0, 20, 20, true]);
    expect(Math.max(...time.map((t, g) => Math.abs(t - g / 50)))).toBeLessThan(1e-9);
    expect(timeError.every((e) => e >= 0 && e < 0.002)).toBe(true);
  });

  it("interpolates continuous channels, and takes the nearest sample of discrete ones", () => {
    const lap = steady();
    const time = Float64Array.from(lap.time);
    const {channels} = onGrid(lap, {
      ramp: {values: time.map((t) => 3 * t)},
      gear: {values: time.map((t) => Math.floor(t)), discrete: true},
    });
    // beyond the first and the last sample their values hold
    expect(Math.max(...channels.ramp.subarray(2, 999).map((v, i) => Math.abs(v - (3 * (i + 2)) / 50)))).toBeLessThan(
      1e-9,
    );
    expect(channels.gear.every(Number.isInteger)).toBe(true);
    // samples at 4.97 and 5.02 s: the change is half-way, at 4.995 s
    expect([channels.gear[249], channels.gear[250]]).toEqual([4, 5]);
  });

  it("knows nothing of channels in a gap, but still the time, with its bound", () => {
    const lap = steady((t) => t < 8 || t > 9);
    const {channels, time, timeError} = onGrid(lap, {
      speed: {values: lap.distance!},
      gear: {values: Float64Array.from(lap.time, Math.floor), discrete: true},
    });
    for (const column of [channels.speed, channels.gear])
      expect(column.subarray(402, 448).every(Number.isNaN)).toBe(true);
    expect(channels.speed.subarray(0, 398).some(Number.isNaN)).toBe(false);
    expect(time[425]).toBeCloseTo(8.5, 6);
    expect(timeError[425]).toBeGreaterThan(0);
  });

  it("bridges the missing values of a slow channel, at its own pace", () => {
    const lap = steady();
    const values = Float64Array.from(lap.time, (t, i) => (i % 20 === 0 ? t : Number.NaN));
    const {channels} = onGrid(lap, {slow: {values}, never: {values: values.map(() => Number.NaN)}});
    const known = channels.slow.subarray(2, 940);
    expect(Math.max(...known.map((v, i) => Math.abs(v - (i + 2) / 50)))).toBeLessThan(1e-6);
    expect(channels.never.every(Number.isNaN)).toBe(true);
    // half of it is not recorded: a gap, not a straight line
    const half = values.map((v, i) => (i > 100 && i < 300 ? Number.NaN : v));
    expect(
      onGrid(lap, {half: {values: half}})
        .channels.half.subarray(300, 700)
        .every(Number.isNaN),
    ).toBe(true);
  });

  it("computes any number of channels together as each one alone, whichever of them misses values", () => {
    const lap = steady((t) => t < 14 || t > 15);
    const channels = Object.fromEntries(
      Array.from({length: 21}, (_, c) => {
        const values = Float64Array.from(lap.time, (t, i) =>
          c % 6 === 4 && i % 7 === 0 ? Number.NaN : Math.sin(t * c),
        );
        return [`channel ${c}`, {values, discrete: c % 5 === 3}];
      }),
    );
    const together = onGrid(lap, channels).channels;
    for (const [name, column] of Object.entries(channels)) {
      const alone = onGrid(lap, {[name]: column}).channels[name];
      expect([name, together[name]]).toEqual([name, alone]);
      expect(alone.subarray(10, 650).some(Number.isNaN)).toBe(false);
    }
  });
});
