import {describe, expect, it} from "vitest";
import {boundingBox, fitBox} from "../../../src/core/geometry/fit.js";

describe("boundingBox", () => {
  it("leaves out points that are not finite", () => {
    expect(boundingBox([{x: [0, Number.NaN, 5], y: [1, 100, -1]}])).toEqual({minX: 0, minY: -1, maxX: 5, maxY: 1});
  });
  it("is null without a point", () => expect(boundingBox([{x: [Number.NaN], y: [1]}])).toBeNull());
});

describe("fitBox", () => {
  it("fills the tighter side, keeps the aspect and centres the other", () => {
    const fit = fitBox({minX: -100, minY: 0, maxX: 100, maxY: 50}, 220, 220, 10);
    expect(fit.scale).toBe(1);
    expect(fit.offsetX - 100).toBe(10);
    expect(fit.offsetY + 25).toBe(110);
  });
  it("puts a single point in the middle", () => {
    const fit = fitBox({minX: 7, minY: 7, maxX: 7, maxY: 7}, 100, 50);
    expect([fit.offsetX + 7 * fit.scale, fit.offsetY + 7 * fit.scale]).toEqual([50, 25]);
  });
});
