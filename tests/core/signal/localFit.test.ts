import {expect, it} from "vitest";
import {localLine, localParabola, windowMean} from "../../../src/core/signal/localFit.js";
import {slidingWindows} from "../../../src/core/signal/slidingWindows.js";
import {usualStep} from "../../../src/core/signal/usualStep.js";

const time = Float64Array.from({length: 200}, (_, i) => i / 50 + (i % 3) * 0.003);

it("slidingWindows(time, reach) holds the samples within reach, and none across a break", () => {
  const {first, last} = slidingWindows([0, 1, 2, 3, 4, 5], 1.5);
  expect([...first]).toEqual([0, 0, 1, 2, 3, 4]);
  expect([...last]).toEqual([1, 2, 3, 4, 5, 5]);
  const broken = slidingWindows([0, 1, 2, 3, 4, 5], 1.5, [0, 0, 0, 1, 0, 0]);
  expect([...broken.first]).toEqual([0, 0, 1, 3, 3, 4]);
  expect([...broken.last]).toEqual([1, 2, 2, 4, 5, 5]);
});

it("localParabola(time, values) is exact for a parabola, at any sampling and far from 0", () => {
  const values = time.map((t) => 5e6 + 3 * t - 4 * t * t);
  const {slope, bend} = localParabola(time, values, slidingWindows(time, 0.2));
  for (let i = 0; i < time.length; i++) {
    expect(slope[i]).toBeCloseTo(3 - 8 * time[i], 5);
    expect(bend[i]).toBeCloseTo(-8, 4);
  }
});

it("localLine(time, values) is exact for a line; NaN where a window has too few samples", () => {
  const values = time.map((t) => 7 - 2.5 * t);
  values[100] = Number.NaN;
  const {slope} = localLine(time, values, slidingWindows(time, 0.2));
  expect(slope[100]).toBeNaN();
  expect(slope[99]).toBeCloseTo(-2.5, 9);
  expect(localLine([0, 1, 2], [1, 2, 3], slidingWindows([0, 1, 2], 0.5)).slope[1]).toBeNaN();
});

it("windowMean(…, 2) has the bandwidth of localParabola's second derivative, windowMean(…, 1) that of localLine's slope", () => {
  // dense samples of a sine: both are the true derivative times the same attenuation
  const dense = Float64Array.from({length: 4000}, (_, i) => i / 1000);
  const w = 9;
  const windows = slidingWindows(dense, 0.25);
  const sine = dense.map((t) => Math.sin(w * t));
  const bend = localParabola(dense, sine, windows).bend;
  const slope = localLine(dense, sine, windows).slope;
  const second = windowMean(
    dense,
    sine.map((v) => -w * w * v),
    windows,
    {reach: 0.25, power: 2},
  );
  const first = windowMean(
    dense,
    dense.map((t) => w * Math.cos(w * t)),
    windows,
    {reach: 0.25, power: 1},
  );
  for (let i = 300; i < 3700; i += 37) {
    expect(Math.abs(bend[i] - second[i])).toBeLessThan(0.005 * w * w);
    expect(Math.abs(slope[i] - first[i])).toBeLessThan(0.005 * w);
  }
});

it("usualStep(values) is the median step, repeated values left out", () => {
  expect(usualStep([0, 1, 1, 2, 3, 9])).toBe(1);
  expect(usualStep([4])).toBeNaN();
});
