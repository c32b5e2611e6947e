import {describe, expect, it} from "vitest";
import {type AnalysedLap, timeFloor} from "../../../src/core/findings/analysedLap.js";

/** A lap at 20 m/s on a line of 100 m, at this offset from the line on its second half. */
function lapAt(offsetM: number): AnalysedLap {
  const n = 100;
  const column = (value: (metres: number) => number) => Float64Array.from({length: n + 1}, (_, i) => value(i));
  return {
    ...{session: "s", car: 0, driver: "", lap: 1, sampleS: 1 / 60, times: new Float64Array(0), measures: []},
    grid: {
      ...{lengthM: n, stepM: 1, n, lapTimeS: n / 20, alignment: "track line" as const, channels: {}},
      ...{fromLine: true, sampleS: 1 / 60, measured: {lapTimeS: n / 20, errorS: 0, lineErrorS: 0}},
      ...{time: column((m) => m / 20), timeError: column(() => 0.001), offset: column((m) => (m < 50 ? 0 : offsetM))},
    },
  };
}

describe("timeFloor(own, reference, piece)", () => {
  const frames = Math.SQRT2 / 60;

  it("is a frame of each lap where both are on the road", () => {
    expect(timeFloor(lapAt(0), lapAt(6), {fromM: 10, toM: 90})).toBeCloseTo(frames, 9);
  });

  it("is the time between two paths where one has left the road, at the piece that ends there only", () => {
    const [cut, driven] = [lapAt(12.5), lapAt(0)];
    expect(timeFloor(cut, driven, {fromM: 10, toM: 90})).toBeCloseTo(12.5 / 20, 3);
    expect(timeFloor(cut, driven, {fromM: 10, toM: 40})).toBeCloseTo(frames, 9);
  });

  it("is a frame of each lap without positions", () => {
    expect(timeFloor(lapAt(Number.NaN), lapAt(0), {fromM: 60, toM: 90})).toBeCloseTo(frames, 9);
  });
});
