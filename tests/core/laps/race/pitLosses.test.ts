import {expect, it} from "vitest";
import type {JudgedLap} from "../../../../src/core/laps/pace/judgeLaps.js";
import {judgeLaps} from "../../../../src/core/laps/pace/judgeLaps.js";
import {pitRuns} from "../../../../src/core/laps/pace/pitRuns.js";
import {pitLosses} from "../../../../src/core/laps/race/pitLosses.js";
import {random} from "../../../../src/core/signal/random.js";
import {lapRow} from "../../../support/session.js";

function race(
  seed: number,
  {scatter = 150, events = [] as {code: string; sessionTime: number; details: Record<string, number>}[]} = {},
): JudgedLap[] {
  const source = random(seed);
  const rows = Array.from({length: 20}, (_, i) => {
    const lap = i + 1;
    const lost = lap === 10 ? 5000 : lap === 11 ? 16_000 : 0;
    return lapRow({
      ...{lap, startTime: 90 * i, endTime: 90 * lap, pit: lap === 10 || lap === 11},
      lapTimeMs: 90_000 + lost + scatter * source.normal(),
    });
  });
  return judgeLaps(rows, {type: "race", events, flashbacks: [], stints: [], playerCar: 0});
}
const lossOf = (laps: JudgedLap[]) => pitLosses(laps, pitRuns(laps.map(({row}) => row)))[0];

it("pitLosses(laps, visits) of equal laps is what was planted, against three laps before and three after", () => {
  expect(lossOf(race(1, {scatter: 0}))).toMatchObject({
    ...{firstLap: 10, lastLap: 11, lossMs: 21_000, reachMs: 0, reference: [7, 8, 9, 12, 13, 14], referenceMs: 90_000},
  });
});

it("its interval covers the planted loss in 95 % of 400 races", () => {
  let covered = 0;
  for (let seed = 0; seed < 400; seed++) {
    const {lossMs, reachMs} = lossOf(race(seed));
    if (Math.abs(lossMs! - 21_000) <= reachMs!) covered++;
  }
  // three standard errors
  expect(Math.abs(covered / 400 - 0.95)).toBeLessThan(0.033);
});

it("a visit under a safety car, at the start or the end, or without times has no loss but a reason", () => {
  const events = [
    {code: "safetyCar", sessionTime: 880, details: {from: 0, to: 1}},
    {code: "safetyCar", sessionTime: 960, details: {from: 1, to: 0}},
  ];
  expect(lossOf(race(1, {events}))).toMatchObject({lossMs: null, because: "safety car"});
  // it comes out two laps later
  const later = events.map((event) => ({...event, sessionTime: event.sessionTime + 200}));
  expect(lossOf(race(1, {events: later}))).toMatchObject({reference: [7, 8, 9, 12, 14, 15]});
  expect(lossOf(race(1, {events: later})).lossMs).not.toBeNull();
  const laps = race(1);
  const visit = (firstLap: number, lastLap: number) =>
    pitLosses(laps, [{car: 0, firstLap, lastLap, from: "pit lane"}])[0];
  expect(visit(1, 2).because).toBe("the race began in the pit lane");
  expect(visit(19, 20).because).toBe("the last lap");
  laps[4].row.lapTimeMs = null;
  expect(visit(5, 6).because).toBe("a lap without a time");
  expect(pitLosses(race(1).slice(9, 13), [{car: 0, firstLap: 10, lastLap: 11, from: "pit lane"}])[0].because).toMatch(
    /1 laps to compare|2 laps to compare/,
  );
});
