import {expect, it} from "vitest";
import type {LapFeed} from "../../../src/core/laps/lapFeed.js";
import {closeTrace} from "../../../src/core/laps/lapTrace.js";
import {MiniSectorClock} from "../../../src/core/laps/miniSectorClock.js";
import {miniSectorBounds, miniSectorTimes} from "../../../src/core/laps/miniSectors.js";
import {readLapTrace} from "../../../src/core/laps/readLapTrace.js";
import {RunningLaps} from "../../../src/core/laps/runningLaps.js";
import {FakeLive} from "../../support/fakeLive.js";
import {rowFeed} from "../../support/rowFeed.js";

const BOUNDS = miniSectorBounds(2000, null);

/** Reads the whole running lap each time: what the clock must equal. */
function wholeLap(feed: LapFeed, car: number): Float64Array {
  const start = feed.time - feed.latest(car, "currentLapTimeMs") / 1000 - 1;
  return miniSectorTimes(closeTrace(readLapTrace(feed, car, feed.latest(car, "lapNumber"), start), 0, null), BOUNDS);
}

it("MiniSectorClock.times equals reading the whole lap again, at any rhythm, across laps and after seeking", () => {
  const source = new FakeLive({cars: 2});
  const clock = new MiniSectorClock(new RunningLaps(source));
  source.advance(20);
  for (const step of [0.05, 0.25, 3, 0.017, 4.9, 0.25, 11, 0.25, 0.25, 20, 0.1]) {
    source.advance(step);
    for (const car of source.cars) expect(clock.times(car, BOUNDS)).toEqual(wholeLap(source, car));
  }
  source.seek(30);
  for (const car of source.cars) expect(clock.times(car, BOUNDS)).toEqual(wholeLap(source, car));
  source.seek(null);
  for (const car of source.cars) expect(clock.times(car, BOUNDS)).toEqual(wholeLap(source, car));
});

it("MiniSectorClock.times takes back what a flashback took back, and leaves open what was joined in the middle", () => {
  const bounds = Float64Array.of(0, 100, 200, 300);
  const back = rowFeed([
    [10, 3, 0, 0],
    [12, 3, 150, 2000],
    [13, 3, 250, 3000],
    [14, 3, 120, 1600],
    [16, 3, 220, 2600],
  ]);
  const clock = new MiniSectorClock(new RunningLaps(back));
  back.upTo = 3;
  expect([...clock.times(0, bounds)]).toEqual([expect.closeTo(1333.3, 0), expect.closeTo(1166.7, 0), Number.NaN]);
  back.upTo = 4;
  expect([...clock.times(0, bounds)]).toEqual([expect.closeTo(1333.3, 0), Number.NaN, Number.NaN]);
  back.upTo = 5;
  expect([...clock.times(0, bounds)]).toEqual([expect.closeTo(1333.3, 0), expect.closeTo(1066.7, 0), Number.NaN]);

  const joined = rowFeed([
    [10, 3, 150, 40_000],
    [11, 3, 250, 41_000],
    [12, 3, 310, 42_000],
  ]);
  joined.upTo = 3;
  const minis = [...new MiniSectorClock(new RunningLaps(joined)).times(0, bounds)];
  expect(minis.slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
  expect(minis[2]).toBeCloseTo(1333.3, 0);
});
