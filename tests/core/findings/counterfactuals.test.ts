import {describe, expect, it} from "vitest";
import {earlierBrakingS, laterThrottleS, lowerMinimumS, slowExitS} from "../../../src/core/findings/counterfactuals.js";

/** A lap of 1,000 m whose squared speed is linear between points [m, m/s]. */
function lap(...points: [metres: number, speed: number][]) {
  const speed = Float64Array.from({length: 1001}, (_, s) => {
    const k = Math.max(
      1,
      points.findIndex(([metres]) => metres >= s),
    );
    const [[a, u], [b, v]] = [points[k - 1], points[k]];
    return Math.sqrt(u * u + ((v * v - u * u) * (s - a)) / (b - a));
  });
  return {speed, stepM: 1};
}

const BRAKES = lap([0, 80], [400, 80], [500, 30], [1000, 30]);

describe("earlierBrakingS(grid, pointM, endM, earlierM)", () => {
  it.each([8, 20, -8])("at constant deceleration is d (v − u) ÷ (v (v + u)): %d m", (d) => {
    // by so much more the lap with the same deceleration would have been at top speed
    expect(earlierBrakingS(BRAKES, 400, 500, d)).toBeCloseTo((d * (80 - 30)) / (80 * (80 + 30)), 4);
  });

  it("is zero for no difference, and unknown where hardly any road is left", () => {
    expect(earlierBrakingS(BRAKES, 400, 500, 0)).toBeCloseTo(0, 12);
    expect(earlierBrakingS(BRAKES, 400, 500, 90)).toBeNaN();
  });

  it("lets a car that accelerates reach a higher speed before it brakes", () => {
    const rising = lap([0, 60], [400, 80], [500, 30], [1000, 30]);
    const higher = Math.sqrt(80 ** 2 + (10 * (80 ** 2 - 60 ** 2)) / 400);
    const other = (2 * 10) / (80 + higher) + (2 * 90) / (higher + 30);
    expect(earlierBrakingS(rising, 400, 500, 10)).toBeCloseTo(200 / 110 - other, 4);
  });
});

describe("lowerMinimumS(grid, fromM, toM, leastSpeed)", () => {
  it("is the time of the road below that speed at that speed", () => {
    const corner = lap([0, 40], [100, 40], [101, 30], [151, 30], [152, 40], [1000, 40]);
    expect(lowerMinimumS(corner, 50, 200, 32)).toBeCloseTo(50 / 30 - 50 / 32, 2);
    expect(lowerMinimumS(corner, 50, 200, 29)).toBeCloseTo(0, 12);
  });
});

describe("laterThrottleS(grid, pickUpM, untilM, laterM)", () => {
  it("of a car at even speed, then even acceleration, is the closed form", () => {
    // from 30 m/s at 200 m with 10 m/s²; 15 m sooner
    const late = lap([0, 30], [200, 30], [1000, Math.sqrt(900 + 20 * 800)]);
    const accelerating = (metres: number) => (Math.sqrt(900 + 20 * metres) - 30) / 10;
    const [own, other] = [15 / 30 + accelerating(300), accelerating(315)];
    expect(laterThrottleS(late, 185, 500, 15)).toBeCloseTo(own - other, 4);
  });
});

describe("slowExitS(grid, exitM, untilM, entrySpeed)", () => {
  it("of even acceleration is the closed form, also where the speed is continued beyond the straight", () => {
    const a = 5;
    const at = (metres: number) => Math.sqrt(900 + 2 * a * metres);
    const straight = lap([0, 30], [600, at(600)], [1000, 20]);
    const entry = 35;
    const fast = Math.sqrt(entry ** 2 + 2 * a * 600);
    expect(slowExitS(straight, 0, 600, entry)).toBeCloseTo((at(600) - 30) / a - (fast - entry) / a, 3);
  });

  it("is nothing where the lap enters as fast", () => {
    expect(slowExitS(BRAKES, 100, 400, 80)).toBe(0);
  });
});
