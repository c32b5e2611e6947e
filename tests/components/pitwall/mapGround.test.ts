import {describe, expect, it} from "vitest";
import {nearestCar} from "../../../src/components/pitwall/liveMap.js";
import {MapGround} from "../../../src/components/pitwall/mapGround.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {fakeSilverstone} from "../../support/fakeCircuit.js";
import {FakeLive} from "../../support/fakeLive.js";

function driving(seconds: number): FakeLive {
  const source = new FakeLive({circuit: fakeSilverstone()});
  source.advance(seconds);
  return source;
}

describe("MapGround", () => {
  it("shows a known track at once, and asks to be redrawn once", () => {
    const ground = new MapGround();
    const source = driving(1);
    const known = circuitTrack(CIRCUITS.silverstone);
    expect(ground.box()).toBeNull();
    expect(ground.update(source, 0, known, 0)).toBe(true);
    expect(ground.shown?.track).toBe(known);
    expect(ground.update(source, 0, known, 10)).toBe(false);
    expect(ground.labels(source).map(({text}) => text)).toEqual(expect.arrayContaining(["start", "S2", "S3", "18"]));
    const points = ground.line.known;
    source.advance(5);
    ground.learn(source);
    expect(ground.line.known).toBe(points);
  });

  it("learns the line from the cars where no track is known, and is redrawn as it grows", () => {
    const ground = new MapGround();
    const source = driving(20);
    expect(ground.update(source, 0, null, 0)).toBe(true);
    expect(ground.shown).toBeNull();
    const learned = ground.line.known;
    expect(learned).toBeGreaterThan(50);
    expect(ground.update(source, 0, null, 1)).toBe(false);
    source.advance(2);
    ground.learn(source);
    expect(ground.update(source, 0, null, 2)).toBe(true);
    expect(ground.labels(source).map(({text}) => text)).toContain("start");
    const box = ground.box()!;
    expect(box.maxX - box.minX).toBeGreaterThanOrEqual(300);
  });

  it("places cars on a ring where none sends positions, and begins again with another session", () => {
    const source = driving(10);
    const blind = Object.create(source, {
      latest: {
        value: (car: number, channel: string) =>
          channel.startsWith("world") ? Number.NaN : source.latest(car, channel),
      },
    }) as FakeLive;
    const ground = new MapGround();
    expect(ground.update(blind, 0, null, 0)).toBe(true);
    expect(ground.ringM).toBe(source.session!.track.lengthM);
    const [x, z] = ground.ringPosition(blind, 0);
    expect(Math.hypot(x, z)).toBeCloseTo(ground.ringM / (2 * Math.PI));
    expect(ground.update(source, 0, null, 1)).toBe(true);
    expect(ground.ringM).toBe(0);
    const {line} = ground;
    Object.assign(source.session!, {id: "another"});
    expect(ground.update(source, 0, null, 2)).toBe(true);
    expect(ground.line).not.toBe(line);
  });
});

describe("nearestCar", () => {
  it("is the car under the pointer, or null", () => {
    const motion = {x: Float64Array.of(0, 100, Number.NaN), z: Float64Array.of(0, 0, 0)};
    const fit = {scale: 1, offsetX: 50, offsetY: 50};
    expect(nearestCar([0, 1, 2], motion, fit, 148, 52)).toBe(1);
    expect(nearestCar([0, 1, 2], motion, fit, 100, 100)).toBeNull();
  });
});
