import {describe, expect, it} from "vitest";
import {CarMotion} from "../../../src/components/pitwall/carMotion.js";
import {ringPlace} from "../../../src/core/live/track/circuitLine.js";
import {FakeLive} from "../../support/fakeLive.js";

describe("CarMotion", () => {
  it("glides between ticks, and ends exactly at the car's position", () => {
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

  it("moves a car that was reset at once, without gliding", () => {
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

  it("steps from tick to tick with reduced motion", () => {
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

describe("cars without positions", () => {
  it("are on a ring as long as the lap, start at the top, clockwise", () => {
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
