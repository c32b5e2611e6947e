import {describe, expect, it} from "vitest";
import {compareLaps} from "../../../src/core/laps/compareLaps.js";
import type {DrivenLap} from "../../../src/core/laps/drivenLap.js";
import {gridAtPlaces} from "../../../src/core/laps/gridAt.js";
import {type GridLap, gridLap} from "../../../src/core/laps/gridLap.js";
import {isConfirmed} from "../../../src/core/laps/isConfirmed.js";
import {placeLap} from "../../../src/core/laps/placeLap.js";

/** A part of a lap sampled at `rate`, at the distance that `at` gives for a time in s, on a line of `lengthM`. */
function drive(
  seconds: number,
  rate: number,
  at: (t: number) => number,
  lengthM = 5000,
): {lap: DrivenLap; grid: GridLap} {
  const time = Float64Array.from({length: Math.round(seconds * rate) + 1}, (_, i) => i / rate);
  const lap = {time, fromLine: true, lapTimeS: null, distance: time.map(at), alongPath: false};
  return {lap, grid: gridLap(lap, placeLap(lap, {lengthM}))};
}

describe("compareLaps(lap, reference)", () => {
  it("grows evenly between two constant speeds, whatever their sampling", () => {
    const {deltaS} = compareLaps(drive(125, 17, (t) => 40 * t).grid, drive(100, 60, (t) => 50 * t).grid);
    expect(Math.max(...deltaS.map((d, metres) => Math.abs(d - metres / 40 + metres / 50)))).toBeLessThan(1e-9);
  });

  it("is zero against itself and changes its sign with the roles", () => {
    const {grid} = drive(90, 60, (t) => 50 * t + 200 * Math.sin(t / 5));
    expect([...compareLaps(grid, grid).deltaS].every((d) => d === 0 || Number.isNaN(d))).toBe(true);
    const other = drive(95, 60, (t) => (50 * 90 * t) / 95).grid;
    const ahead = compareLaps(grid, other).deltaS;
    const behind = compareLaps(other, grid).deltaS;
    expect(ahead[4000]).toBeLessThan(0);
    expect(ahead[4000] + behind[4000]).toBe(0);
  });

  it("stays within the stated error under hard braking (closed form)", () => {
    const speed = 83.3;
    const braking = 49; // 5 g
    const at = (t: number) => speed * t - (braking * t * t) / 2;
    const time = (d: number) => (speed - Math.sqrt(speed * speed - 2 * braking * d)) / braking;
    const reference = drive(1.2, 60, at).grid;
    const lap = drive(1.3, 57, (t) => Math.max(0, at(t - 0.1)));
    const comparison = compareLaps(lap.grid, reference);
    for (let metres = 10; metres < 62; metres++) {
      expect(Math.abs(comparison.deltaS[metres] - 0.1)).toBeLessThan(0.0003);
      expect(Math.abs(comparison.deltaS[metres] - 0.1)).toBeLessThan(comparison.errorS[metres]);
      expect(Math.abs(reference.time[metres] - time(metres))).toBeLessThan(reference.timeError[metres]);
    }
  });

  it("is not a number beyond the reference, and throws for laps on different lines", () => {
    const lap = drive(60, 10, (t) => 10 * t);
    const comparison = compareLaps(lap.grid, drive(30, 10, (t) => 10 * t).grid);
    const delta = gridAtPlaces(lap.grid, comparison.deltaS, lap.lap.distance!);
    expect(delta[300]).toBeCloseTo(0, 9);
    expect(delta[302]).toBeNaN();
    expect(() => compareLaps(lap.grid, drive(30, 10, (t) => 10 * t, 4000).grid)).toThrow(
      "different grids: 5000 m, 4000 m",
    );
  });

  it("the check at the line fails where samples and official times disagree by more than the samples may be wrong", () => {
    const {grid} = drive(100, 60, (t) => 50 * t);
    const whole = (lapTimeS: number, samplesS: number): GridLap => ({
      ...{...grid, lapTimeS},
      measured: {lapTimeS: samplesS, errorS: 0.002, lineErrorS: 0},
    });
    const checked = (samplesS: number) => compareLaps(whole(90.5, samplesS), whole(90, 90));
    // two laps of 2 ms, two official times rounded to 1 ms, and 1 ms for where the cars cross the line
    expect(checked(90.504).measuredErrorMs).toBeCloseTo(6, 9);
    expect([90.505, 90.495, 90.507, 90.493, 238].map((samplesS) => isConfirmed(checked(samplesS)))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
    // how well the samples show the difference grows with what they miss; what they may miss does not
    expect(checked(90.7)).toMatchObject({measuredErrorMs: checked(90.5).measuredErrorMs});
    expect(checked(90.7).uncertaintyMs).toBeCloseTo(200, 6);
    expect(isConfirmed(compareLaps(whole(90.5, Number.NaN), whole(90, 90)))).toBeNull();
  });
});
