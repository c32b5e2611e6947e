import {gridValue} from "../geometry/closedGrid.js";
import type {RacingLine} from "../track/racingLine.js";
import type {Car} from "./car.js";
import {type Feet, press} from "./pedals.js";
import {RoadNoise, random} from "./random.js";
import {brakingProfile, Envelope} from "./speedProfile.js";

/** How someone drives. */
export interface DriverStyle extends Feet {
  /** part of the grip planned with, 0–1 */
  commitment: number;
  /** spread of that part along the road and from lap to lap */
  consistency: number;
  lapSpread: number;
  /** brakes so many metres before the last moment, and its spread */
  brakeEarly: number;
  brakeSpread: number;
  /** spread of the line, m */
  lineSpread: number;
}

export const STEADY_DRIVER: DriverStyle = {
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

/** Brakes earlier and longer, waits for the throttle, leaves some of the grip: about a second and a half a lap slower. */
export const CAUTIOUS_DRIVER: DriverStyle = {
  ...STEADY_DRIVER,
  commitment: 0.958,
  lapSpread: 0.008,
  brakeEarly: 13,
  brakeSpread: 6,
  lineSpread: 0.3,
  throttleOn: 2.6,
  brakeOn: 6,
};

/** The drivers by name, as the command line offers them. */
export const DRIVERS: Record<string, DriverStyle> = {steady: STEADY_DRIVER, cautious: CAUTIOUS_DRIVER};

/**
 * Follows a line at the speed it has planned for the lap: brakes along the planned envelope, goes back to the throttle as the
 * tyres allow. All imperfection comes from one seed.
 */
export class Driver {
  /** planned speeds on the grid, m/s; renewed at the line for the fuel and tyres of the day */
  readonly plan: Float64Array;
  /** 0–1, taken back on an out lap */
  effort = 1;
  private readonly envelope: Envelope;
  private readonly slow: RoadNoise;
  private readonly early: RoadNoise;
  private readonly wander: RoadNoise;
  private readonly mood: {normal(): number};
  private readonly slope: Float64Array;

  constructor(
    readonly car: Car,
    readonly line: RacingLine,
    readonly style: DriverStyle,
    seed: number,
    slot = 0,
  ) {
    this.envelope = new Envelope(car.vehicle);
    this.plan = new Float64Array(line.curvature.length);
    this.slope = new Float64Array(line.curvature.length);
    this.slow = new RoadNoise(random(seed, 8 * slot + 1), 180);
    this.early = new RoadNoise(random(seed, 8 * slot + 2), 250);
    this.wander = new RoadNoise(random(seed, 8 * slot + 3), 160);
    this.mood = random(seed, 8 * slot + 4);
    for (let i = 0; i < line.offset.length; i++) {
      const next = i + 1 === line.offset.length ? 0 : i + 1;
      this.slope[i] = (line.offset[next] - line.offset[i]) / car.circuit.step;
    }
    this.makePlan();
  }

  /** Thinks the coming lap through with the car as it now is. */
  makePlan(): void {
    const {car, style} = this;
    const grip = car.tyres.grip * (style.commitment + style.lapSpread * this.mood.normal()) * this.effort;
    brakingProfile(this.line, this.envelope.update(car.mass, grip), this.plan);
  }

  /** Sets pedals and wheel for the next dt seconds. */
  step(dt: number): void {
    const {car, line, style} = this;
    const {circuit} = car;
    const {v} = car;
    const s = car.lapPosition;
    const {lengthM} = circuit;
    const at = (column: Float64Array, ahead: number) => {
      const d = s + ahead;
      return gridValue(column, circuit, d >= lengthM ? d - lengthM : d);
    };

    // wheel: the line's curvature where the car will be when it has answered, and a spring towards the line
    const reach = 12 + 0.28 * v;
    const lag = car.vehicle.steeringLag * v;
    const aim = at(line.offset, 0) + style.lineSpread * this.wander.at(car.distance);
    const i = Math.min(circuit.n - 1, (s / circuit.step) | 0);
    const away = car.offset - aim;
    const askew = wrapAngle(car.course - line.yaw[i] - line.curvature[i] * (s - i * circuit.step));
    car.steerCurvature = at(line.curvature, lag) - away / (reach * reach) - (1.6 * askew) / reach;

    // speed: the plan a moment ahead, its fall as the deceleration to make
    const shift = Math.max(0, style.brakeEarly + style.brakeSpread * this.early.at(car.distance));
    const trust = 1 + style.consistency * this.slow.at(car.distance);
    const here = at(this.plan, 0.02 * v) * trust;
    const target = Math.min(here, at(this.plan, 0.02 * v + shift) * trust);
    const beyond = at(this.plan, 0.02 * v + shift + 6) * trust;
    const slopeWanted = target <= v + 2 ? (Math.min(beyond, v + 3) - target) / 6 : 0;
    const wanted = slopeWanted * v + 6 * (target - v);

    press(car, style, wanted, dt);
  }
}

function wrapAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
