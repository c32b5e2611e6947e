import {describe, expect, it} from "vitest";
import {LapCounter, type LapReading} from "../../../../src/core/games/ac/lapCounter.js";
import {OfficialLapTimes, type TimesReading} from "../../../../src/core/games/ac/officialLapTimes.js";
import type {LapFacts} from "../../../../src/core/games/game.js";

type Step = [completedLaps: number, timerMs: number, position: number, rest?: Partial<LapReading>];

/** Lap numbers, timers and shares for readings 20 ms apart. */
function count(steps: Step[], every = 0.02) {
  const counter = new LapCounter();
  return steps.map(([completedLaps, timerMs, position, rest], i) => {
    const reading = {time: i * every, completedLaps, timerMs, position, inPit: false, inPitLane: false, race: false};
    const finished = counter.update({...reading, ...rest});
    const share = Math.round(1000 * counter.share) / 1000;
    return {lap: counter.lap, finished, timerMs: counter.timerMs, share};
  });
}

const laps = (steps: Step[], every?: number) => count(steps, every).map(({lap}) => lap);

describe("LapCounter", () => {
  it("begins lap 1 when the timer restarts at the line, although the game's count stays", () => {
    const first: Step[] = [
      [0, 19_000, 0.98],
      [0, 19_020, 0.999],
      [0, 3, 0.0005],
      [0, 23, 0.002],
    ];
    expect(laps(first)).toEqual([0, 0, 1, 1]);
  });

  it("recognises the line when the position wraps before or after the timer restarts", () => {
    const early: Step[] = [
      [0, 19_000, 0.999],
      [0, 19_020, 0.0002],
      [0, 3, 0.0006],
    ];
    const late: Step[] = [
      [0, 19_000, 0.999],
      [0, 3, 0.9996],
      [0, 23, 0.0001],
    ];
    expect(laps(early)).toEqual([0, 0, 1]);
    expect(count(late).map(({lap, share}) => [lap, share])).toEqual([
      [0, 0.999],
      [1, -0],
      [1, 0],
    ]);
  });

  it("recognises the line after a grid start, where the timer does not restart", () => {
    const steps = Array.from({length: 60}, (_, i): Step => [0, 4000 + 20 * i, (0.99 + i * 0.0005) % 1]);
    const told = laps(steps);
    expect([told[0], told[30], told.at(-1)]).toEqual([0, 0, 1]);
    // in a race lap 1 begins at lights out
    expect(laps([[0, 0, 0.99, {race: true}]])).toEqual([1]);
  });

  it("does not take a return to the pits for the line", () => {
    const inBox: Step[] = [
      [0, 9000, 0.6],
      [0, 0, 0.99, {inPit: true}],
      [0, 20, 0.99, {inPit: true}],
    ];
    expect(laps(inBox)).toEqual([0, 0, 0]);
  });

  it("follows the game's count, also when it joins a running session", () => {
    const steps: Step[] = [
      [4, 50_000, 0.7],
      [4, 80_000, 0.9999],
      [5, 7, 0.0001],
    ];
    expect(count(steps).map(({lap, finished}) => [lap, finished])).toEqual([
      [5, null],
      [5, null],
      [6, 5],
    ]);
  });

  it("has no running time while the timer lags behind the count", () => {
    const steps: Step[] = [
      [1, 80_000, 0.999],
      [2, 80_020, 0.9999],
      [2, 5, 0.0002],
    ];
    expect(count(steps).map(({lap, timerMs}) => [lap, timerMs])).toEqual([
      [2, 80_000],
      [3, Number.NaN],
      [3, 5],
    ]);
  });

  it("takes a timer at 0 on the line for the new lap, not for a stopped timer", () => {
    const counted: Step[] = [
      [1, 80_000, 0.999, {race: true}],
      [2, 0, 0.0001, {race: true}],
      [2, 100, 0.002, {race: true}],
    ];
    expect(laps(counted)).toEqual([2, 3, 3]);
    const late: Step[] = [
      [1, 80_000, 0.999],
      [2, 80_020, 0.9999],
      [2, 0, 0.0001],
      [2, 20, 0.0006],
    ];
    expect(laps(late)).toEqual([2, 3, 3, 3]);
  });

  it("numbers an abandoned lap and the out lap after it separately", () => {
    const steps: Step[] = [
      [1, 40_000, 0.5],
      [1, 0, 0.98, {inPit: true}],
      [1, 0, 0.98, {inPit: true}],
      [1, 30_000, 0.9],
      [1, 10, 0.001],
      [2, 8, 0.001],
    ];
    expect(count(steps).map(({lap, finished}) => [lap, finished])).toEqual([
      [2, null],
      [3, null],
      [3, null],
      [3, null],
      [4, null],
      [5, 4],
    ]);
  });

  it("gives shares below 0 and above 1 on the wrong side of the line", () => {
    const steps: Step[] = [
      [1, 80_000, 0.998],
      [1, 80_020, 0.001],
      [2, 5, 0.0015],
      [2, 25, 0.002],
      [3, 4, 0.999],
      [3, 24, 0.0005],
    ];
    expect(count(steps).map(({share}) => share)).toEqual([0.998, 1.001, 0.002, 0.002, -0.001, 0.001]);
  });

  it("accepts an unknown position", () => {
    const steps: Step[] = [
      [0, 5000, Number.NaN],
      [0, 5, Number.NaN],
      [1, 3, Number.NaN],
    ];
    expect(laps(steps)).toEqual([0, 1, 2]);
  });
});

