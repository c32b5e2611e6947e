import {describe, expect, it} from "vitest";
import type {LapRow} from "../../../../src/core/archive/types.js";
import {raceChart} from "../../../../src/core/laps/race/raceChart.js";
import {raceResult} from "../../../../src/core/laps/race/raceResult.js";
import {finishedLaps, raceTimes} from "../../../../src/core/laps/race/raceTimes.js";
import {lapRow} from "../../../support/session.js";
import {SIMULATED_RACE} from "./simulatedRace.js";

/** Laps of equal time, each car's own; the session began 12.5 s before the race, and samples end up to 16 ms before the line. */
function laps(paces: Record<number, {paceMs: number; laps: number}>): LapRow[] {
  return Object.entries(paces).flatMap(([car, {paceMs, laps: n}]) =>
    Array.from({length: n}, (_, i) =>
      lapRow({
        car: Number(car),
        lap: i + 1,
        lapTimeMs: paceMs,
        endTime: 12.5 + ((i + 1) * paceMs) / 1000 - (i % 5) * 0.004,
      }),
    ),
  );
}
const chartOf = (rows: LapRow[]) => raceChart(raceTimes(rows), finishedLaps(rows));
const resultOf = (rows: LapRow[]) => raceResult(raceTimes(rows), finishedLaps(rows));
const FIELD = {1: {paceMs: 90_000, laps: 10}, 2: {paceMs: 92_000, laps: 10}, 3: {paceMs: 112_500, laps: 8}};

describe("raceChart(crossings, laps) of cars at constant speeds", () => {
  const rows = laps(FIELD);
  const chart = chartOf(rows);

  it("has the gaps that follow from the speeds, to the leader and to the car ahead", () => {
    for (const {lap, places} of chart) {
      expect(places[0]).toMatchObject({car: 1, position: 1, toLeaderS: null, toAheadS: null, lapsDown: 0});
      expect(places[1].toLeaderS).toBeCloseTo(2 * lap, 9);
      if (lap <= 8) expect(places[2].toLeaderS).toBeCloseTo(22.5 * lap, 9);
      if (lap <= 8) expect(places[2].toAheadS).toBeCloseTo(20.5 * lap, 9);
    }
  });

  it("counts how often a car was lapped when it finishes a lap: the leader gains a lap in four of the slow car's", () => {
    const down = chart.flatMap(({places}) => places.filter(({car}) => car === 3).map(({lapsDown}) => lapsDown));
    // lap L at 112.5 L s: the leader has finished floor(1.25 L) laps, at most 10
    expect(down).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
  });

  it("and raceResult has more laps first; every car crosses the line after the winner", () => {
    expect(
      resultOf(rows).map(({car, position, gapS, lapsDown, finished}) => [car, position, gapS, lapsDown, finished]),
    ).toEqual([
      [1, 1, null, 0, true],
      [2, 2, 20, 0, true],
      [3, 3, null, 2, true],
    ]);
    const stopped = resultOf(laps({...FIELD, 4: {paceMs: 89_000, laps: 6}}));
    expect(stopped[3]).toMatchObject({car: 4, position: 4, lapsDown: 4, finished: false});
  });

  it("a lap without a time does not shift the laps behind it: the session's clock places the car", () => {
    const lacking = rows.map((row) => (row.car === 2 && row.lap === 4 ? {...row, lapTimeMs: null} : row));
    const places = chartOf(lacking).map(({places}) => places.find(({car}) => car === 2)!);
    for (const {lap, toLeaderS, errorS} of places) {
      expect(Math.abs(toLeaderS! - 2 * lap)).toBeLessThan(lap < 4 ? 1e-9 : 0.017);
      expect(Math.abs(toLeaderS! - 2 * lap)).toBeLessThanOrEqual(errorS + 0.0101);
    }
    expect(resultOf(lacking)[1].gapS).toBeCloseTo(20, 1);
  });

  it("without a clock a car is not placed after a lap without a time, and the chart says that it is missing", () => {
    const lacking = rows.map((row) => ({
      ...row,
      endTime: null,
      ...(row.car === 1 && row.lap === 4 && {lapTimeMs: null}),
    }));
    const chart = chartOf(lacking);
    expect(chart[2].unplaced).toEqual([]);
    expect(chart[4].unplaced).toEqual([1]);
    expect(chart[4].places.map(({car}) => car)).toEqual([2, 3]);
    // its laps still count
    expect(resultOf(lacking).map(({car, timeS}) => [car, timeS])).toEqual([
      [2, 920],
      [1, null],
      [3, 900],
    ]);
  });

  it("a row that is missing is a lap without a time", () => {
    const lacking = rows.filter(({car, lap}) => !(car === 2 && (lap === 3 || lap === 7)));
    const chart = chartOf(lacking);
    expect(chart[2].unplaced).toEqual([2]);
    expect(chart[9].places[1].toLeaderS).toBeCloseTo(20, 1);
  });

  it("a clock that does not agree with the official times is not used", () => {
    const wrong = rows.map((row, i) => ({
      ...row,
      endTime: 3 * i,
      ...(row.car === 2 && row.lap === 4 && {lapTimeMs: null}),
    }));
    expect(chartOf(wrong)[9].unplaced).toEqual([2]);
  });

  it("without any time of a first lap all gaps are the clock's", () => {
    const live = rows.map((row) => (row.lap === 1 ? {...row, lapTimeMs: null} : row));
    const chart = chartOf(live);
    expect(chart[0].places.map(({car}) => car)).toEqual([1, 2, 3]);
    expect(chart[9].places[1].toLeaderS).toBeCloseTo(20, 1);
  });

  it("is empty without laps", () => {
    expect(chartOf([])).toEqual([]);
    expect(raceResult(new Map(), new Map())).toEqual([]);
  });
});

describe("a simulated race with a safety car, pit stops, a lapped car and three that stopped", () => {
  const {lapTimesMs, crossed, order, endedAt, stopped} = SIMULATED_RACE;
  const rows = lapTimesMs.flatMap((times, car) =>
    times.map((lapTimeMs, i) => lapRow({car, lap: i + 1, lapTimeMs, endTime: null})),
  );

  it("has the order in which the cars were seen to finish each lap", () => {
    expect(chartOf(rows).map(({places}) => places.map(({car}) => car))).toEqual(crossed);
  });

  it("has the order at the end, the gaps of the race's own clock, and which cars took the flag", () => {
    const result = resultOf(rows);
    // cars that stopped are in the race's order by the distance they drove, here by laps
    expect(result.slice(0, 9).map(({car}) => car)).toEqual(order.slice(0, 9));
    for (const {car, gapS} of result) if (gapS) expect(gapS).toBeCloseTo(endedAt[car] - endedAt[order[0]], 2);
    expect(
      result
        .filter(({finished}) => !finished)
        .map(({car}) => car)
        .sort(),
    ).toEqual(stopped);
    expect(result.find(({car}) => car === 5)).toMatchObject({position: 9, laps: 5, lapsDown: 1, finished: true});
  });

  it("says that the car which limped round was a lap down from its second lap on", () => {
    const down = chartOf(rows).flatMap(({places}) => places.filter(({car}) => car === 5));
    expect(down.map(({lapsDown}) => lapsDown)).toEqual([0, 1, 1, 1, 1]);
  });
});
