/**
 * A car for quasi-steady laps: a mass on four tyres with load-dependent friction, aerodynamic forces, an engine with gears, and an
 * electric motor with an energy store. SI units, engine speeds in rpm.
 */
export interface LapCar {
  /** including driver and fuel, kg */
  mass: number;
  /** m/s² */
  gravity: number;
  /** centre of gravity behind the front axle, before the rear axle, above the road, m */
  toFront: number;
  toRear: number;
  cogHeight: number;
  trackFront: number;
  trackRear: number;
  /** rolling resistance as a fraction of the load */
  rolling: number;
  /** kg/m³ */
  airDensity: number;
  /** coefficient × area, m² */
  dragArea: number;
  liftAreaFront: number;
  liftAreaRear: number;
  /** fraction of the drag that the open rear wing (DRS) removes, 0–1 */
  openWing: number;
  tyreFront: LapTyre;
  tyreRear: LapTyre;
  /** driven (rear) wheels: circumference at 60 km/h, m, and its relative increase per m/s */
  circumference: number;
  growth: number;
  engine: LapEngine;
  motor?: LapMotor;
  gearbox: LapGearbox;
}

export interface LapTyre {
  /** longitudinal and lateral friction coefficients at the nominal load, and their change per newton (negative) */
  muAlong: number;
  muAcross: number;
  nominalLoad: number;
  alongPerNewton: number;
  acrossPerNewton: number;
}

export interface LapEngine {
  /** maximum power, W, and how much lower it is at both shoulders */
  power: number;
  drop: number;
  /** rpm of the lower shoulder, the peak, the upper shoulder */
  from: number;
  peak: number;
  to: number;
}

export interface LapMotor {
  /** maximum power, W, and torque, Nm, at the crank */
  power: number;
  torque: number;
  /** efficiencies, 0–1: store to crank, brakes to store, engine power to store */
  driving: number;
  braking: number;
  turbine: number;
  /** m/s below which the motor does not drive */
  fromSpeed: number;
  /** J in the store when the lap begins */
  store: number;
}

export interface LapGearbox {
  /** turns of the wheel per turn of the engine, by gear */
  ratios: readonly number[];
  /** rpm at which to shift up from each gear */
  shiftRpm: readonly number[];
  /** factor on the car's mass for rotating parts, by gear */
  inertia: readonly number[];
  /** 0–1 */
  efficiency: number;
}

/** Grip of an axle, N. */
export interface AxleGrip {
  /** longitudinal, without lateral force */
  along: number;
  /** lateral, without longitudinal force */
  across: number;
  /** longitudinal, with both wheels limited to the grip of the weaker one */
  weakAlong: number;
  /** load of both wheels */
  load: number;
}

/** Least load of a wheel, N: the model has no lifted wheels. */
const LEAST_LOAD = 30;

/**
 * Grip of both axles at v m/s under longitudinal and lateral acceleration (m/s², the latter of either sign): wheel loads from
 * weight, downforce and load transfer (Milliken & Milliken, Race Car Vehicle Dynamics, ch. 18); the friction coefficient of each
 * wheel decreases linearly with its load. `grip` scales all friction.
 */
export function axleGrips(
  car: LapCar,
  v: number,
  along: number,
  across: number,
  grip: number,
  front: AxleGrip,
  rear: AxleGrip,
): void {
  const wheelbase = car.toFront + car.toRear;
  const q = 0.5 * car.airDensity * v * v;
  const pitch = (car.mass * along * car.cogHeight) / wheelbase;
  const sideways = Math.abs(across) * car.mass * car.cogHeight;
  const weight = (car.mass * car.gravity) / wheelbase;
  const frontLoad = weight * car.toRear + q * car.liftAreaFront - pitch;
  const rearLoad = weight * car.toFront + q * car.liftAreaRear + pitch;
  axle(car.tyreFront, frontLoad, (sideways * car.toRear) / wheelbase / car.trackFront, grip, front);
  axle(car.tyreRear, rearLoad, (sideways * car.toFront) / wheelbase / car.trackRear, grip, rear);
}

function axle(tyre: LapTyre, load: number, transfer: number, grip: number, out: AxleGrip): void {
  const inner = Math.max(LEAST_LOAD, load / 2 - transfer);
  const outer = Math.max(LEAST_LOAD, load / 2 + transfer);
  const {muAlong, muAcross, nominalLoad, alongPerNewton, acrossPerNewton} = tyre;
  const innerAlong = (muAlong + alongPerNewton * (inner - nominalLoad)) * inner;
  const outerAlong = (muAlong + alongPerNewton * (outer - nominalLoad)) * outer;
  out.along = grip * (innerAlong + outerAlong);
  out.weakAlong = grip * 2 * Math.min(innerAlong, outerAlong);
  out.across =
    grip *
    ((muAcross + acrossPerNewton * (inner - nominalLoad)) * inner +
      (muAcross + acrossPerNewton * (outer - nominalLoad)) * outer);
  out.load = inner + outer;
}

/** Aerodynamic drag and rolling resistance, N, at v m/s with a total wheel load, N. */
export function resistance(car: LapCar, v: number, load: number, wingOpen = false): number {
  const area = car.dragArea * (wingOpen ? 1 - car.openWing : 1);
  return 0.5 * car.airDensity * area * v * v + car.rolling * load;
}

/**
 * Engine power, W, at full throttle: the cubic with its maximum at `peak` through both shoulders. Constant below three quarters of
 * the lower shoulder and above 1.2 times the upper; never negative.
 */
export function lapEnginePower({power, drop, from, peak, to}: LapEngine, rpm: number): number {
  const u = Math.max(0.75 * from, Math.min(1.2 * to, rpm)) - peak;
  const a = from - peak;
  const b = to - peak;
  // power − p = square·u² + cube·u³ = drop at u = a and u = b
  const cube = (drop / (b * b) - drop / (a * a)) / (b - a);
  const square = drop / (a * a) - cube * a;
  return Math.max(0, power - square * u * u - cube * u * u * u);
}

/** The lowest gear (from 0) below its shift speed at v m/s, and the engine's rpm in it. */
export function lapGear(car: LapCar, v: number): {gear: number; rpm: number; circumference: number} {
  const {ratios, shiftRpm} = car.gearbox;
  const circumference = car.circumference * (1 + car.growth * (v - 60 / 3.6));
  const turns = (60 * v) / circumference;
  let gear = 0;
  while (gear < ratios.length - 1 && turns / ratios[gear] >= shiftRpm[gear]) gear++;
  return {gear, rpm: turns / ratios[gear], circumference};
}
