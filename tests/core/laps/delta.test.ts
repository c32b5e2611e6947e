import {describe, expect, it} from "vitest";
import {deltaAt, timeDelta} from "../../../src/core/laps/delta.js";
import {lapAxes} from "../../../src/core/laps/lapAxes.js";

/** A lap sampled at `rate`, at the distance that `at` gives for a time in s. */
function drive(seconds: number, rate: number, at: (t: number) => number) {
  const sessionTime = Float64Array.from({length: Math.round(seconds * rate) + 1}, (_, i) => i / rate);
  return lapAxes({sessionTime, currentLapTimeMs: sessionTime.map((t) => t * 1000), lapDistance: sessionTime.map(at)});
}

describe("timeDelta(lap, reference)", () => {
  it("grows evenly between two constant speeds, whatever their sampling", () => {
    const reference = drive(100, 60, (t) => 50 * t);
    const slower = drive(125, 17, (t) => 40 * t);
    const delta = timeDelta(slower, reference);
    for (const [i, d] of delta.entries()) expect(d).toBeCloseTo(slower.distance[i] / 40 - slower.distance[i] / 50, 9);
  });

  it("is zero against itself and changes its sign with the roles", () => {
    const lap = drive(90, 60, (t) => 60 * t + 300 * Math.sin(t / 5));
    for (const d of timeDelta(lap, lap)) expect(d).toBe(0);
    const other = drive(95, 60, (t) => (60 * 90 * t) / 95 + 280 * Math.sin((t * 90) / 95 / 5));
    const ahead = timeDelta(lap, other);
    const behind = timeDelta(other, lap);
    expect(ahead[3000]).toBeLessThan(0);
    expect(behind[3000]).toBeGreaterThan(0);
  });

  it("stays within the stated error under hard braking (closed form)", () => {
    const speed = 83.3;
    const braking = 49; // 5 g
    const at = (t: number) => speed * t - (braking * t * t) / 2;
    const time = (d: number) => (speed - Math.sqrt(speed * speed - 2 * braking * d)) / braking;
    const reference = drive(1.2, 60, at);
    const lap = drive(1.3, 57, (t) => Math.max(0, at(t - 0.1)));
    timeDelta(lap, reference).forEach((d, i) => {
      const x = lap.distance[i];
      if (x > 0 && !Number.isNaN(d)) expect(Math.abs(d - (lap.time[i] - time(x)))).toBeLessThan(0.0003);
    });
  });

  it("is not a number beyond the reference", () => {
    const delta = timeDelta(
      drive(60, 10, (t) => 10 * t),
      drive(30, 10, (t) => 10 * t),
    );
    expect(delta[300]).toBeCloseTo(0, 9);
    expect(delta[301]).toBeNaN();
  });
});

it("deltaAt(reference, distance, time) is negative ahead of the trace, and unknown beyond it", () => {
  const trace = {distance: Float64Array.of(0, 1000), time: Float64Array.of(0, 20_000)};
  expect(deltaAt(trace, 500, 9900)).toBe(-100);
  expect(deltaAt(trace, 1100, 9900)).toBeNaN();
});
