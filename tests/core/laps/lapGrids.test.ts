import {expect, it} from "vitest";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {gridDelta, LapGrids} from "../../../src/core/laps/lapGrids.js";
import {FakeLive} from "../../support/fakeLive.js";

function driven(seconds: number) {
  const source = new FakeLive({cars: 2});
  const book = new LapBook(source);
  const grids = new LapGrids(source, book, ["speedKmh"]);
  for (let t = 0; t < seconds; t += 0.25) {
    source.advance(0.25);
    book.update();
    grids.update(source.cars);
  }
  return {source, book, grids};
}

it("LapGrids has the running lap up to the car, and the best lap whole; their difference is that of the lap book", () => {
  const {source, book, grids} = driven(130);
  for (const car of source.cars) {
    const running = grids.runningOf(car)!;
    const best = grids.bestOf(car)!;
    expect(running.lap).toBe(source.latest(car, "lapNumber"));
    expect(running.reachedM).toBeCloseTo(source.latest(car, "lapDistance"), 6);
    expect(best.lap).toBe(book.bests.bestLap.get(car)!.lap);
    const times = running.columns.currentLapTimeMs;
    const reached = Math.floor(running.reachedM / running.stepM);
    expect(times.slice(0, reached).every((ms, i, all) => i === 0 || ms > all[i - 1])).toBe(true);
    expect(times.slice(reached + 1).every(Number.isNaN)).toBe(true);
    const delta = gridDelta(running, best, new Float32Array(times.length));
    expect(Math.abs(delta[reached] - book.delta(car))).toBeLessThan(20);
    // the ring is driven at a speed that the fake gives: the grid holds it between its samples
    const speeds = best.columns.speedKmh;
    expect(Math.min(...speeds.slice(1, -2))).toBeGreaterThan(50);
  }
  const best = grids.sessionBest()!;
  expect(best.car).toBe(book.bests.fastest!.car);
});

it("LapGrids reads a lap again after the play head has moved, and forgets what lies ahead", () => {
  const {source, book, grids} = driven(130);
  source.seek(100);
  book.update();
  grids.update(source.cars);
  const running = grids.runningOf(0)!;
  expect(running.lap).toBe(source.latest(0, "lapNumber"));
  expect(running.reachedM).toBeCloseTo(source.latest(0, "lapDistance"), 6);
});
