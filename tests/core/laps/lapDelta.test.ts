import {describe, expect, it} from "vitest";
import {type DrivenLap, lapDelta} from "../../../src/core/laps/lapDelta.js";

/**
 * A lap round a circle of 150 m, `wide` m outside of it in the second half, at an even angular speed: sampled at `hz` from `from` s
 * after the line on, with the distance along its own path.
 */
function drive(seconds: number, wide: number, {hz = 10, from = 0.03, places = true} = {}): DrivenLap {
  const time = Float64Array.from({length: Math.floor((seconds - from) * hz)}, (_, i) => from + i / hz);
  const radius = (t: number) => 150 + (t > seconds / 2 ? wide * Math.sin((2 * Math.PI * t) / seconds) ** 2 : 0);
  const angle = (t: number) => (2 * Math.PI * t) / seconds;
  const x = time.map((t) => radius(t) * Math.cos(angle(t)));
  const z = time.map((t) => radius(t) * Math.sin(angle(t)));
  const distance = new Float64Array(time.length);
  for (let i = 1; i < time.length; i++) distance[i] = distance[i - 1] + Math.hypot(x[i] - x[i - 1], z[i] - z[i - 1]);
  return {time, distance, lapTime: seconds, alongPath: true, ...(places && {x, z})};
}

describe("lapDelta(lap, reference)", () => {
  it("compares laps at the same place, whichever line they take", () => {
    const reference = drive(40, 0, {from: 0.07});
    const lap = drive(40.3, 12);
    for (const [i, delta] of lapDelta(lap, reference).entries())
      expect(delta).toBeCloseTo((0.3 * lap.time[i]) / 40.3, 2);
    // the nearest place on a path that departs from this one is a metre ahead or behind
    const inner = drive(40.3, 0, {hz: 17});
    for (const [i, delta] of lapDelta(inner, drive(40, 12)).entries())
      expect(delta).toBeCloseTo((0.3 * inner.time[i]) / 40.3, 1);
    const delta = lapDelta(drive(40.3, 12), reference);
    expect(delta[delta.length - 1]).toBeCloseTo(0.3, 2);
  });

  it("scales laps without positions to the same length", () => {
    const delta = lapDelta(drive(40.3, 12, {places: false}), drive(40, 0, {places: false}));
    expect(delta[delta.length - 1]).toBeCloseTo(0.3, 2);
    expect(delta[0]).toBeCloseTo(0, 2);
  });

  it("is the opposite when the laps change places, and zero against itself", () => {
    const [lap, reference] = [drive(40.3, 12), drive(40, 0)];
    const [ahead, behind] = [lapDelta(lap, reference), lapDelta(reference, lap)];
    expect(ahead[200] + behind[200]).toBeCloseTo(0, 1);
    for (const d of lapDelta(lap, lap)) expect(d).toBeCloseTo(0, 6);
  });

  it("follows the driven direction where the track passes itself", () => {
    const eight = (seconds: number): DrivenLap => {
      const time = Float64Array.from({length: Math.floor(seconds * 20)}, (_, i) => i / 20);
      const x = time.map((t) => 200 * Math.sin((2 * Math.PI * t) / seconds));
      const z = time.map((t) => 100 * Math.sin((4 * Math.PI * t) / seconds));
      return {time, x, z, distance: time.map((t) => 20 * t), lapTime: seconds, alongPath: true};
    };
    const lap = eight(41);
    for (const [i, delta] of lapDelta(lap, eight(40)).entries()) expect(delta).toBeCloseTo(lap.time[i] / 41, 1.9);
  });

  it("keeps distances along the track as they are", () => {
    const along = (lap: DrivenLap): DrivenLap => ({
      ...lap,
      alongPath: false,
      distance: lap.time.map((t) => (1000 * t) / lap.lapTime!),
    });
    const delta = lapDelta(along(drive(40.3, 12)), along(drive(40, 0)));
    expect(delta[100]).toBeCloseTo((0.3 * 10.03) / 40.3, 9);
  });

  it("knows nothing of a lap elsewhere, or of one without samples", () => {
    const lap = drive(40.3, 12);
    const elsewhere = {
      ...drive(40, 0),
      lapTime: null,
      x: lap.x && Float64Array.from(lap.x as Float64Array, (v) => v + 5000),
    };
    expect(lapDelta(lap, elsewhere).length).toBe(lap.time.length);
    const empty: DrivenLap = {time: new Float64Array(0), distance: new Float64Array(0), lapTime: null, alongPath: true};
    expect(lapDelta(empty, lap)).toEqual(new Float64Array(0));
    expect([...lapDelta(lap, empty)].every(Number.isNaN)).toBe(true);
  });
});
