import {describe, expect, it} from "vitest";
import {type LapBounds, reportedLapTimes} from "../../../../src/core/files/laps/reportedTimes.js";

/** Rows of a log whose value changes at the given times, s; before the first it is `before`. */
function column(end: number, hz: number, before: number, changes: [at: number, ms: number][]) {
  const time = Float64Array.from({length: Math.round(end * hz) + 1}, (_, i) => i / hz);
  return {time, ms: time.map((t) => changes.findLast(([at]) => t >= at - 1e-9)?.[1] ?? before)};
}

/** Laps between crossings; the first began before the log. */
function lapsBetween(crossings: number[], uncertainS = 0.1): LapBounds[] {
  return [0, ...crossings].map((first, k) => ({
    first,
    from: k > 0 ? first : null,
    to: crossings[k] ?? null,
    uncertainS,
  }));
}

describe("reportedLapTimes(laps, reported)", () => {
  it("gives each lap its own time, reported two seconds after the line", () => {
    const laps = lapsBetween([5, 25, 45.1, 65, 85]);
    const reported = column(86, 10, -1, [
      [27, 20_000],
      [47.1, 20_100],
      [67, 19_900],
    ]);
    // the last lap's time was not yet reported
    expect(reportedLapTimes(laps, reported)).toEqual([null, 20_000, 20_100, 19_900, undefined, undefined]);
  });

  it("knows no time while the value is that of the lap before", () => {
    const laps = lapsBetween([5, 25, 45.08, 65.02]);
    const stale = column(100, 10, -1, [[6, 20_000]]);
    expect(reportedLapTimes(laps, stale)).toEqual([20_000, 20_000, undefined, undefined, undefined]);
  });

  it("gives an equal lap the same time, once it had time to change", () => {
    const laps = lapsBetween([5, 25, 45]);
    expect(reportedLapTimes(laps, column(50, 10, -1, [[27, 20_000]]))).toEqual([null, 20_000, 20_000, undefined]);
    expect(reportedLapTimes(laps, column(46, 10, -1, [[27, 20_000]]))).toEqual([null, 20_000, undefined, undefined]);
  });

  it("has none for a lap that the game gives none, also if it resets the value first", () => {
    const laps = lapsBetween([5, 25, 45, 65]);
    const reported = column(80, 10, 0, [
      [25, -1],
      [26.7, 20_010],
      [45, -1],
      [65, -1],
      [66.7, 19_990],
    ]);
    expect(reportedLapTimes(laps, reported)).toEqual([null, 20_010, null, 19_990, undefined]);
  });

  it("keeps the time of a lap that began before the log, if it is no shorter than its part in the log", () => {
    const laps = lapsBetween([68, 144]);
    expect(reportedLapTimes(laps, column(150, 10, 99_000, [[69, 76_391]]))[0]).toBe(76_391);
    expect(reportedLapTimes(laps, column(150, 10, 99_000, [[69, 60_000]]))[0]).toBeUndefined();
    const [running, ...rest] = laps;
    const begun = [{...running, from: -8.391}, ...rest];
    expect(reportedLapTimes(begun, column(150, 10, 99_000, [[69, 76_391]]))[0]).toBe(76_391);
    expect(reportedLapTimes(begun, column(150, 10, 99_000, [[69, 79_000]]))[0]).toBeUndefined();
  });

  it("gives a time that comes after the next line, or before a late counter turns, to the lap that it fits", () => {
    const [out, first, second, third, rest] = lapsBetween([5, 35, 65, 95]);
    const late = column(120, 10, 0, [
      [66, 30_000],
      [97, 30_020],
    ]);
    const uneven = [out, first, {...second, to: 64.5}, {...third, from: 64.5}, rest];
    expect(reportedLapTimes(uneven, late)).toEqual([null, 30_000, undefined, undefined, undefined]);
    const early = column(96, 10, 0, [
      [34.5, 30_050],
      [64.5, 30_010],
    ]);
    expect(reportedLapTimes([out, first, second, third, rest], early)).toEqual([
      undefined,
      30_050,
      30_010,
      undefined,
      undefined,
    ]);
  });

  it("takes a column of each lap's own time for that lap", () => {
    const laps = lapsBetween([12, 42.2, 72.05]);
    const own = column(80, 10, 12_000, [
      [12, 30_200],
      [42.2, 29_850],
      [72.05, 0],
    ]);
    expect(reportedLapTimes(laps, own)).toEqual([12_000, 30_200, 29_850, undefined]);
  });

  it("takes bounded time for a counter that turns in every row", () => {
    const rows = 100_000;
    const time = Float64Array.from({length: rows}, (_, i) => i / 10);
    const laps = Array.from(time, (t, k): LapBounds => ({first: t, from: t, to: time[k + 1] ?? null, uncertainS: 0.1}));
    const begun = performance.now();
    reportedLapTimes(laps, {time, ms: time.map((_, i) => 100 + (i % 7))});
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
