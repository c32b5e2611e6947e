import {describe, expect, it} from "vitest";
import {MAP_CHANNELS, mapColoring} from "../../../src/components/map/mapColor.js";
import {resolved} from "../../../src/components/ui/palette.js";
import {fakeLap} from "../fakeLap.js";

const rgb = (color: string): number[] => {
  const hex = /^#(..)(..)(..)$/.exec(color);
  return hex ? hex.slice(1).map((h) => Number.parseInt(h, 16)) : (color.match(/\d+/g) ?? []).map(Number);
};

describe("mapColoring", () => {
  const lap = fakeLap({
    speedKmh: [80, 200, 320],
    throttle: [0, 0.5, 1],
    brake: [1, 0.5, 0],
    steering: [-0.5, 0, 0.2],
    gear: [2, 8, 0],
    rpm: [9000, 10000, 12000],
    gLateral: [3, 0, 0],
    gLongitudinal: [4, 1, 0],
  });

  it("has a colouring for every channel of the menu, light and dark", () => {
    for (const {name} of MAP_CHANNELS) {
      const coloring = mapColoring(lap, name)!;
      expect(coloring, name).not.toBeNull();
      for (const value of coloring.values)
        for (const dark of [false, true]) expect(rgb(coloring.color(value, dark)).length, name).toBe(3);
    }
  });

  it("spans the sequential scale from the least to the greatest value", () => {
    const {domain, color} = mapColoring(lap, "speedKmh")!;
    expect(domain).toEqual([80, 320]);
    expect(color(80, false)).not.toBe(color(320, false));
    expect(color(-1000, false)).toBe(color(80, false));
  });

  it("is red with the brake, green with the throttle and grey where they cancel", () => {
    const {values, color, text} = mapColoring(lap, "pedals")!;
    expect([...values]).toEqual([-1, 0, 1]);
    expect(rgb(color(-1, false))).toEqual(rgb(resolved("brake", false)));
    expect(rgb(color(1, true))).toEqual(rgb(resolved("throttle", true)));
    const grey = rgb(color(0, false));
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(10);
    expect(text(-0.5)).toBe("brake 50 %");
  });

  it("is symmetric about straight ahead for the steering", () => {
    const {domain, color} = mapColoring(lap, "steering")!;
    expect(domain).toEqual([-0.5, 0.5]);
    expect(rgb(color(-0.5, false))).toEqual(rgb(resolved("steering", false)));
    expect(color(0.5, false)).not.toBe(color(-0.5, false));
  });

  it("keeps gears apart as classes, neutral in grey", () => {
    const {kind, color} = mapColoring(lap, "gear")!;
    expect(kind).toBe("discrete");
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((g) => color(g, false))).size).toBe(8);
    expect(color(0, false)).toBe(resolved("reference", false));
  });

  it("shows combined g, with a note, where the recording has no wheel slip", () => {
    const coloring = mapColoring(lap, "grip")!;
    expect(coloring.label).toBe("combined g");
    expect(coloring.note).toMatch(/^no wheel slip in this recording/);
    expect(coloring.values[0]).toBe(5);
  });

  it("shows wheel slip where it is recorded", () => {
    const wheels = Object.fromEntries(
      ["Rl", "Rr", "Fl", "Fr"].flatMap((w, i) => [
        [`slipRatio${w}`, [0.01 * (i + 1)]],
        [`slipAngle${w}`, [0]],
      ]),
    );
    const coloring = mapColoring(fakeLap({...wheels, speedKmh: [100]}), "grip")!;
    expect(coloring.label).toBe("slip");
    expect(coloring.values[0]).toBeCloseTo(0.04);
  });

  it("is null for a channel the lap does not have", () => {
    expect(mapColoring(fakeLap({speedKmh: [Number.NaN]}), "speedKmh")).toBeNull();
    for (const {name} of MAP_CHANNELS) expect(mapColoring(fakeLap({}), name)).toBeNull();
  });
});
