import {describe, expect, it} from "vitest";
import {ibtLaps} from "../../../../src/core/files/iracing/ibtLaps.js";

/**
 * Laps of 20.0, 20.1 and 19.9 s at 10 Hz after 5 s of another, 3 s of the next; the game reports each time `toldS` after the line, and
 * its counter turns `turnsS` after it. In the pits for the last two seconds of the first whole lap.
 */
function log({toldS = 2, turnsS = 0, endS = 68} = {}) {
  const lines = [5, 25, 45.1, 65];
  const time = Float64Array.from({length: Math.round(endS * 10) + 1}, (_, i) => i / 10);
  const past = (t: number) => lines.filter((line) => t >= line - 1e-9);
  return {
    time,
    lap: time.map((t) => 3 + past(t - turnsS).length),
    part: time.map((t) => {
      const k = past(t).length;
      const [from, to] = k === 0 ? [-15, 5] : [lines[k - 1], lines[k] ?? lines[k - 1] + 20];
      return (t - from) / (to - from);
    }),
    lastLap: time.map((t) => [-1, -1, 20, 20.1, 19.9][past(t - toldS).length]),
    onPitRoad: time.map((t) => Number(t >= 23 && t < 25)),
  };
}

const timesOf = (sources: Parameters<typeof ibtLaps>[0], notes: string[] = []) =>
  ibtLaps(sources, notes).map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete]);
const LAPS = [
  [3, null, false],
  [4, 20_000, true],
  [5, 20_100, true],
  [6, 19_900, true],
  [7, null, false],
];

describe("ibtLaps(log, notes)", () => {
  it("gives each lap the time that the game reports two seconds after its end, and the last the clock's", () => {
    expect(timesOf(log())).toEqual(LAPS);
  });

  it("takes the line from the position where the counter turns late, also when the log ends before it turns", () => {
    const notes: string[] = [];
    expect(timesOf(log({turnsS: 0.5}), notes)).toEqual(LAPS);
    expect(timesOf(log({turnsS: 0.5, endS: 65.3}), notes)).toEqual(LAPS);
    expect(notes).toEqual([]);
  });

  it("ends no lap where the counter has not turned: the log ends before the line's counter, or the car turned round on it", () => {
    const turned = log();
    turned.part[350] = 0.99;
    turned.part[351] = 0.01;
    expect(timesOf(turned)).toEqual(LAPS);
  });

  it("begins no lap at a late counter where the line lies before the log", () => {
    const cut = Object.fromEntries(
      Object.entries(log({turnsS: 0.5})).map(([name, values]) => [name, values.subarray(52)]),
    ) as ReturnType<typeof log>;
    expect(timesOf(cut).slice(0, 2)).toEqual([
      [4, 20_000, false],
      [5, 20_100, true],
    ]);
  });

  it("marks the lap that was in the pits for a part of it, and no other", () => {
    expect(ibtLaps(log(), []).map(({pit}) => pit)).toEqual([false, true, false, false, false]);
  });

  it("keeps the time of a lap that began before the log, by its running time", () => {
    const {time, lastLap, ...rest} = log();
    const running = time.map((t) => (t < 5 ? 71.391 + t : t));
    const told = lastLap.map((v, i) => (time[i] < 7 ? 99 : time[i] < 27 ? 76.391 : v));
    expect(timesOf({time, lastLap: told, running, ...rest})[0]).toEqual([3, 76_391, false]);
    const other = lastLap.map((v, i) => (time[i] < 7 ? 99 : time[i] < 27 ? 79 : v));
    expect(timesOf({time, lastLap: other, running, ...rest})[0]).toEqual([3, null, false]);
  });

  it("has invalid laps where the game gives no time, and the clock's times where it is of another lap", () => {
    const none = {...log(), lastLap: new Float64Array(681).fill(-1)};
    expect(ibtLaps(none, []).map(({lapTimeMs, valid}) => [lapTimeMs, valid])).toEqual([
      [null, true],
      [20_000, false],
      [20_100, false],
      // not settled when the log ends
      [19_900, true],
      [null, true],
    ]);
    const stale = {...log(), lastLap: new Float64Array(681).fill(25)};
    expect(
      ibtLaps(stale, [])
        .map(({lapTimeMs, valid}) => [lapTimeMs, valid])
        .slice(1, 4),
    ).toEqual([
      [20_000, true],
      [20_100, true],
      [19_900, true],
    ]);
  });

  it("splits by position without a counter", () => {
    const notes: string[] = [];
    expect(timesOf({...log(), lap: undefined}, notes).map(([, ms]) => ms)).toEqual([
      null,
      20_000,
      20_100,
      19_900,
      null,
    ]);
    expect(notes).toEqual(["laps: no lap counter in the log: laps are split by position"]);
  });
});
