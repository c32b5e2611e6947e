import {describe, expect, it} from "vitest";
import {axisText, clampView, panView, showsAll, zoomView} from "../../../src/components/laps/traceScale.js";

describe("zoomView", () => {
  it("keeps the place under the pointer where it is", () => {
    const view = zoomView([1000, 3000], 1500, 0.5, [0, 5000], 20);
    expect(view).toEqual([1250, 2250]);
    expect((1500 - view[0]) / (view[1] - view[0])).toBe(0.25);
  });
  it("goes no further out than the lap and no further in than the narrowest stretch", () => {
    expect(zoomView([1000, 3000], 1500, 100, [0, 5000], 20)).toEqual([0, 5000]);
    const [from, to] = zoomView([1000, 1030], 1010, 0.001, [0, 5000], 20);
    expect(to - from).toBeCloseTo(20);
  });
});

describe("panView", () => {
  it("moves by so much and stops at the ends", () => {
    expect(panView([100, 200], 50, [0, 1000])).toEqual([150, 250]);
    expect(panView([100, 200], -500, [0, 1000])).toEqual([0, 100]);
    expect(panView([100, 200], 5000, [0, 1000])).toEqual([900, 1000]);
  });
});

describe("clampView", () => {
  it("grows a stretch that is too narrow around its middle", () => {
    expect(clampView([500, 500], [0, 1000], 20)).toEqual([490, 510]);
  });
  it("never exceeds the extent", () => expect(clampView([-50, 2000], [0, 1000], 20)).toEqual([0, 1000]));
});

describe("showsAll", () => {
  it("forgives a thousandth", () => {
    expect(showsAll([0.5, 1000], [0, 1000])).toBe(true);
    expect(showsAll([2, 1000], [0, 1000])).toBe(false);
  });
});

describe("axisText", () => {
  it("says metres and seconds with the digits that ticks need", () => {
    expect(axisText(1250, "distance")).toBe("1,250 m");
    expect(axisText(12.5, "time", 0.5)).toBe("12.5 s");
    expect(axisText(-3, "time")).toBe("−3 s");
  });
});
