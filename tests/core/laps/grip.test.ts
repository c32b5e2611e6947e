import {describe, expect, it} from "vitest";
import {combinedG, combinedSlip} from "../../../src/core/laps/grip.js";

describe("combinedSlip", () => {
  it("is the slip ratio when the wheel rolls straight, tan of the angle when it rolls freely", () => {
    expect(combinedSlip([[0.1, 0]], [[0, 0.1]])[0]).toBeCloseTo(0.1);
    expect(combinedSlip([[0.1, 0]], [[0, 0.1]])[1]).toBeCloseTo(Math.tan(0.1));
  });
  it("takes the wheel that slips most, whatever the sign", () => {
    expect(combinedSlip([[0.01], [-0.3], [0.02]], [[0], [0], [Number.NaN]])[0]).toBeCloseTo(0.3);
  });
  it("is NaN where no wheel is known and where the car is slow", () => {
    expect(combinedSlip([[Number.NaN]], [[0]])[0]).toBeNaN();
    expect(combinedSlip([[0.2]], [[0]], [3])[0]).toBeNaN();
  });
});

describe("combinedG", () => {
  it("is the length of both parts, NaN where one is", () => {
    expect([...combinedG([3, Number.NaN], [-4, 1])]).toEqual([5, Number.NaN]);
  });
});
