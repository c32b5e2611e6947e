import {describe, expect, it} from "vitest";
import {deltaTo, miniBounds, miniTimes, readLapTrace, withEnds} from "../../../src/core/laps/lapTrace.js";
import type {LiveSource} from "../../../src/core/live/timeline/liveSource.js";

/** A source whose rings are given row by row: session time, lap, distance, ms. */
function rows(...all: [number, number, number, number][]): LiveSource {
  const column = (k: number) => Float64Array.from(all, (row) => row[k]);
  const names: Record<string, number> = {lapNumber: 1, lapDistance: 2, currentLapTimeMs: 3};
  return {
    time: all.at(-1)![0],
    window: (_: number, name: string) => ({time: column(0), values: column(names[name])}),
  } as unknown as LiveSource;
}

describe("readLapTrace(source, car, lap, from, to)", () => {
  it("takes the rows of that lap, ascending, and leaves standing still out", () => {
    const source = rows([9, 1, 990, 30_000], [10, 2, 0, 0], [11, 2, 50, 1000], [12, 2, 50, 2000], [13, 2, 90, 3000]);
    const {distance, time} = readLapTrace(source, 0, 2, 0);
    expect([...distance]).toEqual([0, 50, 90]);
    expect([...time]).toEqual([0, 1000, 3000]);
  });

  it("leaves out what a flashback took back", () => {
    const source = rows([1, 2, 10, 1000], [2, 2, 60, 2000], [3, 2, 99, 3000], [4, 2, 40, 1500], [5, 2, 80, 2500]);
    const {distance, time} = readLapTrace(source, 0, 2, 0);
    expect([...distance]).toEqual([10, 40, 80]);
    expect([...time]).toEqual([1000, 1500, 2500]);
  });

  it("leaves out rows without values, and those before the line", () => {
    const source = rows([1, 2, -30, 0], [2, 2, Number.NaN, 100], [3, 2, 5, 200]);
    expect([...readLapTrace(source, 0, 2, 0).distance]).toEqual([5]);
  });
});

it("withEnds(trace, length, lapTime) closes a lap at the line, but invents nothing far from it", () => {
  const trace = {distance: Float64Array.of(2, 1990), time: Float64Array.of(40, 39_800)};
  expect([...withEnds(trace, 2000, 40_000).distance]).toEqual([0, 2, 1990, 2000]);
  expect([...withEnds(trace, 2000, 40_000).time]).toEqual([0, 40, 39_800, 40_000]);
  expect([...withEnds(trace, 0, null).distance]).toEqual([0, 2, 1990]);
  const half = {distance: Float64Array.of(700, 900), time: Float64Array.of(1, 2)};
  expect([...withEnds(half, 2000, 40_000).distance]).toEqual([700, 900]);
});

it("deltaTo(trace, distance, ms) is negative ahead of the trace, and unknown beyond it", () => {
  const trace = {distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)};
  expect(deltaTo(trace, 500, 9900)).toBe(-100);
  expect(deltaTo(trace, 1100, 9900)).toBeNaN();
});

it("miniBounds(length, sectors) has eight a sector; miniTimes add up to the lap", () => {
  const bounds = miniBounds(2000, [700, 1400]);
  expect(bounds.length).toBe(25);
  expect([bounds[0], bounds[8], bounds[16], bounds[24]]).toEqual([0, 700, 1400, 2000]);
  expect(miniBounds(2400, null)[8]).toBe(800);
  const times = miniTimes({distance: Float64Array.of(0, 2000), time: Float64Array.of(0, 40_000)}, bounds);
  expect(times.reduce((a, b) => a + b)).toBeCloseTo(40_000, 6);
  expect(times[0]).toBeCloseTo(40_000 * (700 / 8 / 2000), 6);
  const half = miniTimes({distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)}, bounds);
  expect(half[3]).not.toBeNaN();
  expect(half[16]).toBeNaN();
});
