import {expect, it} from "vitest";
import type {SampleTable} from "../../../../src/core/archive/samples.js";
import {coverageOf} from "../../../../src/core/games/f1/coverage.js";

/** 20 frames a second: metres from the line and the lap's clock in ms at each. */
function table(frames: readonly {metres: number; clockMs: number}[]): SampleTable {
  return {
    rows: frames.length,
    columns: {
      lapDistance: Float32Array.from(frames, ({metres}) => metres),
      currentLapTimeMs: Uint32Array.from(frames, ({clockMs}) => clockMs),
      frame: Uint32Array.from(frames, (_, i) => 3 * i),
      sessionTime: Float64Array.from(frames, (_, i) => i / 20),
    },
    present: new Uint16Array(frames.length).fill(0xffff),
  };
}

const range = (n: number) => Array.from({length: n}, (_, i) => i);
const onTrack = (fromMs: number) => range(200).map((i) => ({metres: 4 * i, clockMs: fromMs + 50 * i}));

it("the first lap of a race counts from the lights, not from the line", () => {
  const waiting = range(60).map(() => ({metres: -60, clockMs: 0}));
  const away = range(40).map((i) => ({metres: -60 + i, clockMs: 50 * (i + 1)}));
  const whole = [...waiting, ...away, ...onTrack(2050)];
  expect(coverageOf(table(whole), 12_000, 3)).toBe(1);
  // a quarter of the frames after the line is lost
  const lossy = [...waiting, ...away, ...onTrack(2050).slice(0, 150)];
  expect(coverageOf(table(lossy), 12_000, 3)).toBeCloseTo(190 / 240, 2);
});

it("the way to a flying lap does not fill holes of the lap", () => {
  const runUp = range(100).map((i) => ({metres: -400 + 4 * i, clockMs: 3000 + 50 * i}));
  expect(coverageOf(table([...runUp, ...onTrack(0)]), 10_000, 3)).toBe(1);
  expect(coverageOf(table([...runUp, ...onTrack(0).slice(0, 100)]), 10_000, 3)).toBeCloseTo(0.5, 2);
});
