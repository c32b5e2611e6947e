import {describe, expect, it} from "vitest";
import {bests, mark, slowFence, summarize} from "../../../src/core/laps/bests.js";
import {lapRow} from "../../components/fakeSession.js";

const laps = [
  lapRow({car: 0, lap: 1, lapTimeMs: 91_000, sector1Ms: 30_000, sector2Ms: 31_000, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 2, lapTimeMs: 90_000, sector1Ms: 30_500, sector2Ms: 29_500, sector3Ms: 30_000}),
  lapRow({car: 0, lap: 3, lapTimeMs: 80_000, sector1Ms: 20_000, valid: false}),
  lapRow({car: 1, lap: 1, lapTimeMs: 92_000, sector1Ms: 29_000, sector2Ms: 31_000, sector3Ms: 32_000}),
  lapRow({car: 1, lap: 2, lapTimeMs: null, sector1Ms: 28_000, sector2Ms: null, sector3Ms: null}),
];
const all = bests(laps);

describe("mark(lap, name, bests)", () => {
  it("is best for the fastest of the session, personal for the fastest of a driver, else slower", () => {
    expect(mark(laps[1], "lapTimeMs", all)).toBe("best");
    expect(mark(laps[0], "lapTimeMs", all)).toBe("slower");
    expect(mark(laps[3], "lapTimeMs", all)).toBe("personal");
    expect(mark(laps[3], "sector1Ms", all)).toBe("best");
    expect(mark(laps[0], "sector1Ms", all)).toBe("personal");
  });

  it("marks neither invalid nor unfinished laps, and these set no best", () => {
    expect(mark(laps[2], "lapTimeMs", all)).toBeNull();
    expect(mark(laps[4], "sector1Ms", all)).toBeNull();
    expect(all.session.sector1Ms).toBe(29_000);
  });

  it("marks equal times alike", () => {
    expect(mark(laps[0], "sector3Ms", all)).toBe("best");
    expect(mark(laps[1], "sector3Ms", all)).toBe("best");
  });
});

describe("summarize(car, laps, bests)", () => {
  it("adds up the best sectors of valid laps", () => {
    expect(summarize(0, laps, all)).toMatchObject({laps: 3, theoreticalMs: 89_500, topSpeedKmh: 320});
    expect(summarize(0, laps, all).best?.lap).toBe(2);
  });

  it("has no theoretical best where a sector is missing, nothing for a car without laps", () => {
    const half = [lapRow({sector2Ms: null})];
    expect(summarize(0, half, bests(half)).theoreticalMs).toBeNull();
    expect(summarize(7, laps, all)).toMatchObject({laps: 0, best: null, theoreticalMs: null, topSpeedKmh: null});
  });
});

describe("slowFence(times)", () => {
  it("leaves a pit stop out and ordinary laps in", () => {
    const fence = slowFence([80_000, 80_400, 80_200, 81_000, 80_700, 103_000]);
    expect(fence).toBeGreaterThan(81_000);
    expect(fence).toBeLessThan(84_000);
  });

  it("is no higher than the slowest lap, NaN without laps", () => {
    expect(slowFence([80_000, 80_100])).toBe(80_100);
    expect(slowFence([])).toBeNaN();
  });
});
