import {withDoubles} from "./withDoubles.js";

/** Hybrid part of the power unit: battery, motor on the crankshaft (MGU-K), generator on the turbine (MGU-H). SI. */
export interface ErsParameters {
  /** of the battery, J */
  capacity: number;
  /** MGU-K, driving and braking, W at the crank */
  motorPower: number;
  motorEfficiency: number;
  /** MGU-H at full engine power, W */
  turbinePower: number;
  /** J per lap from the MGU-K into the battery, and from the battery to the wheels */
  harvestLimit: number;
  deployLimit: number;
}

export const F1_ERS: ErsParameters = {
  capacity: 4e6,
  motorPower: 120_000,
  motorEfficiency: 0.95,
  turbinePower: 36_000,
  harvestLimit: 2e6,
  deployLimit: 4e6,
};

/** The games' numbers: 0 none, 1 medium, 2 hotlap, 3 overtake. */
export type DeployMode = 0 | 1 | 2 | 3;

/** m/s above the balanced limit up to which the hotlap mode deploys */
const HOTLAP_BEYOND = 8;

/**
 * Energy recovery system of one car. It deploys on the first part of each straight, where a joule gains most time: up to a speed
 * limit that is adjusted after each lap until a lap deploys as much as it harvests. Hotlap mode deploys up to a higher speed, overtake
 * mode at every speed, mode none only harvests.
 */
export class Ers {
  /** charge, J */
  store = 0;
  mode: DeployMode = 1;
  /** J in the present lap: harvested by MGU-K and MGU-H, deployed */
  harvestedMotor = 0;
  harvestedTurbine = 0;
  deployed = 0;
  /** present crank power of the MGU-K, W; negative while harvesting */
  motorPower = 0;
  /** speed limit of deployment, m/s */
  private deployBelow = 80;
  private storeAtLine = 0;

  constructor(
    readonly parameters: ErsParameters,
    storeFraction = 0.65,
  ) {
    this.store = parameters.capacity * storeFraction;
    this.storeAtLine = this.store;
    withDoubles(this);
  }

  /** Available crank power of the MGU-K, W. */
  available(v: number, throttle: number): number {
    const {motorPower, deployLimit, capacity} = this.parameters;
    if (throttle < 0.98 || this.mode === 0 || this.deployed >= deployLimit || this.store < 0.02 * capacity) return 0;
    return this.mode < 3 && v > this.deployBelow + (this.mode === 2 ? HOTLAP_BEYOND : 0) ? 0 : motorPower;
  }

  /**
   * Advances by `dt` seconds: `drive` W delivered to the crank; `brakePower` W at the rear brakes, of which the motor may take a part;
   * `enginePart`: used part of the engine's power, 0–1. Returns the power taken from the brakes, W.
   */
  step(dt: number, drive: number, brakePower: number, enginePart: number): number {
    const {capacity, motorPower, motorEfficiency, turbinePower, harvestLimit} = this.parameters;
    const room = () => Math.max(0, capacity - this.store) / dt;
    const taken = Math.min(motorPower, brakePower, Math.max(0, harvestLimit - this.harvestedMotor) / dt, room());
    const fromMotor = taken * motorEfficiency * dt;
    this.store += fromMotor;
    this.harvestedMotor += fromMotor;
    const fromTurbine = Math.min(turbinePower * enginePart, room()) * dt;
    this.store += fromTurbine;
    this.harvestedTurbine += fromTurbine;
    const spent = (drive / motorEfficiency) * dt;
    this.store = Math.max(0, this.store - spent);
    this.deployed += spent;
    this.motorPower = drive - taken;
    return taken;
  }

  /** Begins a lap: resets the counters and adjusts the speed limit towards balance. */
  newLap(): void {
    const drift = (this.store - this.storeAtLine) / this.parameters.capacity;
    const towardsMiddle = this.store / this.parameters.capacity - 0.5;
    this.deployBelow = Math.max(40, Math.min(95, this.deployBelow + 12 * drift + 3 * towardsMiddle));
    this.storeAtLine = this.store;
    this.harvestedMotor = this.harvestedTurbine = this.deployed = 0;
  }
}
