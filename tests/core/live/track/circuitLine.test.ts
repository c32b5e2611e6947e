import {describe, expect, it} from "vitest";
import {CircuitLine} from "../../../../src/core/live/track/circuitLine.js";
import {FakeLive} from "../../../support/fakeLive.js";

describe("CircuitLine", () => {
  it("learns the circuit from driven positions and closes it", () => {
    const source = new FakeLive({keep: 60});
    source.advance(45);
    const line = new CircuitLine();
    line.learnWindow(source, 0);
    const pieces = line.pieces();
    expect(pieces.length).toBe(1);
    const radius = 2000 / (2 * Math.PI);
    for (const [x, z] of pieces[0]) expect(Math.abs(Math.hypot(x, z) - radius)).toBeLessThan(0.5);
    expect(pieces[0].at(-1)).toEqual(pieces[0][0]);
    expect(line.at(500)![0]).toBeCloseTo(radius, -1);
  });

  it("draws no line across undriven parts", () => {
    const line = new CircuitLine();
    for (let d = 0; d < 100; d += 5) line.learn(d, d, 0);
    for (let d = 500; d < 600; d += 5) line.learn(d, d, 0);
    expect(line.pieces().length).toBe(2);
    expect(line.at(300)).toBeNull();
  });

  it("ignores NaN and positions before the start line", () => {
    const line = new CircuitLine();
    line.learn(-5, 1, 1);
    line.learn(5, Number.NaN, 1);
    line.learn(Number.NaN, 1, 1);
    expect(line.known).toBe(0);
  });
});
