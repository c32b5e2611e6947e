import {expect, it} from "vitest";
import {LapGrids} from "../../../src/core/laps/lapGrids.js";
import {MiniSectorClock} from "../../../src/core/laps/miniSectorClock.js";
import {RunningLaps} from "../../../src/core/laps/runningLaps.js";
import type {LapEvent} from "../../../src/core/messages/events.js";
import {rowFeed} from "../../support/rowFeed.js";

const LENGTH = 1000;
const BOUNDS = Float64Array.of(0, 250, 500, 750, 1000);

/** A car's rows at 50 m/s ten times a second; `lost`: session times between which none came. */
function driven(upTo: number, lost: readonly [number, number] = [-1, -1]): [number, number, number, number][] {
  const rows: [number, number, number, number][] = [];
  for (let k = 0; k <= upTo * 10; k++) {
    const t = k / 10;
    if (t > lost[0] && t < lost[1]) continue;
    const lap = Math.floor(t / 20);
    rows.push([t, lap + 1, 50 * (t - 20 * lap), 1000 * (t - 20 * lap)]);
  }
  return rows;
}

function readers(rows: readonly (readonly [number, number, number, number])[], laps: LapEvent[] = []) {
  const feed = rowFeed(rows, {lengthM: LENGTH});
  const running = new RunningLaps(feed);
  const clock = new MiniSectorClock(running);
  const grids = new LapGrids(feed, {laps, running}, []);
  const update = () => {
    grids.update([0]);
    return [...clock.times(0, BOUNDS)];
  };
  update();
  return {feed, grids, update};
}

/** Times at the bounds by the grid of the running lap. */
function minisByGrid(grids: LapGrids): number[] {
  const {columns, stepM} = grids.runningOf(0)!;
  const at = (metres: number) => columns.currentLapTimeMs[metres / stepM];
  return [0, 1, 2, 3].map((k) => at(BOUNDS[k + 1]) - at(BOUNDS[k]));
}

it("RunningLaps: grid and mini-sectors of a running lap agree, whatever the rhythm, and each row is read once", () => {
  const {feed, grids, update} = readers(driven(57));
  let known: number[] = [];
  for (const to of [3, 42, 43, 198, 199, 260, 261, 350, 400, 571]) {
    feed.upTo = to;
    known = update();
  }
  expect(known).toEqual([5000, 5000, 5000, Number.NaN]);
  expect(minisByGrid(grids)).toEqual(known);
  const before = feed.rowsRead;
  feed.upTo = 571;
  update();
  expect(feed.rowsRead - before).toBeLessThan(5);
});

it("RunningLaps takes back what a flashback took back, also across the line, and reads anew after a gap", () => {
  const rows = driven(43);
  // at 43 s, 150 m into lap 3, the game goes back to 600 m of lap 2
  const back: typeof rows = driven(23).map(([t, , distance, ms]) => [t + 43.1, 2, 600 + distance, 12_000 + ms]);
  const {feed, grids, update} = readers([...rows, ...back.slice(0, 60)]);
  for (let to = 5; to <= rows.length; to += 5) {
    feed.upTo = to;
    update();
  }
  feed.upTo = rows.length + 60;
  const minis = update();
  const running = grids.runningOf(0)!;
  expect(running.lap).toBe(2);
  expect(running.reachedM).toBeCloseTo(895, 6);
  // the grid still has what was driven before the place of the flashback; the mini-sectors of that lap were let go
  expect(minisByGrid(grids)[0]).toBe(5000);
  expect(minisByGrid(grids)[2]).toBeCloseTo(5000, 6);
  expect(minis.slice(0, 3)).toEqual([Number.NaN, Number.NaN, Number.NaN]);

  const gap = readers(driven(57, [41, 52]));
  for (let to = 5; gap.feed.upTo < gap.feed.rows.length; to += 5) {
    gap.feed.upTo = Math.min(to, gap.feed.rows.length);
    gap.update();
  }
  expect(gap.grids.runningOf(0)!.lap).toBe(3);
  expect(gap.update()[2]).toBe(5000);
});

it("LapGrids: a finished lap reaches the line at its official time, between rows of ten a second", () => {
  const laps = [{car: 0, lap: 2, lapTimeMs: 20_000, valid: true, sessionTime: 40} as LapEvent];
  const {feed, grids, update} = readers(driven(45), laps);
  feed.upTo = 441;
  update();
  const times = grids.lastOf(0)!.columns.currentLapTimeMs;
  expect(times.at(-1)).toBe(20_000);
  expect(times[0]).toBe(0);
  times.forEach((ms, i) => {
    expect(Math.abs(ms - 100 * i)).toBeLessThan(0.01);
  });
});
