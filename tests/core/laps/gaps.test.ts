import {expect, it} from "vitest";
import {isRace, trackGap} from "../../../src/core/laps/gaps.js";
import type {LapFeed} from "../../../src/core/laps/lapFeed.js";
import {FakeLive} from "../../support/fakeLive.js";

it("trackGap(feed, car, ahead, official) is how long ago the car ahead passed, where the game sends no gap", () => {
  const source = new FakeLive({cars: 3});
  source.advance(60);
  const [leader, second] = source.cars.toSorted((a, b) => source.latest(a, "position") - source.latest(b, "position"));
  const {ms, laps} = trackGap(source, second, leader, 0);
  expect(laps).toBe(0);
  // both drive the same line: at that moment the leader was where the second car is now
  const length = source.session!.track.lengthM;
  const {time, values} = source.window(leader, "lapDistance", 30);
  const then = time.findIndex((t) => t >= source.time - ms / 1000);
  const apart = (values[then] - source.latest(second, "lapDistance") + length) % length;
  expect(Math.min(apart, length - apart)).toBeLessThan(3);
  expect(trackGap(source, second, leader, 1234).ms).toBe(1234);
});

it("trackGap(feed, car, ahead, official) counts whole laps, and is unknown without rows that reach back", () => {
  const cars: Record<number, Record<string, number>> = {
    1: {lapNumber: 5, lapDistance: 900},
    2: {lapNumber: 3, lapDistance: 100},
    3: {lapNumber: 5, lapDistance: 100},
    4: {lapNumber: 4, lapDistance: 800},
  };
  const none = {time: new Float64Array(0), values: new Float64Array(0)};
  const feed: LapFeed = {
    session: {id: "a", track: {lengthM: 1000, sectorStartsM: null}},
    time: 100,
    range: {from: 0},
    latest: (car, channel) => cars[car][channel],
    window: () => none,
    events: () => [],
  };
  expect(trackGap(feed, 2, 1, 0)).toEqual({ms: Number.NaN, laps: 2});
  expect(trackGap(feed, 4, 1, 16_000)).toEqual({ms: Number.NaN, laps: 1});
  expect(trackGap(feed, 3, 1, 0)).toEqual({ms: Number.NaN, laps: 0});
  expect(trackGap(feed, 3, 1, 16_000)).toEqual({ms: 16_000, laps: 0});
});

it("isRace(type) is true of sprints and races, not of qualifying", () => {
  const types = [
    "sprint race",
    "race",
    "Grand Prix",
    "sprint shootout 1",
    "qualifying for race 2",
    "practice",
    undefined,
  ];
  expect(types.map(isRace)).toEqual([true, true, true, false, false, false, false]);
});
