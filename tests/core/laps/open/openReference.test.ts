import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {readLaps} from "../../../../src/core/archive/laps.js";
import {readSamples} from "../../../../src/core/archive/samples.js";
import {gridDelta, LapGrids} from "../../../../src/core/laps/lapGrids.js";
import type {LapArchive} from "../../../../src/core/laps/open/lapArchive.js";
import {openReference} from "../../../../src/core/laps/open/openReference.js";
import {RunningLaps} from "../../../../src/core/laps/runningLaps.js";
import {runningOfGrid} from "../../../../src/core/laps/runningOfGrid.js";
import {rowFeed} from "../../../support/rowFeed.js";

const recordings = fileURLToPath(new URL("../../../../recordings/", import.meta.url));
const ID = "20260301-140000-906dfc";

it("runningOfGrid(grid) has time and channels where the game counts its distances; without them, at fractions of the line", () => {
  // 60 m/s along a line of 1200 m, of which the game counts 1000 m, faster at first: d(x) = x(1000 + 100(1 − x/1200))/1200
  const [n, lineM, lengthM] = [1200, 1200, 1000];
  const counted = (x: number) => (x * (1000 + 100 * (1 - x / lineM))) / lineM;
  const at = (make: (x: number) => number) => Float64Array.from({length: n + 1}, (_, x) => make(x));
  const grid = {n, stepM: 1, lengthM: lineM, time: at((x) => x / 60), channels: {throttle: at((x) => x / lineM)}};
  const running = runningOfGrid(grid, {car: 3, lap: 7, lengthM, distance: at(counted)});
  expect([running.car, running.lap, running.stepM, running.reachedM]).toEqual([3, 7, 5, 1000]);
  const {currentLapTimeMs, throttle} = running.columns;
  expect(currentLapTimeMs.length).toBe(201);
  for (const i of [0, 1, 50, 137, 199, 200]) {
    // x of d: the smaller root of 100 x²/1200² − 1100 x/1200 + d = 0
    const d = i * 5;
    const x = ((1100 - Math.sqrt(1100 ** 2 - 400 * d)) / 200) * lineM;
    expect(currentLapTimeMs[i]).toBeCloseTo((x / 60) * 1000, 0);
    expect(throttle[i]).toBeCloseTo(x / lineM, 4);
  }
  const even = runningOfGrid(grid, {car: 3, lap: 7, lengthM}).columns;
  expect([even.currentLapTimeMs[100], even.throttle[50]]).toEqual([10_000, 0.25]);
});

it("openReference(archive, lap) has the times that the game's rows have at its distances", async () => {
  const session = JSON.parse(await readFile(join(recordings, ID, "session.json"), "utf8"));
  const laps = readLaps(await readFile(join(recordings, ID, "laps.arrows")));
  const lap = laps.find(({file, complete, pit}) => file && complete && !pit)!;
  const samples = readSamples(await readFile(join(recordings, ID, lap.file!)));
  const archive: LapArchive = {
    session: async () => ({session, laps}),
    samples: async () => samples,
    tracks: async () => [],
  };
  const {lengthM} = session.track;
  const [time, distance, ms] = ["sessionTime", "lapDistance", "currentLapTimeMs"].map((name) => samples.values(name));
  const feed = rowFeed(
    Array.from(time, (t, i): [number, number, number, number] => [t, lap.lap, distance[i], ms[i]]),
    {lengthM},
  );
  feed.upTo = feed.rows.length;
  const grids = new LapGrids(feed, {laps: [], running: new RunningLaps(feed)}, ["speedKmh"]);
  grids.update([0]);
  const own = grids.runningOf(0)!;
  const name = {session: ID, car: lap.car, lap: lap.lap};
  const {grid, sameDistances} = await openReference(archive, name, ["speedKmh"], {game: session.source.game, lengthM});
  expect(sameDistances).toBe(true);
  const apart = gridDelta(own, grid, new Float32Array(own.columns.currentLapTimeMs.length)).filter(Number.isFinite);
  expect(apart.length).toBeGreaterThan(0.97 * own.columns.currentLapTimeMs.length);
  // both interpolate between the same samples of 60 Hz
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(17);
  expect(apart.reduce((sum, one) => sum + Math.abs(one), 0) / apart.length).toBeLessThan(2);
  expect(Math.min(...grid.columns.speedKmh.filter(Number.isFinite))).toBeGreaterThan(40);

  // of another game the distances are no help: the lap lies at fractions of its line
  const other = await openReference(archive, name, ["speedKmh"], {game: "another", lengthM});
  expect(other.sameDistances).toBe(false);
  const nowhere = {session: ID, car: lap.car, lap: 99};
  await expect(openReference(archive, nowhere, [], {game: "", lengthM})).rejects.toThrow(/lap/);
});
