import {gridValue} from "../../geometry/closedGrid.js";
import type {RacingLine} from "../../track/racingLine.js";
import type {Car} from "../car.js";
import {press} from "../pedals.js";
import {type Random, RoadNoise, random} from "../random.js";
import {brakingProfile, Envelope} from "../speedProfile.js";
import type {VehicleParameters} from "../vehicle.js";
import type {RaceStyle} from "./entrants.js";

/** What traffic, flags and pit lane ask of a driver for the next moment. Shifts are metres left of the driver's best line. */
export interface Orders {
  /** where to drive, and between which bounds */
  shift: number;
  low: number;
  high: number;
  /** the part of these bounds that other cars make */
  besideLow: number;
  besideHigh: number;
  /** m/s²: no more than this, for the sake of the car in front */
  acceleration: number;
  /** part of the planned speed, and the most there may be, m/s */
  factor: number;
  speed: number;
  /** metres left of the centre line to aim for instead of all this, off the road too; NaN: none */
  offset: number;
}

/** m of road kept free at both edges */
const EDGE = 1.1;
/** shifting aside: m/s, m/s² */
const SHIFT_SPEED = 4;
const SHIFT_CHANGE = 14;
const STANDING = 0.5; // m/s

/**
 * Drives a car in a race: along its line where it may, aside where others are, at the speed it has planned for the grip of the
 * day. All imperfection comes from one seed.
 */
export class RaceDriver {
  /** planned speeds on the grid, m/s */
  readonly plan: Float64Array;
  readonly orders: Orders = {
    ...{shift: 0, low: -99, high: 99, besideLow: -99, besideHigh: 99, acceleration: Infinity},
    ...{factor: 1, speed: Infinity, offset: Number.NaN},
  };
  /** metres left of the best line that it now aims for */
  shift = 0;
  /** a mistake: by so much too fast until then, s */
  excess = 0;
  excessUntil = 0;
  /** friction of the road that it reckons with */
  expects = 1;
  private shiftRate = 0;
  private beside = Number.NaN;
  private drift = 0;
  /** whose bends it follows */
  private along: {yaw: Float64Array; curvature: Float64Array};
  private wait = 0;
  private feltBrakes = 1;
  private plannedGrip = 0;
  private readonly envelope: Envelope;
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
    this.along = line;
    this.envelope = new Envelope(vehicle);
    this.plan = new Float64Array(line.curvature.length);
    const noise = (k: number, metres: number) => new RoadNoise(random(seed, 100 + 8 * slot + k), metres);
    this.slow = noise(1, 180);
    this.early = noise(2, 250);
    this.wander = noise(3, 160);
    this.mood = random(seed, 100 + 8 * slot + 4);
  }

  /** Thinks the road ahead through with the car as it now is. */
  makePlan(): void {
    const {car, style} = this;
    this.plannedGrip = car.tyres.grip * this.expects;
    const grip = this.plannedGrip * (style.commitment + style.lapSpread * this.mood.normal());
    brakingProfile(this.line, this.envelope.update(car.mass, grip), this.plan, style);
  }

  /** Draws otherwise from now on: what comes after a flashback is another drive. */
  thinkAgain(times: number): void {
    for (let i = 0; i < times; i++) this.mood.bits();
  }

  /** Metres left of the best line that the car now is. */
  besideLine(): number {
    return this.car.offset - this.ahead(this.line.offset, 0);
  }

  /** Takes the place across the road that the car now has, and goes back to its line from there. */
  takePlace(): void {
    this.shift = this.besideLine();
    this.shiftRate = 0;
    this.beside = Number.NaN;
  }

  /** Planned speed so many metres on, m/s. */
  speedAhead(metres: number): number {
    return this.ahead(this.plan, metres);
  }

  /** Sets pedals and wheel for the next dt seconds. */
  step(dt: number, time: number): void {
    const {car, line, style, orders} = this;
    const {circuit, v} = car;
    const now = car.tyres.grip * this.expects;
    if (Math.abs(now - this.plannedGrip) > 0.015) this.makePlan();

    // wheel
    const best = this.ahead(line.offset, 0);
    const aim = this.aim(best, dt);
    // who drives along the lane or the edge follows the road's own bends, not the line's
    const along = Number.isNaN(orders.offset) ? line : circuit;
    if (along !== this.along) this.beside = Number.NaN;
    this.along = along;
    const beside = along === line ? aim - best : aim;
    const rate = Number.isNaN(this.beside) ? 0 : Math.max(-14, Math.min(14, (beside - this.beside) / dt));
    this.beside = beside;
    this.drift += (rate - this.drift) * Math.min(1, dt / 0.08);
    // in the pit lane and beside the road cars are placed more closely than at speed
    const reach = (Number.isNaN(orders.offset) ? 12 : 5) + 0.28 * v;
    const i = Math.min(circuit.n - 1, (car.lapPosition / circuit.step) | 0);
    const course = along.yaw[i] + along.curvature[i] * (car.lapPosition - i * circuit.step);
    const askew = wrapAngle(car.course - course) - Math.atan2(this.drift, Math.max(4, v));
    const bend = this.ahead(along.curvature, car.vehicle.steeringLag * v);
    // who stands has the wheels straight
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
    if (car.brake > 0.1) this.wait = style.throttleDelay;
    else if (this.wait > 0) {
      this.wait -= dt;
      car.throttle = Math.min(car.throttle, 0.08);
    }
  }

  /** Metres left of the centre to steer for. */
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
    // what the road's edge does not let through is not owed later
    this.shift = Math.max(-edge - best - 1, Math.min(edge - best + 1, this.shift));
    return Number.isNaN(orders.offset) ? road : orders.offset;
  }

  private ahead(column: Float64Array, metres: number): number {
    const {circuit, lapPosition} = this.car;
    const d = lapPosition + metres;
    return gridValue(column, circuit, d >= circuit.lengthM ? d - circuit.lengthM : d);
  }
}

function wrapAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
