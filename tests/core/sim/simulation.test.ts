import {describe, expect, it} from "vitest";
import {Simulation} from "../../../src/core/sim/simulation.js";
import {type LapRecord, LapTiming} from "../../../src/core/sim/timing.js";
import {count} from "../../support/long.js";

function laps(seed: number, count: number): LapRecord[] {
  const simulation = new Simulation({seed, laps: count});
  const timing = new LapTiming(simulation.circuit.lengthM);
  while (!simulation.done) {
    simulation.step();
    for (const {line, time} of simulation.crossings) if (line !== "trap") timing.cross(line, Math.round(time * 1000));
  }
  return timing.laps;
}

describe("Simulation", () => {
  it("laps Silverstone in 1:25 to 1:30 with every driver", () => {
    for (let seed = 1; seed <= count(3, 8); seed++) {
      for (const {lapTimeMs} of laps(seed, 4)) {
        expect(lapTimeMs).toBeGreaterThan(85_000);
        expect(lapTimeMs).toBeLessThan(90_000);
      }
    }
  });

  it("spreads lap times as a steady driver does: σ 0.1–0.6 s, and no two drives alike", () => {
    const times = [1, 2, 3].flatMap((seed) => laps(seed, 8).map((lap) => lap.lapTimeMs));
    for (const seed of [0, 1, 2]) {
      const own = times.slice(seed * 8, seed * 8 + 8);
      const mean = own.reduce((sum, t) => sum + t, 0) / own.length;
      const sigma = Math.sqrt(own.reduce((sum, t) => sum + (t - mean) ** 2, 0) / (own.length - 1));
      expect(sigma).toBeGreaterThan(100);
      expect(sigma).toBeLessThan(600);
    }
    expect(times.slice(0, 8)).not.toEqual(times.slice(8, 16));
  });

  it("conserves energy: input equals output plus the car's kinetic energy", () => {
    const simulation = new Simulation({seed: 5, laps: 2});
    const [car] = simulation.cars;
    const before = 0.5 * car.mass * car.v ** 2;
    while (!simulation.done) simulation.step();
    const {engine, motor, ...out} = car.energy;
    const spent = Object.values(out).reduce((sum, joules) => sum + joules, 0) + 0.5 * car.mass * car.v ** 2 - before;
    expect(spent / (engine + motor)).toBeCloseTo(1, 9);
    for (const joules of Object.values(car.energy)) expect(joules).toBeGreaterThan(0);
  });

  it("tyre forces stay within the friction ellipse", () => {
    const simulation = new Simulation({seed: 6, laps: 1});
    const [car] = simulation.cars;
    while (!simulation.done) {
      simulation.step();
      const {loads} = car;
      const across = car.forceLeft.reduce((sum, force) => sum + force, 0) / loads.lateral;
      const along = car.forceAlong.reduce((sum, force) => sum + force, 0);
      const most = along > 0 ? loads.traction : loads.braking;
      expect(across ** 2 + (along / most) ** 2).toBeLessThan(1.0001);
    }
  });

  it("warms and wears its tyres, more on the outside of a clockwise circuit, and burns fuel", () => {
    const simulation = new Simulation({seed: 7, laps: 3});
    const [car] = simulation.cars;
    const {fuel} = car;
    while (!simulation.done) simulation.step();
    const [rl, rr, fl, fr] = car.tyres.wear;
    expect(rl).toBeGreaterThan(rr);
    expect(fl).toBeGreaterThan(fr);
    expect(rl).toBeLessThan(0.2);
    for (const temperature of car.tyres.surface) {
      expect(temperature).toBeGreaterThan(60);
      expect(temperature).toBeLessThan(130);
    }
    expect(car.fuel).toBeLessThan(fuel - 6);
  });

  it("throws on an unknown track", () => {
    expect(() => new Simulation({track: "constructor"})).toThrow("unknown track: constructor");
  });
});