describe("OfficialLapTimes", () => {
  /** [lap finished, last lap, index, last sector], 20 ms apart */
  function hear(readings: [number | null, number, number, number][], sectors = 3, every = 0.02) {
    const told: LapFacts[] = [];
    const word = new OfficialLapTimes((facts) => told.push(facts));
    readings.forEach(([finished, lastLapMs, sectorIndex, lastSectorMs], i) => {
      const timerMs = Number.NaN;
      const reading: TimesReading = {time: i * every, lastLapMs, timerMs, sectorIndex, lastSectorMs, valid: true};
      word.update(reading, finished, finished !== null, sectors);
    });
    return told.map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms}) => [
      lap,
      lapTimeMs,
      sector1Ms,
      sector2Ms,
      sector3Ms,
    ]);
  }

  it("gets the third sector one poll after the lap count, as in a public log of Oulton Park", () => {
    const told = hear([
      [null, 0, 0, 0],
      [null, 0, 1, 21_740],
      [null, 0, 2, 24_583],
      [1, 77_140, 2, 24_583],
      [null, 77_140, 0, 30_817],
    ]);
    expect(told.at(-1)).toEqual([1, 77_140, 21_740, 24_583, 30_817]);
    expect(told).toHaveLength(2);
  });

  it("gives the same times when sector index and time change with the lap count, or before it", () => {
    const whole = [1, 60, 10, 20, 30];
    const first: [null, number, number, number][] = [
      [null, 0, 0, 0],
      [null, 0, 1, 10],
      [null, 0, 2, 20],
    ];
    expect(hear([...first, [1, 60, 0, 30]])).toEqual([whole]);
    expect(hear([...first, [null, 0, 0, 30], [1, 60, 0, 30]])).toEqual([whole]);
  });

  it("waits for a late lap time, and accepts an unchanged one after a second", () => {
    expect(
      hear([
        [null, 55, 0, 0],
        [1, 55, 0, 0],
        [null, 60, 0, 0],
      ])[0],
    ).toEqual([1, 60, null, null, null]);
    expect(
      hear([
        [null, 55, 0, 0],
        [1, 55, 0, 0],
        [null, 55, 0, 0],
      ]),
    ).toEqual([]);
    expect(
      hear(
        [
          [null, 55, 0, 0],
          [1, 55, 0, 0],
          [null, 55, 0, 0],
          [null, 55, 0, 0],
        ],
        3,
        0.6,
      )[0][1],
    ).toBe(55);
  });

  it("has no time when the game has none, and no sector times unless the track has three sectors", () => {
    expect(
      hear([
        [null, 55, 0, 0],
        [1, 2147483647, 0, 0],
        [null, 2147483647, 0, 0],
      ]),
    ).toEqual([]);
    expect(
      hear(
        [
          [null, 0, 0, 0],
          [null, 0, 1, 10],
          [1, 60, 1, 10],
        ],
        2,
      ),
    ).toEqual([[1, 60, null, null, null]]);
  });

  it("does not take the reset in the pits for a sector", () => {
    const told = hear([
      [null, 0, 0, 0],
      [null, 0, 1, 10],
      [null, 0, 0, 0],
      [null, 0, 1, 11],
      [null, 0, 2, 12],
      [1, 36, 0, 13],
    ]);
    expect(told).toEqual([[1, 36, 11, 12, 13]]);
  });
});
