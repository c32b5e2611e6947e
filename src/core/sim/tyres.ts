import {withDoubles} from "./withDoubles.js";

/** Properties of a tyre compound. Heat in SI, temperatures in °C. */
export interface Compound {
  name: string;
  /** the games' numbers of the compound and of its colour */
  actual: number;
  visual: number;
  /** temperature of most grip, °C, and distance from it at which a tenth of the grip is lost, K */
  bestTemperature: number;
  window: number;
  /** friction against the soft compound */
  grip: number;
  /** wear, as a part of the tread, per joule of slip */
  wearPerJoule: number;
}

export const COMPOUNDS = {
  soft: {name: "soft", actual: 18, visual: 16, bestTemperature: 95, window: 55, grip: 1, wearPerJoule: 9e-9},
  medium: {name: "medium", actual: 19, visual: 17, bestTemperature: 100, window: 60, grip: 0.988, wearPerJoule: 5.6e-9},
  hard: {name: "hard", actual: 20, visual: 18, bestTemperature: 106, window: 62, grip: 0.975, wearPerJoule: 3.6e-9},
  intermediate: {
    name: "intermediate",
    actual: 7,
    visual: 7,
    bestTemperature: 75,
    window: 60,
    grip: 1,
    wearPerJoule: 8e-9,
  },
  wet: {name: "wet", actual: 8, visual: 8, bestTemperature: 65, window: 60, grip: 1, wearPerJoule: 9e-9},
} satisfies Record<string, Compound>;

const TREAD = 9_000; // J/K, tread of one tyre
const CARCASS = 32_000; // J/K
const TREAD_TO_CARCASS = 420; // W/K
const TREAD_TO_AIR = 40; // W/K at rest
const TREAD_TO_AIR_PER_SPEED = 1.1; // W/K per m/s
const CARCASS_TO_AIR = 62; // W/K
const DISC = 3_200; // J/K
const DISC_TO_AIR = 9; // W/K at rest
const DISC_TO_AIR_PER_SPEED = 0.42; // W/K per m/s

/** wear from which grip falls quickly, because the tread is thin */
const CLIFF = 0.65;

/** Temperatures, pressure and wear of four tyres and temperatures of their brake discs. Wheels in the order RL, RR, FL, FR. */
export class Tyres {
  /** °C: tread, carcass, brake disc */
  readonly surface = new Float64Array(4);
  readonly inner = new Float64Array(4);
  readonly brake = new Float64Array(4);
  /** 0 new … 1 worn through */
  readonly wear = new Float64Array(4);
  /** friction against the nominal tyre: unweighted mean of the four */
  grip = 1;
  /** part of each tyre's gas that has leaked, 0–1 */
  readonly lost = new Float64Array(4);
  /** wear against that of laps driven alone; greater in short races */
  wearScale = 1;

  constructor(
    readonly compound: Compound,
    /** cold pressures (20 °C), psi: rear, front */
    readonly coldPressure: readonly [number, number] = [17.6, 19.4],
    blanket = 85,
  ) {
    this.surface.fill(blanket);
    this.inner.fill(blanket);
    this.brake.fill(250);
    withDoubles(this).updateGrip();
  }

  /**
   * Advances by `dt` seconds at v m/s; `air` and `road` in °C; `slip`, `roll` and `brake`: heating power at each wheel, W.
   */
  step(
    dt: number,
    v: number,
    air: number,
    road: number,
    slip: Float64Array,
    roll: Float64Array,
    brake: Float64Array,
  ): void {
    const toAir = TREAD_TO_AIR + TREAD_TO_AIR_PER_SPEED * v;
    const discToAir = DISC_TO_AIR + DISC_TO_AIR_PER_SPEED * v;
    const around = 0.6 * air + 0.4 * road;
    for (let i = 0; i < 4; i++) {
      // the other half of the slip heat goes into the road
      const inward = TREAD_TO_CARCASS * (this.surface[i] - this.inner[i]);
      this.surface[i] += ((0.5 * slip[i] - inward - toAir * (this.surface[i] - around)) * dt) / TREAD;
      this.inner[i] += ((inward + 0.01 * brake[i] + roll[i] - CARCASS_TO_AIR * (this.inner[i] - air)) * dt) / CARCASS;
      this.brake[i] += ((brake[i] - discToAir * (this.brake[i] - air)) * dt) / DISC;
      this.wear[i] = Math.min(1, this.wear[i] + this.compound.wearPerJoule * slip[i] * dt * this.wearScale);
    }
    this.updateGrip();
  }

  /** Pressure of a tyre, psi: a gas heated at constant volume. */
  pressure(wheel: number): number {
    return ((this.coldPressure[wheel >> 1] * (this.inner[wheel] + 273.15)) / 293.15) * (1 - this.lost[wheel]);
  }

  private updateGrip(): void {
    const {bestTemperature, window, grip} = this.compound;
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      const off = (0.5 * (this.surface[i] + this.inner[i]) - bestTemperature) / window;
      const thin = Math.max(0, this.wear[i] - CLIFF);
      const worn = 1 - 0.08 * this.wear[i] - 0.9 * thin * thin;
      sum += (1 - 0.1 * Math.min(4, off * off)) * worn * (1 - 0.35 * this.lost[i]);
    }
    this.grip = (grip * sum) / 4;
  }
}
