import {describe, expect, it} from "vitest";
import {BestTimes} from "../../../src/core/laps/bests.js";
import {lapTimingClass, timingClass} from "../../../src/core/laps/timingClass.js";
import {lapRow} from "../../components/fakeSession.js";

const laps = [
  lapRow({car: 0, lap: 1, lapTimeMs: 91_000, sector1Ms: 30_000, sector2Ms: 31_000, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 2, lapTimeMs: 90_000, sector1Ms: 30_500, sector2Ms: 29_500, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 3, lapTimeMs: 80_000, sector1Ms: 20_000, valid: false}),
  lapRow({car: 1, lap: 1, lapTimeMs: 92_000, sector1Ms: 29_000, sector2Ms: 31_000, sector3Ms: 32_000}),
  lapRow({car: 1, lap: 2, lapTimeMs: null, sector1Ms: 28_000, sector2Ms: null, sector3Ms: null}),
];
const all = new BestTimes(laps);

describe("lapTimingClass(lap, split, bests)", () => {
  it("is best for the fastest of the session, personal for the fastest of a driver, else slower", () => {
    expect(lapTimingClass(laps[1], "lapTimeMs", all)).toBe("best");
    expect(lapTimingClass(laps[0], "lapTimeMs", all)).toBe("slower");
    expect(lapTimingClass(laps[3], "lapTimeMs", all)).toBe("personal");
    expect(lapTimingClass(laps[3], "sector1Ms", all)).toBe("best");
    expect(lapTimingClass(laps[0], "sector1Ms", all)).toBe("personal");
  });

  it("has no class for invalid and unfinished laps, and these set no best", () => {
    expect(lapTimingClass(laps[2], "lapTimeMs", all)).toBeNull();
    expect(lapTimingClass(laps[4], "sector1Ms", all)).toBeNull();
    expect(all.session.sector1Ms).toBe(29_000);
  });

  it("gives equal times the same class", () => {
    expect(lapTimingClass(laps[0], "sector3Ms", all)).toBe("best");
    expect(lapTimingClass(laps[1], "sector3Ms", all)).toBe("best");
  });
});

it("timingClass(ms, own, session) is purple, green, yellow, or nothing", () => {
  expect([
    timingClass(10, 10, 10),
    timingClass(11, 11, 10),
    timingClass(12, 11, 10),
    timingClass(Number.NaN, 1, 1),
    timingClass(0, 1, 1),
  ]).toEqual(["best", "personal", "slower", null, null]);
});
