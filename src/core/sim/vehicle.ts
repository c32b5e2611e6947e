import {GRAVITY} from "../channels/gravity.js";
import {withDoubles} from "./withDoubles.js";

/**
 * Parameters of an F1-class car; SI. Orders of magnitude from published studies (Heilmeier et al. 2020); grip, downforce and drag are
 * tuned so that lap times, top speeds and corner speeds match real cars.
 */
export interface VehicleParameters {
  /** car and driver without fuel, kg */
  dryMass: number;
  /** kg/m³ */
  airDensity: number;
  /** drag coefficient × area, m² */
  dragArea: number;
  /** downforce coefficient × area of each axle, m² */
  liftAreaFront: number;
  liftAreaRear: number;
  /** rolling resistance as a part of the load */
  rolling: number;
  wheelbase: number;
  /** centre of gravity in front of the rear axle, m */
  cogFromRear: number;
  cogHeight: number;
  trackWidth: number;
  /** friction sideways and along at the nominal load, N, and its relative decrease per newton */
  muLateral: number;
  muLongitudinal: number;
  nominalLoad: number;
  loadSensitivity: number;
  /** slip angle (rad) and slip ratio of a tyre's largest force */
  peakSlipAngle: number;
  peakSlipRatio: number;
  /** brake force at full pedal, N */
  brakeForce: number;
  /** full lock of the front wheels, rad */
  steeringLock: number;
  /** time constant of the car's response to the steering, s */
  steeringLag: number;
}

export const F1_CAR: VehicleParameters = {
  dryMass: 800,
  airDensity: 1.2,
  dragArea: 1.3,
  liftAreaFront: 2.35,
  liftAreaRear: 2.9,
  rolling: 0.012,
  wheelbase: 3.6,
  cogFromRear: 1.64,
  cogHeight: 0.3,
  trackWidth: 1.6,
  muLateral: 2.26,
  muLongitudinal: 1.95,
  nominalLoad: 3000,
  loadSensitivity: 5e-5,
  peakSlipAngle: 0.075,
  peakSlipRatio: 0.09,
  brakeForce: 37_000,
  steeringLock: 0.33,
  steeringLag: 0.1,
};

/** Wheel loads and largest tyre forces, N; filled by `wheelLoads`. Wheels in the order RL, RR, FL, FR. */
export type Loads = ReturnType<typeof createLoads>;

export function createLoads() {
  return withDoubles({
    wheel: new Float64Array(4),
    /** sideways, both axles */
    lateral: 0,
    /** braking with both axles, and driving with the rear axle */
    braking: 0,
    traction: 0,
  });
}

/**
 * Wheel loads at speed v (m/s) under accelerations along and to the left (m/s²): weight, downforce, longitudinal and lateral load
 * transfer. `grip` scales all friction (tyre temperature, wear, road). Friction falls with load, so load transfer costs grip.
 */
export function wheelLoads(
  p: VehicleParameters,
  mass: number,
  v: number,
  along: number,
  left: number,
  grip: number,
  out: Loads,
): void {
  const q = 0.5 * p.airDensity * v * v;
  const pitch = (mass * along * p.cogHeight) / p.wheelbase;
  const frontShare = p.cogFromRear / p.wheelbase;
  const front = Math.max(0, mass * GRAVITY * frontShare + q * p.liftAreaFront - pitch);
  const rear = Math.max(0, mass * GRAVITY * (1 - frontShare) + q * p.liftAreaRear + pitch);
  const total = front + rear;
  // to the right wheels in a left bend, distributed over the axles in proportion to their loads
  const roll = (mass * left * p.cogHeight) / p.trackWidth;
  const w = out.wheel;
  const rollRear = clampTo((roll * rear) / total, rear / 2);
  const rollFront = clampTo((roll * front) / total, front / 2);
  w[0] = rear / 2 - rollRear;
  w[1] = rear / 2 + rollRear;
  w[2] = front / 2 - rollFront;
  w[3] = front / 2 + rollFront;
  const k = p.loadSensitivity;
  const base = 1 + k * p.nominalLoad;
  const rearUse = base * rear - k * (w[0] * w[0] + w[1] * w[1]);
  const frontUse = base * front - k * (w[2] * w[2] + w[3] * w[3]);
  out.lateral = grip * p.muLateral * (rearUse + frontUse);
  out.braking = grip * p.muLongitudinal * (rearUse + frontUse);
  out.traction = grip * p.muLongitudinal * rearUse;
}

/** Air drag, N, at v m/s. */
export function dragForce(p: VehicleParameters, v: number): number {
  return 0.5 * p.airDensity * p.dragArea * v * v;
}

/** Rolling resistance of all tyres, N; proportional to weight plus downforce. */
export function rollingForce(p: VehicleParameters, mass: number, v: number): number {
  const q = 0.5 * p.airDensity * v * v;
  return p.rolling * (mass * GRAVITY + q * (p.liftAreaFront + p.liftAreaRear));
}

/** Slip angle, rad, at which tyres give the part `use` (0–1) of their largest lateral force. */
export function slipAngle(p: VehicleParameters, use: number): number {
  return p.peakSlipAngle * use * (0.7 + 0.3 * use * use);
}

/** Slip ratio at which tyres give the part `use` (0–1) of their largest longitudinal force. */
export function slipRatio(p: VehicleParameters, use: number): number {
  return p.peakSlipRatio * use * (0.6 + 0.4 * use * use);
}

function clampTo(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}
