import {describe, expect, it} from "vitest";
import {CarMotion} from "../../../src/components/pitwall/carMotion.js";
import {CircuitLine, ringPlace} from "../../../src/core/live/track/circuitLine.js";
import {FakeLive} from "../../support/fakeLive.js";

describe("CarMotion", () => {
  it("glides between ticks, and stands exactly where the car is when ticks stop", () => {
    const source = new FakeLive({cars: 2});
    const motion = new CarMotion();
    source.advance(1);
    motion.tick(source, 0);
    motion.move(0);
    const before = motion.x[0];
    source.advance(0.033);
    motion.tick(source, 33);
    motion.move(40);
    const between = motion.x[0];
    motion.move(1000);
    const after = source.latest(0, "worldX");
    expect(between).toBeGreaterThan(before);
    expect(between).toBeLessThan(after);
    expect(motion.x[0]).toBe(after);
  });

  it("puts a car that was set back where it is, without driving it there", () => {
    const source = new FakeLive();
    const motion = new CarMotion();
    source.advance(18);
    motion.tick(source, 0);
    motion.move(0);
    source.seek(1);
    motion.tick(source, 33);
    motion.move(34);
    expect(motion.x[0]).toBe(source.latest(0, "worldX"));
  });

  it("steps from tick to tick where motion is to be reduced", () => {
    const source = new FakeLive();
    const motion = new CarMotion(false);
    source.advance(1);
    motion.tick(source, 0);
    source.advance(0.033);
    motion.tick(source, 33);
    motion.move(33);
    expect(motion.x[0]).toBe(source.latest(0, "worldX"));
  });
});

describe("cars whose positions nobody tells", () => {
  it("stand on a ring as long as the lap, start above, and go round clockwise", () => {
    const [x, z] = ringPlace(1000, 4000);
    expect(Math.hypot(x, z)).toBeCloseTo(4000 / (2 * Math.PI));
    expect([x > 600, Math.abs(z) < 1e-6]).toEqual([true, true]);
    expect(ringPlace(0, 4000)[1]).toBeLessThan(-600);
    const source = new FakeLive();
    source.advance(1);
    const motion = new CarMotion();
    motion.tick(source, 0, () => ringPlace(1000, 4000));
    motion.move(0);
    expect([motion.x[0], motion.z[0]]).toEqual([x, z]);
  });
});

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

  it("draws no line across what nobody has driven", () => {
    const line = new CircuitLine();
    for (let d = 0; d < 100; d += 5) line.learn(d, d, 0);
    for (let d = 500; d < 600; d += 5) line.learn(d, d, 0);
    expect(line.pieces().length).toBe(2);
    expect(line.at(300)).toBeNull();
  });

  it("takes no position from NaN or from before the line", () => {
    const line = new CircuitLine();
    line.learn(-5, 1, 1);
    line.learn(5, Number.NaN, 1);
    line.learn(Number.NaN, 1, 1);
    expect(line.known).toBe(0);
  });
});
