import {expect, it} from "vitest";
import {
  fractionCrossings,
  isInvalid,
  isLapFlag,
  lapStartsByCounter,
  lapStartsByReset,
  lapsFromCrossings,
  lineOfTurn,
  startsAtLines,
} from "../../../../src/core/files/laps/lapSplit.js";

const f64 = (...values: number[]) => Float64Array.from(values);

it("lapsFromCrossings(time, crossings) times whole laps from crossing to crossing, and leaves both ends unfinished", () => {
  const time = Float64Array.from({length: 40}, (_, i) => i);
  const laps = lapsFromCrossings(time, [4.25, 15.5, 27.125]);
  expect(laps.map(({lap, first, end, lapTimeMs, complete}) => [lap, first, end, lapTimeMs, complete])).toEqual([
    [0, 0, 5, null, false],
    [1, 5, 16, 11_250, true],
    [2, 16, 28, 11_625, true],
    [3, 28, 40, null, false],
  ]);
});

it("lapStartsByCounter(counter) begins a lap where the counter changes; unknown values change nothing", () => {
  expect(lapStartsByCounter(f64(Number.NaN, 3, 3, Number.NaN, 3, 4, 4, 6))).toEqual([0, 5, 7]);
});

it("lapStartsByReset(values, drop) begins a lap where the value falls by more than `drop`, not where it jitters", () => {
  const values = f64(70_000, 80_000, 79_000, 81_000, 100, 10_000, Number.NaN, 9_000, 200);
  expect(lapStartsByReset(values, 5000)).toEqual([0, 4, 8]);
});

it("fractionCrossings(time, share) lies where the line divides the step", () => {
  const time = f64(10, 11, 12, 13);
  expect(fractionCrossings(time, f64(0.9, 0.97, 0.01, 0.05))).toEqual([11.75]);
  expect(fractionCrossings(time, f64(0.9, 0.98, Number.NaN, 0.02))).toEqual([12]);
  expect(fractionCrossings(time, f64(0.9, 0.3, 0.35, 0.4))).toEqual([]);
});

it("isInvalid(lapInvalid, lap) looks at the second half, because a flag may fall late after the line", () => {
  const lap = {first: 2, end: 8};
  expect(isInvalid(f64(0, 0, 1, 1, 0, 0, 0, 0, 1), lap)).toBe(false);
  expect(isInvalid(f64(0, 0, 0, 0, 0, 0, 1, 0, 0), lap)).toBe(true);
});

it("lineOfTurn(lines, time, turn) is the crossing near the turn of a counter, not one long before or after", () => {
  const time = Float64Array.from({length: 1000}, (_, i) => i / 10);
  const at = (lines: number[], turn: number, after = -1) => lineOfTurn(lines, time, {turn, after});
  expect([at([200], 200), at([200], 205), at([200], 251), at([210], 201), at([230], 200)]).toEqual([
    200,
    200,
    undefined,
    210,
    undefined,
  ]);
  expect([at([180, 198, 204], 200), at([200], 205, 200), at([], 5)]).toEqual([198, undefined, undefined]);
});

it("startsAtLines(turns, lines, time) moves the laps of a late counter to the line", () => {
  const time = Float64Array.from({length: 1000}, (_, i) => i / 10);
  expect(startsAtLines([0, 205, 500], [200, 900], time)).toEqual([
    {row: 0, turn: 0},
    {row: 200, turn: 205},
    {row: 500, turn: 500},
  ]);
});

it("isLapFlag(lapInvalid, starts) is false for a flag that falls within a lap's second half", () => {
  expect(isLapFlag(f64(1, 0, 0, 0, 0, 0, 1, 1), [0, 4])).toBe(true);
  expect(isLapFlag(f64(0, 0, 0, 0, 0, 0, 1, 0), [0, 4])).toBe(false);
});
