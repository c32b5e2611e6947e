import {gridValue} from "../../geometry/closedGrid.js";
import {type Random, random} from "../../signal/random.js";
import type {RacingLine} from "../../track/racingLine.js";
import type {Car} from "../car.js";
import {press} from "../pedals.js";
import {RoadNoise} from "../roadNoise.js";
import {brakingProfile, PerformanceEnvelope} from "../speedProfile.js";
import type {VehicleParameters} from "../vehicle.js";
import {withDoubles} from "../withDoubles.js";
import {wrapAngle} from "../wrapAngle.js";
import type {RaceStyle} from "./entrants.js";

/** Limits that traffic, flags and pit lane set for a driver's next moment. Shifts are metres left of the driver's best line. */
export type Orders = ReturnType<typeof createOrders>;

/** Orders without any limit. */
export function createOrders() {
  return withDoubles({
    /** where to drive, and its bounds */
    shift: 0,
    low: -99,
    high: 99,
    /** the part of these bounds that is due to other cars */
    besideLow: -99,
    besideHigh: 99,
    /** upper limit of the acceleration behind another car, m/s² */
    acceleration: Infinity,
    /** part of the planned speed, and upper limit of the speed, m/s */
    factor: 1,
    speed: Infinity,
    /** metres left of the centre line to aim for instead of a shift, also off the road; NaN: none */
    offset: Number.NaN,
  });
}

/** m of road kept free at both edges */
const EDGE = 1.1;
/** limits of sideways movement: m/s, m/s² */
const SHIFT_SPEED = 4;
const SHIFT_CHANGE = 14;
/** m/s below which a car counts as standing */
const STANDING = 0.5;

/**
 * Drives a car in a race: along its line where possible, beside it where others are, at the speed planned for the present grip. All
 * imperfection is drawn from one seed.
 */
export class RaceDriver {
  /** planned speeds on the circuit's grid, m/s */
  readonly plan: Float64Array;
  readonly orders: Orders = createOrders();
  /** metres left of the best line that the driver now aims for */
  shift = 0;
  /** a mistake: part by which the car is too fast, until this session time, s */
  excess = 0;
  excessUntil = 0;
  /** friction of the road that the driver expects, against a dry one */
  expectedGrip = 1;
  private shiftRate = 0;
  /** previous aim, m left of the path followed; NaN after a change of path */
  private lastAim = Number.NaN;
  private drift = 0;
  /** the path whose bends the car follows: the best line or the road */
  private path: {yaw: Float64Array; curvature: Float64Array};
  /** s until the throttle may be used after braking */
  private throttleWait = 0;
  private feltBrakes = 1;
  private plannedGrip = 0;
  private readonly envelope: PerformanceEnvelope;
  private readonly slow: RoadNoise;
  private readonly early: RoadNoise;
  private readonly wander: RoadNoise;
  private readonly mood: Random;

  constructor(
    readonly car: Car,
    readonly line: RacingLine,
    readonly style: RaceStyle,
    vehicle: VehicleParameters,
    seed: number,
    slot: number,
  ) {
    this.path = line;
    this.envelope = new PerformanceEnvelope(vehicle);
    this.plan = new Float64Array(line.curvature.length);
    const noise = (k: number, metres: number) => new RoadNoise(random(seed, 100 + 8 * slot + k), metres);
    this.slow = noise(1, 180);
    this.early = noise(2, 250);
    this.wander = noise(3, 160);
    this.mood = random(seed, 100 + 8 * slot + 4);
    withDoubles(this);
  }

  /** Plans the speeds of the next lap for the car's present fuel, tyres and road. */
  makePlan(): void {
    const {car, style} = this;
    this.plannedGrip = car.tyres.grip * this.expectedGrip;
    const grip = this.plannedGrip * (style.commitment + style.lapSpread * this.mood.normal());
    brakingProfile(this.line, this.envelope.update(car.mass, grip), this.plan, style);
  }

  /** Skips random draws: after a flashback the lap is driven differently. */
  skipDraws(times: number): void {
    for (let i = 0; i < times; i++) this.mood.bits();
  }

  /** Present distance of the car from the best line, m, positive to the left. */
  besideLine(): number {
    return this.car.offset - this.ahead(this.line.offset, 0);
  }

  /** Makes the car's present distance from the best line the one it starts from when it returns to the line. */
  startFromPresentOffset(): void {
    this.shift = this.besideLine();
    this.shiftRate = 0;
    this.lastAim = Number.NaN;
  }

