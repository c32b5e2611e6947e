import {expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";
import {RoadNoise} from "../../../src/core/sim/roadNoise.js";

it("RoadNoise.at(distance) has no jumps and does not depend on how often it is called", () => {
  const fine = new RoadNoise(random(3), 100);
  const coarse = new RoadNoise(random(3), 100);
  let before = fine.at(-500);
  for (let d = -499; d < 3000; d++) {
    const value = fine.at(d);
    expect(Math.abs(value - before)).toBeLessThan(0.15);
    before = value;
    if (d % 50 === 0) expect(coarse.at(d)).toBe(value);
  }
});
