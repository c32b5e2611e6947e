import {describe, expect, it} from "vitest";
import type {Driver, LapRow, RaceFacts, SessionFile} from "../../../../src/core/archive/types.js";
import {raceGaps} from "../../../../src/core/laps/race/raceGaps.js";
import {raceTimes} from "../../../../src/core/laps/race/raceTimes.js";
import {sessionStatistics} from "../../../../src/core/laps/sessionStatistics.js";
import {lapRow} from "../../../support/session.js";

const driver = (car: number, race?: RaceFacts, position?: number): Driver => ({
  ...{car, name: `D${car}`, team: "", raceNumber: 0, ai: false, restricted: false},
  ...(race && {race}),
  ...(position && {position}),
});
/** Laps of one time each; the session's clock began 100 s before the race. */
const drive = (car: number, timesS: number[], more: (lap: number) => Partial<LapRow> = () => ({})): LapRow[] => {
  let end = 100;
  return timesS.map((s, i) => {
    const startTime = end;
    end += s;
    return lapRow({car, lap: i + 1, lapTimeMs: 1000 * s, startTime, endTime: end, ...more(i + 1)});
  });
};
const story = (laps: LapRow[], given: Partial<SessionFile> = {}) =>
  sessionStatistics(laps, {
    ...{type: "race", events: [], flashbacks: [], stints: [], playerCar: null, drivers: []},
    source: {game: "F1 25"},
    ...given,
  } as unknown as SessionFile).race!;

const RACE = [
  ...drive(1, [92, 90, 90, 90, 110, 90, 90, 90], (lap) => ({pit: lap === 5})),
  ...drive(2, [91, 90.5, 90.5, 90.5, 90.5, 90.5, 90.5, 90.5]),
  ...drive(3, [95, 91, 91]),
];

describe("rows of a race", () => {
  it("without a classification are in the order of the times; positions count from the end of lap 1", () => {
    const {rows} = story(RACE);
    expect(
      rows.map(({car, position, began, beganFrom, gained, stops, status}) => [
        car,
        position,
        began,
        beganFrom,
        gained,
        stops,
        status,
      ]),
    ).toEqual([
      [2, 1, 1, "lap 1", 0, 0, null],
      [1, 2, 2, "lap 1", 0, 1, null],
      [3, 3, 3, "lap 1", 0, 0, "stopped"],
    ]);
    expect(rows[1].gapS).toBeCloseTo(742 - 724.5, 9);
    // 110 s against laps of 90 s
    expect(rows[1]).toMatchObject({lostMs: 20_000, lossesKnown: 1, isFastest: true});
  });

  it("have the official order, grid, penalties and status, and what the times say beside them", () => {
    const drivers = [
      driver(1, {grid: 3, stops: 1, penaltyS: 0, status: "finished"}, 1),
      driver(2, {grid: 1, stops: 0, penaltyS: 20, status: "finished"}, 2),
      driver(3, {grid: 2, stops: 0, penaltyS: 0, status: "retired", because: "mechanical failure"}, 3),
      driver(4, {grid: 4, status: "not classified"}, 4),
    ];
    const {rows, official} = story(RACE, {drivers});
    expect(
      rows.map(({car, began, gained, byTimes, penaltyS, because}) => [car, began, gained, byTimes, penaltyS, because]),
    ).toEqual([
      [1, 3, 2, 2, 0, null],
      [2, 1, -1, 1, 20, null],
      [3, 2, -1, 3, 0, "mechanical failure"],
      [4, 4, 0, null, null, null],
    ]);
    expect(rows[3]).toMatchObject({laps: 0, best: null, status: "not classified"});
    expect(official.map(({car}) => car)).toEqual([2, 1]);
  });

  it("an event of a retirement is a status where there is no classification", () => {
    const events = [{code: "RTMT", sessionTime: 377, car: 3}];
    expect(story(RACE, {events, drivers: [driver(3)]}).rows[2].status).toBe("retired");
  });

  it("a safety car shades the laps of the cars that led them", () => {
    const safetyCar = (sessionTime: number, from: number, to: number) => ({
      code: "safetyCar",
      sessionTime,
      details: {from, to},
    });
    // the leaders' laps end at 191, 281.5, 372 and 462 s of the session
    const events = [safetyCar(290, 0, 1), safetyCar(400, 1, 0)];
    expect(story(RACE, {events}).neutral).toEqual([{kind: "safety car", firstLap: 3, lastLap: 4}]);
    expect(story(RACE).neutral).toEqual([]);
  });
});

describe("raceGaps(chart, to)", () => {
  const {chart} = story(RACE);

  it("to the leader begins at 0 for the first of each lap and is never negative", () => {
    const gaps = raceGaps(chart, null);
    for (const {gapS, position} of gaps) {
      if (position === 1) expect(gapS).toBe(0);
      expect(gapS).toBeGreaterThanOrEqual(0);
    }
    // 362 and 362.5 s
    expect(gaps.find(({car, lap}) => car === 2 && lap === 4)!.gapS).toBeCloseTo(0.5, 9);
  });

  it("to a car is 0 for itself, turns its sign for the other, and ends where that car stopped", () => {
    const [one, two] = [raceGaps(chart, 1), raceGaps(chart, 2)];
    const at = (gaps: typeof one, of: number, n: number) => gaps.find(({car, lap}) => car === of && lap === n)?.gapS;
    for (let lap = 1; lap <= 8; lap++) {
      expect(at(one, 1, lap)).toBe(0);
      expect(at(one, 2, lap)).toBeCloseTo(-at(two, 1, lap)!, 9);
    }
    expect(raceGaps(chart, 3).map(({lap}) => lap)).not.toContain(4);
  });
});

it("first laps that count a wait before the start, a different one for each car, make no gaps", () => {
  const wait = (lap: number) => ({pit: lap === 1, endTime: null, startTime: null});
  const waited = [...drive(1, [250, 90, 90], wait), ...drive(2, [240, 90, 90], wait), ...drive(3, [260, 95], wait)];
  expect([...raceTimes(waited).values()].flat()).toEqual([]);
  const {rows} = story(waited, {drivers: [driver(2, undefined, 2), driver(1, undefined, 1), driver(3, undefined, 3)]});
  expect(rows.map(({car, gapS, byTimes}) => [car, gapS, byTimes])).toEqual([
    [1, null, null],
    [2, null, null],
    [3, null, null],
  ]);
  // a single car that starts from the pit lane does not disturb the others
  const one = waited.map((row) => ({...row, pit: row.lap === 1 && row.car === 3}));
  expect(raceTimes(one).get(1)).toHaveLength(3);
});
