import type {Car} from "../car.js";
import {fastestProfile, PerformanceEnvelope} from "../speedProfile.js";
import type {Racer} from "./racer.js";

/** part of racing speed asked of cars that catch up with the safety car */
export const CATCH_UP_PACE = 0.8;
/** part of racing speed asked under a virtual safety car or a red flag */
export const VIRTUAL_PACE = 0.62;

/** s by which a driver anticipates a lower speed ahead */
const ANTICIPATION = 0.17;
/** s over which the asked pace falls, because cars cannot brake hard in the middle of a bend */
const EASING = 5;
/** lower limit of the speed that a car's delta is measured against, m/s */
const MIN_SPEED = 12;
/** m/s below which the engine's power no longer determines the driving force */
const MIN_POWER_SPEED = 20;

/** The speed asked of cars while the race is neutralised: a part of a racing lap of the leader, falling over the first seconds. */
export class NeutralPace {
  /** session time at which the present neutralisation began, s */
  since = 0;
  /** speeds of a racing lap of the leader on the circuit's grid, m/s */
  private racingLap: Float64Array = new Float64Array(0);
  private now = 0;

  begin(time: number, leader: Racer): void {
    this.since = time;
    this.racingLap = racingSpeeds(leader);
  }

  /** Sets the present session time, s. */
  update(time: number): void {
    this.now = time;
  }

  /** Limits a car's orders to a part of racing speed, in bends and on straights. */
  limit({car, driver: {orders}}: Racer, pace: number): void {
    const eased = this.eased(pace);
    orders.factor *= eased;
    orders.speed = Math.min(orders.speed, eased * this.racingSpeed(car, ANTICIPATION * car.v));
  }

  /** Adds a step of `dt` s to a car's safety-car delta: its time against the asked pace, positive when slower. */
  measure(racer: Racer, pace: number, dt: number): void {
    const {car} = racer;
    const asked = Math.max(MIN_SPEED, this.eased(pace) * this.racingSpeed(car));
    racer.safetyCarDelta += dt * (1 - car.v / asked);
  }

  /** Speed of the racing lap `ahead` metres ahead of a car, m/s. */
  racingSpeed({circuit, lapPosition}: Car, ahead = 0): number {
    const {racingLap} = this;
    return racingLap[Math.floor((lapPosition + ahead) / circuit.step) % racingLap.length];
  }

  private eased(pace: number): number {
    return 1 - (1 - pace) * Math.min(1, (this.now - this.since) / EASING);
  }
}

/** Speeds of a racing lap on the circuit's grid, m/s, with the car's present tyres, fuel and road. */
function racingSpeeds({car, driver}: Racer): Float64Array {
  const {vehicle, engine, mass} = car;
  const envelope = new PerformanceEnvelope(vehicle).update(mass, car.tyres.grip * driver.expectedGrip);
  const force = (v: number) => (engine.power * engine.efficiency) / Math.max(MIN_POWER_SPEED, v);
  const out = new Float64Array(driver.line.curvature.length);
  fastestProfile(driver.line, envelope, mass, force, out);
  return out;
}
