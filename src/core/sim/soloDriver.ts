import {gridValue} from "../geometry/closedGrid.js";
import {random} from "../signal/random.js";
import type {RacingLine} from "../track/racingLine.js";
import type {Car} from "./car.js";
import {type Feet, press} from "./pedals.js";
import {RoadNoise} from "./roadNoise.js";
import {brakingProfile, PerformanceEnvelope} from "./speedProfile.js";
import {wrapAngle} from "./wrapAngle.js";

/** Parameters of a driver who drives alone. */
export interface DriverStyle extends Feet {
  /** part of the available grip that the plan uses, 0–1 */
  commitment: number;
  /** spread of that part along the road, and from lap to lap */
  consistency: number;
  lapSpread: number;
  /** braking point, m before the latest possible one, and its spread */
  brakeEarly: number;
  brakeSpread: number;
  /** spread of the line, m */
  lineSpread: number;
}

/** A habit that costs time, planted so that analysis has something to find. */
export interface DriverHabit {
  /** stretch of the lap, m from the start line; the whole lap if left out */
  fromM?: number;
  toM?: number;
  /** first lap with it, from 1 */
  fromLap?: number;
  /** braking point, m earlier; negative: later, also beyond the latest possible one */
  brakeEarlierM?: number;
  /** most throttle, 0–1 */
  throttleMost?: number;
}

const STEADY: DriverStyle = {
  commitment: 0.978,
  consistency: 0.01,
  lapSpread: 0.006,
  brakeEarly: 4,
  brakeSpread: 4,
  lineSpread: 0.22,
  throttleOn: 4.5,
  throttleOff: 9,
  brakeOn: 9,
  brakeOff: 5,
};

/** Brakes earlier and longer, opens the throttle later, uses less grip: about 1.5 s a lap slower. */
const CAUTIOUS: DriverStyle = {
  ...STEADY,
  commitment: 0.958,
  lapSpread: 0.008,
  brakeEarly: 13,
  brakeSpread: 6,
  lineSpread: 0.3,
  throttleOn: 2.6,
  brakeOn: 6,
};

/** Driver styles by name, as the command line offers them. */
export const DRIVER_STYLES: Record<string, DriverStyle> = {steady: STEADY, cautious: CAUTIOUS};

/**
 * Drives a car alone: follows a line at the planned speed, brakes along the planned envelope and opens the throttle as the tyres
 * allow. All imperfection is drawn from one seed.
 */
export class SoloDriver {
  /** planned speeds on the circuit's grid, m/s; renewed at the line for the present fuel and tyres */
  readonly plan: Float64Array;
  private readonly envelope: PerformanceEnvelope;
  private readonly slow: RoadNoise;
  private readonly early: RoadNoise;
  private readonly wander: RoadNoise;
  private readonly mood: {normal(): number};

  constructor(
    readonly car: Car,
    readonly line: RacingLine,
    readonly style: DriverStyle,
    seed: number,
    slot = 0,
    readonly habits: readonly DriverHabit[] = [],
  ) {
    this.envelope = new PerformanceEnvelope(car.vehicle);
    this.plan = new Float64Array(line.curvature.length);
    this.slow = new RoadNoise(random(seed, 8 * slot + 1), 180);
    this.early = new RoadNoise(random(seed, 8 * slot + 2), 250);
    this.wander = new RoadNoise(random(seed, 8 * slot + 3), 160);
    this.mood = random(seed, 8 * slot + 4);
    this.makePlan();
  }

  /** Plans the speeds of the coming lap for the car's present fuel and tyres. */
  makePlan(): void {
    const {car, style} = this;
    const grip = car.tyres.grip * car.roadGrip * (style.commitment + style.lapSpread * this.mood.normal());
    brakingProfile(this.line, this.envelope.update(car.mass, grip), this.plan);
  }

  /** Sets pedals and steering for the next dt seconds. */
  step(dt: number): void {
    const {car, line, style} = this;
    const {circuit} = car;
    const {v} = car;
    const s = car.lapPosition;
    const {lengthM} = circuit;
    const at = (column: Float64Array, ahead: number) => {
      const d = s + ahead;
      return gridValue(column, circuit, d >= lengthM ? d - lengthM : d < 0 ? d + lengthM : d);
    };
    let earlier = 0;
    let throttleMost = 1;
    for (const {fromM = 0, toM = lengthM, fromLap = 1, brakeEarlierM = 0, throttleMost: most = 1} of this.habits) {
      if (s < fromM || s >= toM || car.distance < (fromLap - 1) * lengthM) continue;
      earlier += brakeEarlierM;
      throttleMost = Math.min(throttleMost, most);
    }

    // steering: curvature of the line one steering lag ahead, corrected towards the line like a damped spring
    const reach = 12 + 0.28 * v;
    const lag = car.vehicle.steeringLag * v;
    const aim = at(line.offset, 0) + style.lineSpread * this.wander.at(car.distance);
    const i = Math.min(circuit.n - 1, (s / circuit.step) | 0);
    const away = car.offset - aim;
    const askew = wrapAngle(car.course - line.yaw[i] - line.curvature[i] * (s - i * circuit.step));
    car.steerCurvature = at(line.curvature, lag) - away / (reach * reach) - (1.6 * askew) / reach;

    // speed: follow the plan a moment ahead; its slope is the wanted deceleration
    const shift = Math.max(0, style.brakeEarly + style.brakeSpread * this.early.at(car.distance)) + earlier;
    const trust = 1 + style.consistency * this.slow.at(car.distance);
    const here = at(this.plan, 0.02 * v + Math.min(0, shift)) * trust;
    const target = Math.min(here, at(this.plan, 0.02 * v + shift) * trust);
    const beyond = at(this.plan, 0.02 * v + shift + 6) * trust;
    const slopeWanted = target <= v + 2 ? (Math.min(beyond, v + 3) - target) / 6 : 0;
    const wanted = slopeWanted * v + 6 * (target - v);

    press(car, style, wanted, dt);
    car.throttle = Math.min(car.throttle, throttleMost);
  }
}
