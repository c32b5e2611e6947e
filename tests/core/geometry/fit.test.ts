import {describe, expect, it} from "vitest";
import {boundingBox, boxAspect, fitBox, growBox, toPixels} from "../../../src/core/geometry/fit.js";

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

describe("growBox", () => {
  it("grows short sides about their middle, and leaves long ones", () => {
    expect(growBox({minX: 0, minY: 0, maxX: 10, maxY: 200}, 80)).toEqual({minX: -35, minY: 0, maxX: 45, maxY: 200});
  });
});

it("toPixels(fit, x, y) is offset + scale × position", () => {
  expect(toPixels({scale: 2, offsetX: 5, offsetY: -1}, 10, 20)).toEqual([25, 39]);
});

it("boxAspect(box) is height over width, of a point 0", () => {
  expect(boxAspect({minX: 0, minY: 0, maxX: 4, maxY: 2})).toBe(0.5);
  expect(boxAspect({minX: 1, minY: 1, maxX: 1, maxY: 1})).toBe(0);
});
