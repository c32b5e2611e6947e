import {describe, expect, it} from "vitest";
import {readLogBytes} from "../../../support/logFiles.js";
import {table} from "../csv/tableText.js";

/** Laps of 20.0, 20.1 and 19.9 s at 10 Hz after 5 s of another, 3 s of the next. */
const LINES = [5, 25, 45.1, 65];
const T = Array.from({length: 680}, (_, i) => i / 10);
const past = (t: number) => LINES.filter((line) => t >= line - 1e-9);
const lap = (t: number) => 3 + past(t).length;
const part = (t: number) => {
  const k = past(t).length;
  const [from, to] = k === 0 ? [-15, 5] : [LINES[k - 1], LINES[k] ?? LINES[k - 1] + 20];
  return (t - from) / (to - from);
};
const BASE = {Time: T, "Speed (km/h)": T.map((t) => 150 + 10 * Math.sin(t))};
const timesOf = (columns: Parameters<typeof table>[0]) =>
  readLogBytes("run.csv", table({...BASE, ...columns})).cars[0].laps.map(({lap, lapTimeMs, complete}) => [
    lap,
    lapTimeMs,
    complete,
  ]);
const LAPS = [
  [3, null, false],
  [4, 20_000, true],
  [5, 20_100, true],
  [6, 19_900, true],
  [7, null, false],
];

describe("a table with a lap number", () => {
  it.each(["lap dist pct", "lap distance"])(
    "has its laps at the line by the %s where the counter turns late",
    (name) => {
      const position = T.map((t) => (name === "lap distance" ? 840 : 1) * part(t));
      const laps = timesOf({Lap: T.map((t) => lap(t - 0.5)), [name]: position});
      expect(laps.map(([number, , complete]) => [number, complete])).toEqual(
        LAPS.map(([number, , complete]) => [number, complete]),
      );
      for (const [k, [, ms]] of laps.entries())
        if (LAPS[k][1] !== null) expect(Math.abs(Number(ms) - Number(LAPS[k][1]))).toBeLessThanOrEqual(100);
    },
  );

  it("and a last lap time reported two seconds after the line has each lap's own", () => {
    const last = T.map((t) => [-1, -1, 20.004, 20.1, 19.903][past(t - 2).length]);
    expect(timesOf({Lap: T.map(lap), "Last Lap Time": last}).map(([, ms]) => ms)).toEqual([
      null,
      20_004,
      20_100,
      19_903,
      null,
    ]);
  });

  it("and a time of the lap before the log keeps it, incomplete", () => {
    const last = T.map((t) => [88, 76.391, 20.004, 20.1, 19.903][past(t - 2).length]);
    expect(timesOf({Lap: T.map(lap), "Last Lap Time": last})[0]).toEqual([3, 76_391, false]);
  });

  it("and each lap's own time in all of its rows has it for that lap", () => {
    const own = T.map((t) => [76.391, 20.004, 20.096, 19.903, 21][past(t).length]);
    expect(timesOf({Lap: T.map(lap), "Lap Time": own}).map(([, ms]) => ms)).toEqual([
      76_391, 20_004, 20_096, 19_903, 21_000,
    ]);
  });

  it("and an out lap with a running clock of 8 s at 78 m keeps the time that is reported when it ends", () => {
    const running = T.map((t) => (t < 5 ? 71.391 + t : t - past(t).at(-1)!));
    const first = timesOf({
      Lap: T.map(lap),
      "Current Lap Time": running,
      "Lap Distance": T.map((t) => (t < 5 ? 78 + t * 150 : 840 * part(t))),
      "Last Lap Time": T.map((t) => [-1, 76.391, 20.004, 20.1, 19.903][past(t - 2).length]),
    })[0];
    expect(first).toEqual([3, 76_391, false]);
  });
});
