import {describe, expect, it} from "vitest";
import {paintLine} from "../../../src/components/ui/paintLine.js";

function paint(low: number[], high: number[], more: object = {}, pixels = new Uint32Array(low.length * 10)) {
  const raster = {width: low.length, height: 10, pixels};
  const range = {low: Float64Array.from(low), high: Float64Array.from(high)};
  // value v lies at y = 10 − v
  paintLine(raster, range, {left: 0, top: 0, bottom: 10, zero: 10, scale: -1, thickness: 1, color: "#ff8000", ...more});
  return (x: number, y: number) => {
    const p = pixels[y * low.length + x];
    return {rgb: [p & 255, (p >>> 8) & 255, (p >>> 16) & 255], alpha: p >>> 24};
  };
}

describe("paintLine", () => {
  it("fills covered pixels only", () => {
    const at = paint([4.5, 4.5], [4.5, 4.5]);
    expect(at(0, 5)).toEqual({rgb: [255, 128, 0], alpha: 255});
    expect([at(0, 4).alpha, at(0, 6).alpha]).toEqual([0, 0]);
  });
  it("divides a line between two rows by coverage", () => {
    const at = paint([5], [5]);
    expect([at(0, 4).alpha, at(0, 5).alpha]).toEqual([128, 128]);
  });
  it("paints a rise in one column from its least to its greatest value", () => {
    const at = paint([2], [8]);
    expect([1, 3, 5, 7].map((y) => at(0, y).alpha)).toEqual([128, 255, 255, 255]);
    expect(at(0, 9).alpha).toBe(0);
  });
  it("is as wide as it is thick: a thick pen reaches the columns beside", () => {
    const empty = [Infinity, 5, Infinity];
    const at = paint(empty, [-Infinity, 5, -Infinity], {thickness: 3});
    expect(at(0, 5).alpha).toBeGreaterThan(200);
    expect(at(1, 5).alpha).toBe(255);
    expect(at(1, 3).alpha).toBe(128);
  });
  it("stays between top and bottom", () => {
    const at = paint([-50], [50], {top: 2, bottom: 8});
    expect([1, 2, 7, 8].map((y) => at(0, y).alpha)).toEqual([0, 255, 255, 0]);
  });
  it("covers pixels below, and blends where it covers in part", () => {
    const pixels = new Uint32Array(10).fill(0xff0000ff); // red
    const at = paint([5], [5], {color: "#0000ff"}, pixels);
    expect(at(0, 0).rgb).toEqual([255, 0, 0]);
    expect(at(0, 5)).toEqual({rgb: [127, 0, 127], alpha: 255});
  });
  it("paints nothing where there is no line", () => {
    expect(paint([Infinity], [-Infinity])(0, 5).alpha).toBe(0);
  });
});
