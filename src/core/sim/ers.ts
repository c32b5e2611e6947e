/** Hybrid part of the power unit: a store, a motor on the crankshaft (MGU-K), a generator on the turbine (MGU-H). SI. */
export interface ErsParameters {
  /** J */
  capacity: number;
  /** MGU-K, driving and braking, W at the crank */
  motorPower: number;
  motorEfficiency: number;
  /** MGU-H at full engine power, W */
  turbinePower: number;
  /** J a lap from the MGU-K into the store, and from the store to the wheels */
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

/** 0 none, 1 medium, 2 hotlap, 3 overtake: the games' numbers. */
export type DeployMode = 0 | 1 | 2 | 3;

/** m/s that a hot lap spends beyond what a lap in balance does */
const HOTLAP_BEYOND = 8;

/**
 * The store of one car. It spends early on the straights, where a joule gains most: up to a speed that is moved after each
 * lap until a lap spends what it harvests. A hot lap spends to higher speeds, overtaking to any; none only harvests.
 */
export class Ers {
  store: number;
  mode: DeployMode = 1;
  harvestedMotor = 0;
  harvestedTurbine = 0;
  deployed = 0;
  /** crank power of the MGU-K now, W; negative while harvesting */
  motorPower = 0;
  /** m/s up to which the store is spent */
  private deployBelow = 80;
  private storeAtLine: number;

  constructor(
    readonly parameters: ErsParameters,
    storeFraction = 0.65,
  ) {
    this.store = parameters.capacity * storeFraction;
    this.storeAtLine = this.store;
  }

  /** Crank power the store may give now, W. */
  available(v: number, throttle: number): number {
    const {motorPower, deployLimit, capacity} = this.parameters;
    if (throttle < 0.98 || this.mode === 0 || this.deployed >= deployLimit || this.store < 0.02 * capacity) return 0;
    return this.mode < 3 && v > this.deployBelow + (this.mode === 2 ? HOTLAP_BEYOND : 0) ? 0 : motorPower;
  }

  /**
   * Books `dt` seconds: `drive` W given to the crank, `brakePower` W of the rear brakes of which the motor may take a part,
   * `enginePart` 0–1 of full engine power. Returns the power taken from the brakes, W.
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

  /** A new lap: counters back to zero, the plan moved towards balance. */
  newLap(): void {
    const drift = (this.store - this.storeAtLine) / this.parameters.capacity;
    const towardsMiddle = this.store / this.parameters.capacity - 0.5;
    this.deployBelow = Math.max(40, Math.min(95, this.deployBelow + 12 * drift + 3 * towardsMiddle));
    this.storeAtLine = this.store;
    this.harvestedMotor = this.harvestedTurbine = this.deployed = 0;
  }
}
