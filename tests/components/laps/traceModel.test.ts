import {describe, expect, it} from "vitest";
import type {LapPlace} from "../../../src/components/laps/lapPlace.js";
import {
  convertPosition,
  cursorText,
  describeCharts,
  stepPosition,
  traceModel,
} from "../../../src/components/laps/traceModel.js";
import {cursorPoints} from "../../../src/components/laps/traceReadout.js";
import {fakeLap} from "../fakeLap.js";

// a metre and a hundredth of a second a sample
const lap = fakeLap({speedKmh: Array.from({length: 500}, (_, i) => i)});

describe("traceModel", () => {
  it("has a chart for each channel with values, and names the others", () => {
    const {charts, missing} = traceModel([lap], ["speedKmh", "gear", "delta"]);
    expect(charts.map(({channels}) => channels.map(({id}) => id))).toEqual([["speedKmh"]]);
    // the delta of a single lap is not missed
    expect(missing).toEqual(["gear"]);
    expect(describeCharts({charts, laps: [lap]})).toMatch(/^speed of Ada lap 1\. Left and right/);
  });
});

describe("convertPosition", () => {
  it("goes by the nearest sample, and leaves x without one", () => {
    expect(convertPosition(lap, 100.2, "time")).toBeCloseTo(1);
    expect(convertPosition(lap, 1, "distance")).toBeCloseTo(100);
    expect(convertPosition(undefined, 42, "time")).toBe(42);
  });
});

describe("stepPosition", () => {
  it("steps by metres, or by samples within the lap", () => {
    expect(stepPosition(lap, "distance", 100.4, -10)).toBe(90);
    expect(stepPosition(lap, "time", 1, 3)).toBeCloseTo(1.03);
    expect(stepPosition(lap, "time", 4.9, 1000)).toBeCloseTo(4.99);
  });
});

describe("cursorText", () => {
  it("gives distance, time and corner of the reference, and nothing where no lap reaches", () => {
    const corner = {number: 9, name: "Copse", entry: 90, apex: 100, exit: 110};
    const place = {corners: [corner]} as unknown as LapPlace;
    expect(cursorText(cursorPoints([lap], "distance", 100), place)).toBe("100 m · 1.00 s · turn 9 Copse");
    expect(cursorText(cursorPoints([lap], "distance", 200), place)).toBe("200 m · 2.00 s");
    expect(cursorText(cursorPoints([lap], "distance", 9000), place)).toBe("");
    expect(cursorText([], null)).toBe("");
  });
});
