/** Combustion engine and gearbox. */
export interface EngineParameters {
  /** maximum power at the crank, W */
  power: number;
  /** part of the maximum power over engine speed: [rpm, part] */
  curve: readonly (readonly [number, number])[];
  referenceRpm: number;
  /** road speed of each gear at the reference engine speed, km/h */
  gearSpeedsKmh: readonly number[];
  upshiftRpm: number;
  /** highest engine speed after a downshift */
  downshiftRpm: number;
  idleRpm: number;
  maxRpm: number;
  /** s without drive */
  upshiftTime: number;
  downshiftTime: number;
  /** of the transmission, crank to wheels */
  efficiency: number;
  /** engine braking power at the reference engine speed with the throttle closed, W */
  brakingPower: number;
  /** part of the fuel's heat converted to crank power */
  thermalEfficiency: number;
  /** heating value of the fuel, J/kg */
  heatValue: number;
  /** fuel flow without load, kg/s */
  idleFlow: number;
}

export const F1_ENGINE: EngineParameters = {
  power: 600_000,
  curve: [
    [3500, 0.2],
    [6000, 0.45],
    [8000, 0.7],
    [9500, 0.89],
    [10_500, 0.98],
    [11_300, 1],
    [12_000, 0.99],
    [13_000, 0.94],
  ],
  referenceRpm: 12_000,
  gearSpeedsKmh: [98, 134, 168, 201, 234, 267, 301, 338],
  upshiftRpm: 11_900,
  downshiftRpm: 10_700,
  idleRpm: 3500,
  maxRpm: 13_000,
  upshiftTime: 0.03,
  downshiftTime: 0.06,
  efficiency: 0.95,
  brakingPower: 70_000,
  thermalEfficiency: 0.46,
  heatValue: 43.5e6,
  idleFlow: 0.0006,
};

/** Crank power at full throttle, W, at an engine speed; linear between the points of the curve, constant beyond them. */
export function enginePower(engine: EngineParameters, rpm: number): number {
  const {curve} = engine;
  let i = 1;
  while (i < curve.length - 1 && curve[i][0] < rpm) i++;
  const [r0, p0] = curve[i - 1];
  const [r1, p1] = curve[i];
  const f = Math.max(0, Math.min(1, (rpm - r0) / (r1 - r0)));
  return engine.power * (p0 + (p1 - p0) * f);
}

/** Engine speed, rpm, in a gear (1–8) at a speed of the driven wheels, m/s; at least the idle speed. */
export function engineRpm(engine: EngineParameters, gear: number, wheelSpeed: number): number {
  const rpm = (engine.referenceRpm * wheelSpeed * 3.6) / engine.gearSpeedsKmh[gear - 1];
  return Math.max(engine.idleRpm, rpm);
}

/** The gear to select: at most one step from the present one, by engine speed and throttle. */
export function wantedGear(engine: EngineParameters, gear: number, wheelSpeed: number, driving: boolean): number {
  const {gearSpeedsKmh, upshiftRpm, downshiftRpm} = engine;
  if (gear < gearSpeedsKmh.length && engineRpm(engine, gear, wheelSpeed) > upshiftRpm) return gear + 1;
  // under power downshifts come later, because a change of gear interrupts the drive
  const limit = driving ? downshiftRpm - 900 : downshiftRpm;
  if (gear > 1 && engineRpm(engine, gear - 1, wheelSpeed) < limit) return gear - 1;
  return gear;
}

/** Fuel burned, kg/s, at a crank power, W. */
export function fuelFlow(engine: EngineParameters, power: number): number {
  return engine.idleFlow + Math.max(0, power) / (engine.thermalEfficiency * engine.heatValue);
}
