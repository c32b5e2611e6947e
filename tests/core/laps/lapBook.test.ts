import {describe, expect, it} from "vitest";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {FakeLive} from "../../support/fakeLive.js";

function driven(cars: number, seconds: number): {source: FakeLive; book: LapBook} {
  const source = new FakeLive({cars});
  const book = new LapBook(source);
  for (let t = 0; t < seconds; t += 5) {
    source.advance(5);
    book.update();
  }
  return {source, book};
}

describe("LapBook", () => {
  it("knows every car's best lap and the session's", () => {
    const {source, book} = driven(3, 130);
    const laps = source.events("lap-events");
    expect(laps.length).toBe(9);
    for (const car of source.cars)
      expect(book.bests.personal.get(car)!.lapTimeMs).toBe(
        Math.min(...laps.filter((l) => l.car === car).map((l) => l.lapTimeMs)),
      );
    expect(book.bests.session.lapTimeMs).toBe(Math.min(...laps.map((l) => l.lapTimeMs)));
  });

  it("holds the running lap against the best lap at the same place", () => {
    const {source, book} = driven(1, 130);
    const best = book.bests.bestLap.get(0)!;
    // on a ring at constant speed a time at a place is that share of the lap time
    const expected = source.latest(0, "currentLapTimeMs") - (source.latest(0, "lapDistance") / 2000) * best.lapTimeMs;
    expect(Math.abs(book.delta(0) - expected)).toBeLessThan(25);
  });

  it("adds a finished lap's mini-sectors up to its time, and leaves the undriven ones of a running lap open", () => {
    const {source, book} = driven(1, 60);
    const [lap] = source.events("lap-events");
    const minis = book.minisOf(0, lap.lap)!;
    expect(minis.reduce((a, b) => a + b)).toBeCloseTo(lap.lapTimeMs, 2);
    const running = book.runningMinis(0);
    const done = running.findIndex((ms) => Number.isNaN(ms));
    expect(done).toBeGreaterThan(5);
    expect([...running.subarray(done)].every(Number.isNaN)).toBe(true);
  });

  it("forgets what lies after the play head", () => {
    const {source, book} = driven(1, 130);
    source.seek(50);
    book.update();
    expect(book.laps.length).toBe(1);
    expect(book.bests.bestLap.get(0)!.lap).toBe(1);
  });

  it("has no delta before the first whole lap", () => {
    const {book} = driven(1, 30);
    expect(book.delta(0)).toBeNaN();
  });

  it("does not count an invalid lap", () => {
    const {source, book} = driven(1, 60);
    const [lap] = source.events("lap-events");
    source.add({...lap, lap: 2, lapTimeMs: 1000, valid: false, sessionTime: 59});
    book.update();
    expect(book.bests.session.lapTimeMs).toBe(lap.lapTimeMs);
  });
});