  /** Planned speed so many metres ahead, m/s. */
  speedAhead(metres: number): number {
    return this.ahead(this.plan, metres);
  }

  /** Sets pedals and steering for the next dt seconds. */
  step(dt: number, time: number): void {
    const {car, line, style, orders} = this;
    const {circuit, v} = car;
    const now = car.tyres.grip * this.expectedGrip;
    if (Math.abs(now - this.plannedGrip) > 0.015) this.makePlan();

    // steering
    const best = this.ahead(line.offset, 0);
    const aim = this.aim(best, dt);
    // in the pit lane and at the road's edge the road's own bends are followed, not the line's
    const path = Number.isNaN(orders.offset) ? line : circuit;
    if (path !== this.path) this.lastAim = Number.NaN;
    this.path = path;
    const beside = path === line ? aim - best : aim;
    const rate = Number.isNaN(this.lastAim) ? 0 : Math.max(-14, Math.min(14, (beside - this.lastAim) / dt));
    this.lastAim = beside;
    this.drift += (rate - this.drift) * Math.min(1, dt / 0.08);
    // in the pit lane and beside the road cars follow their aim more closely than at speed
    const reach = (Number.isNaN(orders.offset) ? 12 : 5) + 0.28 * v;
    const i = Math.min(circuit.n - 1, (car.lapPosition / circuit.step) | 0);
    const course = path.yaw[i] + path.curvature[i] * (car.lapPosition - i * circuit.step);
    const askew = wrapAngle(car.course - course) - Math.atan2(this.drift, Math.max(4, v));
    const bend = this.ahead(path.curvature, car.vehicle.steeringLag * v);
    const wheel = v < STANDING ? 0 : bend - (car.offset - aim) / (reach * reach) - (1.6 * askew) / reach;
    car.steerCurvature = Math.max(-0.12, Math.min(0.12, wheel));

    // speed
    this.feltBrakes += ((car.brakePart - this.feltBrakes) * dt) / 5;
    const early =
      Math.max(0, style.brakeEarly + style.brakeSpread * this.early.at(car.distance)) + 160 * (1 - this.feltBrakes);
    const excess = time < this.excessUntil ? 1 + this.excess : 1;
    // off the best line bends are tighter and the road is dusty
    const aside = 1 - 0.011 * Math.min(6, Math.abs(car.offset - best));
    const trust = (1 + style.consistency * this.slow.at(car.distance)) * excess * aside * orders.factor;
    const near = 0.02 * v;
    const target = Math.min(this.ahead(this.plan, near), this.ahead(this.plan, near + early)) * trust;
    const beyond = this.ahead(this.plan, near + early + 6) * trust;
    const slope = target <= v + 2 ? (Math.min(beyond, v + 3) - target) / 6 : 0;
    let wanted = slope * v + 6 * (target - v);
    wanted = Math.min(wanted, 6 * (orders.speed - v), orders.acceleration);
    press(car, style, wanted, dt);
    if (car.brake > 0.1) this.throttleWait = style.throttleDelay;
    else if (this.throttleWait > 0) {
      this.throttleWait -= dt;
      car.throttle = Math.min(car.throttle, 0.08);
    }
  }

  /** Metres left of the centre line to steer for. */
  private aim(best: number, dt: number): number {
    const {car, orders, style} = this;
    const edge = car.circuit.description.widthM / 2 - EDGE;
    const goal = Math.max(orders.low, Math.min(orders.high, orders.shift));
    const most = Math.min(SHIFT_SPEED, 0.1 * car.v);
    const rate = Math.max(-most, Math.min(most, 3.5 * (goal - this.shift)));
    this.shiftRate += Math.max(-SHIFT_CHANGE * dt, Math.min(SHIFT_CHANGE * dt, rate - this.shiftRate));
    this.shift += this.shiftRate * dt;
    const wander = style.lineOffset + style.lineSpread * this.wander.at(car.distance);
    const road = Math.max(-edge, Math.min(edge, best + this.shift + wander));
    // a shift that the road's edge cut off is not made up for later
    this.shift = Math.max(-edge - best - 1, Math.min(edge - best + 1, this.shift));
    return Number.isNaN(orders.offset) ? road : orders.offset;
  }

  private ahead(column: Float64Array, metres: number): number {
    const {circuit, lapPosition} = this.car;
    const d = lapPosition + metres;
    return gridValue(column, circuit, d >= circuit.lengthM ? d - circuit.lengthM : d);
  }
}
