import {describe, expect, it} from "vitest";
import {slowLapFence} from "../../../src/core/laps/slowLapFence.js";

describe("slowLapFence(times)", () => {
  it("leaves a pit stop out and ordinary laps in", () => {
    const fence = slowLapFence([80_000, 80_400, 80_200, 81_000, 80_700, 103_000]);
    expect(fence).toBeGreaterThan(81_000);
    expect(fence).toBeLessThan(84_000);
  });

  it("is no higher than the slowest lap, NaN without laps", () => {
    expect(slowLapFence([80_000, 80_100])).toBe(80_100);
    expect(slowLapFence([])).toBeNaN();
  });
});
