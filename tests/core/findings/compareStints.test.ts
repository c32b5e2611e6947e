import {expect, it} from "vitest";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import {compareStints, trendDifference} from "../../../src/core/findings/compareStints.js";
import {agedLaps} from "../../../src/core/laps/stints/agedLaps.js";
import {runTable} from "../../../src/core/laps/stints/runTable.js";
import type {StintRun} from "../../../src/core/laps/stints/stintRuns.js";
import {random} from "../../../src/core/signal/random.js";
import {lapRow, sessionFile} from "../../support/session.js";

const FUEL = {msPerKg: 30, deviation: 5, source: "planted"};
const stintOf = (firstLap: number, n: number, given: Partial<StintRun> = {}): StintRun => ({
  ...{
    car: 0,
    number: 1,
    firstLap,
    lastLap: firstLap + n - 1,
    compound: "hard",
    actual: null,
    startAge: 3,
    from: "session",
  },
  ...given,
});

/** A stint whose tyres age by so many ms a lap, with 2 kg burnt a lap from 80 kg at lap 1. */
function stint(firstLap: number, n: number, seed: number, {base = 90_000, ageing = 0, scatter = 100} = {}) {
  const source = random(seed);
  const fuelKg = (lap: number) => 80 - 2 * (lap - 1);
  const laps = Array.from({length: n}, (_, i) => {
    const lap = firstLap + i;
    const lapTimeMs = base + ageing * i + FUEL.msPerKg * fuelKg(lap) + scatter * source.normal();
    return {row: lapRow({lap, lapTimeMs, startTime: 90 * lap}), leftOut: null, neutralised: null};
  });
  return agedLaps(laps, stintOf(firstLap, n), {fuelKg, fuelEffect: FUEL});
}

it("agedLaps(laps, stint) counts the tyres' age at the end of a lap and takes the fuel off; without fuel it takes nothing off", () => {
  const aged = stint(5, 3, 1, {scatter: 0});
  expect(aged.map(({age, fuelKg, correctedMs}) => [age, fuelKg, correctedMs])).toEqual([
    [4, 72, 90_000],
    [5, 70, 90_000],
    [6, 68, 90_000],
  ]);
  const judged = aged.map(({row}) => ({row, leftOut: row.lap === 6 ? ("pit lane" as const) : null, neutralised: null}));
  const plain = agedLaps(judged, stintOf(5, 3, {startAge: null}));
  expect(plain.map(({row, age, correctedMs}) => [row.lap, age, correctedMs])).toEqual([
    [5, 1, null],
    [7, 3, null],
  ]);
});

it("compareStints finds planted differences of pace and ageing, with the fuel taken off", () => {
  // as driven the second stint is 12 · 2 kg lighter: 0.72 s of fuel against 0.5 s of slower tyres
  const {times, trend, corrected} = compareStints(
    sessionFile("s"),
    stint(1, 12, 3),
    stint(13, 12, 4, {base: 90_500, ageing: 60}),
  );
  expect(corrected).toBe(true);
  const [driven, empty] = times.findings;
  expect(driven.value).toBeLessThan(0.3);
  // 0.5 s and 60 ms over 5.5 laps on average
  expect(empty.status).toBe("found");
  expect(empty.interval![0]).toBeLessThan(0.83);
  expect(empty.interval![1]).toBeGreaterThan(0.83);
  expect(times.findings.flatMap(checkFinding)).toEqual([]);
  expect(empty.text).toMatch(/^lap time, empty tank: a difference, p /);
  expect(empty.id).not.toBe(driven.id);
  expect(trend!.resolved).toBe(true);
  expect(trend!.low).toBeLessThan(0.06);
  expect(trend!.high).toBeGreaterThan(0.06);
  expect(times.limitations[0]).toContain("one group was driven after the other");
});

it("stints of the same tyres differ in ageing in 5 % of 300 pairs, of unequal length and scatter", () => {
  let claimed = 0;
  for (let round = 0; round < 300; round++) {
    const a = stint(1, 8, 2 * round, {scatter: 60, ageing: 40});
    const b = stint(9, 14, 2 * round + 1, {scatter: 180, ageing: 40});
    if (trendDifference(a, b, true)!.resolved) claimed++;
  }
  // three standard errors: 3.8 %
  expect(claimed / 300).toBeLessThan(0.088);
  expect(claimed).toBeGreaterThan(2);
});

it("three laps have no trend, and without the fuel of one stint none is corrected", () => {
  const [a, b] = [stint(1, 3, 1), stint(4, 9, 2)];
  expect(compareStints(sessionFile("s"), a, b).trend).toBeNull();
  const unknown = b.map((lap) => ({...lap, fuelKg: null, correctedMs: null}));
  const {times, corrected} = compareStints(sessionFile("s"), stint(1, 9, 1), unknown);
  expect([corrected, times.findings.length]).toEqual([false, 1]);
});

it("runTable(stints) compares long runs with the fastest short run on the same tyres", () => {
  const run = (kind: "long run" | "short run", meanMs: number) => ({kind, laps: [1, 2], meanMs, because: ""});
  const rows = runTable([
    {...stintOf(1, 5), run: run("short run", 88_000)},
    {...stintOf(6, 5), run: run("short run", 88_400)},
    {...stintOf(11, 9), run: run("long run", 90_000)},
    {...stintOf(20, 9, {compound: "soft"}), run: run("long run", 89_000)},
    {...stintOf(29, 1), run: {...run("short run", Number.NaN), laps: []}},
  ]);
  expect(rows.map(({behindShortMs}) => behindShortMs)).toEqual([null, null, 2000, null]);
});
