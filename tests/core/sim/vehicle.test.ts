import {describe, expect, it} from "vitest";
import {GRAVITY} from "../../../src/core/channels/gravity.js";
import {enginePower, engineRpm, F1_ENGINE, wantedGear} from "../../../src/core/sim/engine.js";
import {Ers, F1_ERS} from "../../../src/core/sim/ers.js";
import {brakingProfile, fastestProfile, PerformanceEnvelope} from "../../../src/core/sim/speedProfile.js";
import {createLoads, dragForce, F1_CAR, wheelLoads} from "../../../src/core/sim/vehicle.js";
import {buildCircuit} from "../../../src/core/track/circuit.js";
import {silverstone} from "../../../src/core/track/circuits/silverstone.js";
import {measureLine} from "../../../src/core/track/racingLine.js";

describe("wheelLoads", () => {
  const loads = createLoads();

  it("sums to weight and downforce under any load transfer", () => {
    for (const [v, along, left] of [
      [0, 0, 0],
      [50, -40, 10],
      [80, 5, -45],
    ]) {
      wheelLoads(F1_CAR, 820, v, along, left, 1, loads);
      const lift = 0.5 * F1_CAR.airDensity * (F1_CAR.liftAreaFront + F1_CAR.liftAreaRear) * v * v;
      expect(loads.wheel.reduce((sum, load) => sum + load, 0)).toBeCloseTo(820 * GRAVITY + lift, 6);
    }
  });

  it("moves load forward under braking and to the right in a left bend", () => {
    wheelLoads(F1_CAR, 820, 60, -30, 20, 1, loads);
    const [rl, rr, fl, fr] = loads.wheel;
    expect(rr).toBeGreaterThan(rl);
    expect(fr).toBeGreaterThan(fl);
    const front = fl + fr;
    wheelLoads(F1_CAR, 820, 60, 30, 20, 1, loads);
    expect(front).toBeGreaterThan(loads.wheel[2] + loads.wheel[3]);
  });

  it("loses grip to load sensitivity: twice the load gives less than twice the grip", () => {
    wheelLoads(F1_CAR, 800, 0, 0, 0, 1, loads);
    const once = loads.lateral;
    wheelLoads(F1_CAR, 1600, 0, 0, 0, 1, loads);
    expect(loads.lateral).toBeLessThan(2 * once);
    expect(loads.lateral).toBeGreaterThan(1.7 * once);
  });
});

describe("PerformanceEnvelope and fastestProfile", () => {
  const length = 2 * Math.PI * 80;
  const circle = buildCircuit({...silverstone, lengthM: length, knots: [[length, -80]], startYaw: 0});
  const line = measureLine(circle, new Float64Array(circle.n));
  const envelope = new PerformanceEnvelope(F1_CAR).update(820, 1);
  const out = new Float64Array(circle.n);

  it("a circle is driven at the speed at which v² ÷ r equals the grip", () => {
    const [v] = brakingProfile(line, envelope, out);
    expect((v * v) / 80).toBeCloseTo(envelope.at(envelope.lateral, v), 1);
    // keeping that speed uses some of the grip for driving
    const held = line.lengthM / fastestProfile(line, envelope, 820, () => 1e6, out);
    expect(held).toBeLessThan(v);
    expect(held).toBeGreaterThan(0.97 * v);
  });

  it("is slower with more mass, less grip, more drag", () => {
    const force = (v: number) => 550_000 / Math.max(v, 10);
    const lap = (e: PerformanceEnvelope, mass: number) => fastestProfile(line, e, mass, force, out);
    const base = lap(new PerformanceEnvelope(F1_CAR).update(820, 1), 820);
    expect(lap(new PerformanceEnvelope(F1_CAR).update(840, 1), 840)).toBeGreaterThan(base);
    expect(lap(new PerformanceEnvelope(F1_CAR).update(820, 0.95), 820)).toBeGreaterThan(base);
  });

  it("downforce grows with speed: 2–3 g slow, 5–6 g fast", () => {
    expect(envelope.at(envelope.lateral, 25) / GRAVITY).toBeLessThan(3);
    expect(envelope.at(envelope.lateral, 85) / GRAVITY).toBeGreaterThan(5);
    expect(envelope.at(envelope.lateral, 85) / GRAVITY).toBeLessThan(6);
  });
});

describe("engine and gears", () => {
  it("shifts through eight gears; after an upshift the engine is below the limit and does not shift back", () => {
    let gear = 1;
    for (let v = 10; v < 95; v += 0.1) {
      const wanted = wantedGear(F1_ENGINE, gear, v, true);
      expect(Math.abs(wanted - gear)).toBeLessThan(2);
      expect(wanted).toBeGreaterThanOrEqual(gear);
      gear = wanted;
      expect(engineRpm(F1_ENGINE, gear, v)).toBeLessThan(F1_ENGINE.maxRpm);
    }
    expect(gear).toBe(8);
  });

  it("balances drag at its top speed: 300–325 km/h without the motor", () => {
    let v = 60;
    while (enginePower(F1_ENGINE, engineRpm(F1_ENGINE, 8, v)) * F1_ENGINE.efficiency > dragForce(F1_CAR, v) * v)
      v += 0.05;
    expect(v * 3.6).toBeGreaterThan(300);
    expect(v * 3.6).toBeLessThan(335);
  });
});

describe("Ers", () => {
  it("the charge stays between 0 and 4 MJ, and the limits per lap are kept", () => {
    const ers = new Ers(F1_ERS, 0.5);
    for (let i = 0; i < 6000; i++) ers.step(0.01, ers.available(50, 1), 0, 0);
    expect(ers.store).toBeGreaterThanOrEqual(0);
    expect(ers.available(50, 1)).toBe(0);
    for (let i = 0; i < 20_000; i++) ers.step(0.01, 0, 1e6, 1);
    expect(ers.store).toBeLessThanOrEqual(F1_ERS.capacity);
    expect(ers.harvestedMotor).toBeLessThanOrEqual(F1_ERS.harvestLimit * 1.0001);
  });
});
