import {describe, expect, it} from "vitest";
import {BestTimes, countsForBests, fastestSectors, improves} from "../../../src/core/laps/bests.js";
import {lapRow} from "../../components/fakeSession.js";

it("countsForBests(lap) needs an official time and a valid lap", () => {
  const counts = (lapTimeMs: number | null, valid = true) => countsForBests({lapTimeMs, valid});
  expect([counts(90_000), counts(90_000, false), counts(null), counts(0), counts(Number.NaN)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

it("improves(time, best) takes no time for none, and no best for a slow one", () => {
  expect([improves(1, Infinity), improves(1, Number.NaN), improves(1, 2), improves(2, 2)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([improves(null, 2), improves(0, 2), improves(Number.NaN, 2)]).toEqual([false, false, false]);
});

describe("BestTimes", () => {
  const laps = [
    lapRow({car: 0, lap: 1, lapTimeMs: 91_000, sector1Ms: 30_000, sector2Ms: 31_000, sector3Ms: 30_000}),
    lapRow({car: 1, lap: 1, lapTimeMs: 92_000, sector1Ms: 29_000, sector2Ms: 31_000, sector3Ms: 32_000}),
    lapRow({car: 0, lap: 2, lapTimeMs: 90_000, sector1Ms: 30_500, sector2Ms: 29_500, sector3Ms: 30_000}),
    lapRow({car: 1, lap: 2, lapTimeMs: 80_000, sector1Ms: 1000, valid: false}),
  ];

  it("returns which times are new bests of the car", () => {
    const bests = new BestTimes();
    expect(laps.map((lap) => bests.add(lap))).toEqual([
      ["sector1Ms", "sector2Ms", "sector3Ms", "lapTimeMs"],
      ["sector1Ms", "sector2Ms", "sector3Ms", "lapTimeMs"],
      ["sector2Ms", "lapTimeMs"],
      [],
    ]);
  });

  it("keeps the bests of the session and of each car, the best laps, and the session's records", () => {
    const bests = new BestTimes(laps);
    expect(bests.session).toEqual({sector1Ms: 29_000, sector2Ms: 29_500, sector3Ms: 30_000, lapTimeMs: 90_000});
    expect(bests.personal.get(1)).toEqual({
      sector1Ms: 29_000,
      sector2Ms: 31_000,
      sector3Ms: 32_000,
      lapTimeMs: 92_000,
    });
    expect([...bests.bestLap.values()]).toEqual([laps[2], laps[1]]);
    expect([...bests.records]).toEqual([laps[0], laps[2]]);
    expect(bests.fastest).toBe(laps[2]);
    expect(new BestTimes(laps.slice(3)).fastest).toBeNull();
  });

  it("takes no sector of 0 ms or without a time for a best", () => {
    const {session} = new BestTimes([lapRow({sector1Ms: 0, sector2Ms: null})]);
    expect([session.sector1Ms, session.sector2Ms]).toEqual([Infinity, Infinity]);
  });
});

it("fastestSectors(events) are those that beat all before them, whatever order they come in", () => {
  const sector = (sessionTime: number, number: number, timeMs: number) =>
    ({topic: "sector-times", sessionTime, car: 0, lap: 1, sector: number, timeMs, best: false}) as const;
  const all = [sector(30, 1, 900), sector(10, 1, 1000), sector(20, 1, 1100), sector(15, 2, 500), sector(40, 1, 0)];
  expect(fastestSectors(all).map(({sessionTime}) => sessionTime)).toEqual([10, 15, 30]);
});
