import {describe, expect, it} from "vitest";
import {BestTimes} from "../../../src/core/laps/bests.js";
import {summarizeDriver} from "../../../src/core/laps/driverSummary.js";
import {lapRow} from "../../components/fakeSession.js";

const laps = [
  lapRow({car: 0, lap: 1, lapTimeMs: 91_000, sector1Ms: 30_000, sector2Ms: 31_000, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 2, lapTimeMs: 90_000, sector1Ms: 30_500, sector2Ms: 29_500, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 3, lapTimeMs: 80_000, sector1Ms: 20_000, valid: false}),
  lapRow({car: 1, lap: 1, lapTimeMs: 92_000, sector1Ms: 29_000, sector2Ms: 31_000, sector3Ms: 32_000}),
  lapRow({car: 1, lap: 2, lapTimeMs: null, sector1Ms: 28_000, sector2Ms: null, sector3Ms: null}),
];
const all = new BestTimes(laps);

describe("summarizeDriver(car, laps, bests)", () => {
  it("adds up the best sectors of valid laps", () => {
    expect(summarizeDriver(0, laps, all)).toMatchObject({laps: 3, theoreticalMs: 89_500, topSpeedKmh: 320});
    expect(summarizeDriver(0, laps, all).best?.lap).toBe(2);
  });

  it("has no theoretical best where a sector is missing, nothing for a car without laps", () => {
    const half = [lapRow({sector2Ms: null})];
    expect(summarizeDriver(0, half, new BestTimes(half)).theoreticalMs).toBeNull();
    expect(summarizeDriver(7, laps, all)).toMatchObject({laps: 0, best: null, theoreticalMs: null, topSpeedKmh: null});
  });
});
