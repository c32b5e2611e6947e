import {type Random, random} from "../random.js";
import type {Race} from "./race.js";
import type {Racer} from "./racer.js";

/** s */
const SPIN = 3.6;
const BEYOND = 4.5;
/** luck below which a car that stands beside the road brings out the red flag, the safety car, the virtual one; else yellows only */
const [STOPPED, SAFETY_CAR, VIRTUAL] = [0.06, 0.5, 0.8];

/**
 * What goes wrong: lock-ups that end wide of the bend, spins, failures that end in the grass. Drawn from the seed; `rate` scales
 * how often. What the tyres do with a mistake is left to the physics.
 */
export class Incidents {
  private readonly draw: Random;

  constructor(
    seed: number,
    private readonly race: Race,
    private readonly rate: number,
  ) {
    this.draw = random(seed, 8000);
    const raceM = race.laps * race.circuit.lengthM;
    for (const racer of race.racers) {
      const at = this.draw.next();
      if (this.draw.next() < 0.06 * rate) racer.failsAt = at * raceM;
    }
  }

  /** A new lap: will its driver err in it, and where? */
  newLap(racer: Racer, wetness: number): void {
    const {draw} = this;
    const chance = racer.entrant.style.errorsPerLap * (1 + 2 * wetness) * (1 + racer.car.tyres.wear[2]) * this.rate;
    const where = draw.next();
    racer.errsAt = draw.next() < chance ? racer.car.distance + where * racer.timing.lengthM : Infinity;
  }

  step(racer: Racer, time: number): void {
    const {car, driver} = racer;
    if (racer.spinFrom >= 0) this.spinning(racer, time);
    if (racer.status === "stopping") this.stopping(racer, time);
    if (racer.status !== "running" || racer.pit) return;
    if (car.distance > racer.failsAt) this.fail(racer, 8);
    if (car.distance < racer.errsAt || car.brake < 0.5 || car.v < 30 || this.race.control.slow) return;
    racer.errsAt = Infinity;
    const kind = this.draw.next();
    if (kind < 0.07) {
      racer.spinFrom = time;
      this.race.control.yellow(car.lapPosition, time, 9);
      // some spins end in the gravel
      if (this.draw.next() < 0.25) this.fail(racer, 3);
    } else {
      driver.excess = 0.05 + 0.09 * this.draw.next();
      driver.excessUntil = time + 1.2 + this.draw.next();
      // a locked wheel leaves a flat spot
      car.tyres.wear[2] = Math.min(1, car.tyres.wear[2] + 0.01);
    }
  }

  /** This car's race is over: it limps off the road. Reasons are the games' numbers. */
  fail(racer: Racer, reason: number): void {
    racer.status = "stopping";
    racer.reason = reason;
    racer.car.enginePart = 0.12;
    racer.manoeuvre = null;
    racer.failsAt = Infinity;
  }

  private spinning(racer: Racer, time: number): void {
    const {car, driver} = racer;
    const f = Math.min(1, (time - racer.spinFrom) / (SPIN - 1));
    const turned = f * f * (3 - 2 * f);
    car.spin = Math.floor(car.spin / (2 * Math.PI) - 1e-9) * 2 * Math.PI;
    car.spin = Math.max(0, car.spin) + 2 * Math.PI * turned * 0.999;
    driver.orders.speed = Math.min(driver.orders.speed, f < 1 ? 4 : 12);
    if (time - racer.spinFrom < SPIN) return;
    car.spin = 0;
    racer.spinFrom = -1;
  }

  private stopping(racer: Racer, time: number): void {
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
    if (!leader || (luck < STOPPED && this.race.direction.stop(time, leader))) return;
    if (luck < SAFETY_CAR) control.deploy(time, leader);
    else if (luck < VIRTUAL) control.virtual(time, 0.7 * seconds, leader);
  }
}
