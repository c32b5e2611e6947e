import {type Random, random} from "../../signal/random.js";
import type {RaceContext} from "./raceContext.js";
import type {Racer} from "./racer.js";

/** duration of a spin, s */
const SPIN = 3.6;
/** m beyond the road's edge at which a failed car stops */
const BEYOND = 4.5;
/**
 * Thresholds of a uniform draw for a car stopped beside the road: below the first it brings out the red flag, below the second the
 * safety car, below the third the virtual safety car; above it only yellow flags.
 */
const [RED_FLAG, SAFETY_CAR, VIRTUAL] = [0.06, 0.5, 0.8];

/** result reasons in the games' numbering */
const [TERMINAL_DAMAGE, MECHANICAL_FAILURE] = [3, 8];

/**
 * Mistakes and failures: lock-ups that run wide, spins, failures that end beside the road. Drawn from the seed; `rate` scales their
 * frequency. Only causes are drawn (too much speed, a locked wheel); the vehicle model computes the consequences.
 */
export class Incidents {
  private readonly draw: Random;

  constructor(
    private readonly race: RaceContext,
    private readonly rate: number,
    /** shows the red flag; returns whether that was possible */
    private readonly stopRace: (time: number, leader: Racer) => boolean,
  ) {
    this.draw = random(race.seed, 8000);
    const raceM = race.laps * race.circuit.lengthM;
    for (const racer of race.racers) {
      const at = this.draw.next();
      if (this.draw.next() < 0.06 * rate) racer.failsAt = at * raceM;
    }
  }

  /** Draws whether and where the driver makes a mistake in the lap that begins. */
  newLap(racer: Racer, wetness: number): void {
    const {draw} = this;
    const chance = racer.entrant.style.errorsPerLap * (1 + 2 * wetness) * (1 + racer.car.tyres.wear[2]) * this.rate;
    const where = draw.next();
    racer.errsAt = draw.next() < chance ? racer.car.distance + where * racer.timing.lengthM : Infinity;
  }

  step(racer: Racer, time: number): void {
    const {car, driver} = racer;
    if (racer.spinStartedAt >= 0) this.spin(racer, time);
    if (racer.status === "stopping") this.stopBesideRoad(racer, time);
    if (racer.status !== "running" || racer.pit) return;
    if (car.distance > racer.failsAt) this.fail(racer, MECHANICAL_FAILURE);
    if (car.distance < racer.errsAt || car.brake < 0.5 || car.v < 30 || this.race.control.slow) return;
    racer.errsAt = Infinity;
    const kind = this.draw.next();
    if (kind < 0.07) {
      racer.spinStartedAt = time;
      this.race.control.yellow(car.lapPosition, time, 9);
      // one spin in four ends the car's race
      if (this.draw.next() < 0.25) this.fail(racer, TERMINAL_DAMAGE);
    } else {
      driver.excess = 0.05 + 0.09 * this.draw.next();
      driver.excessUntil = time + 1.2 + this.draw.next();
      // flat spot of a locked wheel
      car.tyres.wear[2] = Math.min(1, car.tyres.wear[2] + 0.01);
    }
  }

  /** Ends a car's race: it drives slowly off the road. `reason`: the games' number. */
  fail(racer: Racer, reason: number): void {
    racer.status = "stopping";
    racer.reason = reason;
    racer.car.enginePart = 0.12;
    racer.manoeuvre = null;
    racer.failsAt = Infinity;
  }

  private spin(racer: Racer, time: number): void {
    const {car, driver} = racer;
    const f = Math.min(1, (time - racer.spinStartedAt) / (SPIN - 1));
    const turned = f * f * (3 - 2 * f);
    car.spin = Math.floor(car.spin / (2 * Math.PI) - 1e-9) * 2 * Math.PI;
    car.spin = Math.max(0, car.spin) + 2 * Math.PI * turned * 0.999;
    driver.orders.speed = Math.min(driver.orders.speed, f < 1 ? 4 : 12);
    if (time - racer.spinStartedAt < SPIN) return;
    car.spin = 0;
    racer.spinStartedAt = -1;
  }

  private stopBesideRoad(racer: Racer, time: number): void {
    const {car, driver} = racer;
    const half = car.circuit.description.widthM / 2;
    const side = car.offset >= 0 ? 1 : -1;
    driver.orders.offset = side * (half + BEYOND);
    const off = Math.abs(car.offset) > half + 2.4;
    driver.orders.speed = Math.min(driver.orders.speed, off ? 0 : 22);
    driver.orders.acceleration = Infinity;
    if (!(off && car.v < 0.4)) return;
    racer.status = "retired";
    racer.endedAt = time;
    car.v = car.throttle = 0;
    const luck = this.draw.next();
    const {leader, control} = this.race;
    const seconds = 45 + 30 * this.draw.next();
    control.yellow(car.lapPosition, time, seconds);
    if (!leader || (luck < RED_FLAG && this.stopRace(time, leader))) return;
    if (luck < SAFETY_CAR) control.deploy(time, leader);
    else if (luck < VIRTUAL) control.virtual(time, 0.7 * seconds, leader);
  }
}
