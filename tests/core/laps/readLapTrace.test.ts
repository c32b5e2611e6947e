import {describe, expect, it} from "vitest";
import type {LapFeed} from "../../../src/core/laps/lapFeed.js";
import {readLapTrace} from "../../../src/core/laps/readLapTrace.js";

/** A feed whose rows are given row by row: session time, lap, distance, ms. */
function rows(...all: [number, number, number, number][]): LapFeed {
  const column = (k: number) => Float64Array.from(all, (row) => row[k]);
  const names: Record<string, number> = {lapNumber: 1, lapDistance: 2, currentLapTimeMs: 3};
  return {
    time: all.at(-1)![0],
    window: (_: number, name: string) => ({time: column(0), values: column(names[name])}),
  } as unknown as LapFeed;
}

describe("readLapTrace(feed, car, lap, from, to)", () => {
  it("takes the rows of that lap, ascending, and leaves standing still out", () => {
    const feed = rows([9, 1, 990, 30_000], [10, 2, 0, 0], [11, 2, 50, 1000], [12, 2, 50, 2000], [13, 2, 90, 3000]);
    const {distance, time} = readLapTrace(feed, 0, 2, 0);
    expect([...distance]).toEqual([0, 50, 90]);
    expect([...time]).toEqual([0, 1000, 3000]);
  });

  it("leaves out what a flashback took back", () => {
    const feed = rows([1, 2, 10, 1000], [2, 2, 60, 2000], [3, 2, 99, 3000], [4, 2, 40, 1500], [5, 2, 80, 2500]);
    const {distance, time} = readLapTrace(feed, 0, 2, 0);
    expect([...distance]).toEqual([10, 40, 80]);
    expect([...time]).toEqual([1000, 1500, 2500]);
  });

  it("leaves out rows without values, and those before the line", () => {
    const feed = rows([1, 2, -30, 0], [2, 2, Number.NaN, 100], [3, 2, 5, 200]);
    expect([...readLapTrace(feed, 0, 2, 0).distance]).toEqual([5]);
  });
});
