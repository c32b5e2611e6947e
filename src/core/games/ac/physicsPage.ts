import {fields, structOf} from "./struct.js";

/**
 * The physics page (`acpmf_physics`). Sources: Kunos' shared-memory documents of both games, compared with public readers
 * (mdjarv/assettocorsasharedmemory, RiddleTime/Race-Element, Spacefreak18/simapi). Units: pedals 0–1, gear 0 reverse 1 neutral,
 * pressures psi, temperatures °C, angles rad, lengths m, g in g. Wheels FL, FR, RL, RR.
 *
 * Not known: which end of clutch is pressed, the sign of heading, the scale of tyreWear, whether currentMaxRpm is a float in ACC. None of
 * these is a channel.
 */
const ROWS = [
  ...fields("i32", "packetId"),
  ...fields("f32", "gas brake fuel"),
  ...fields("i32", "gear rpms"),
  ...fields("f32", "steerAngle speedKmh"),
  ...fields("f32", "velocity accG", {count: 3}),
  ...fields("f32", "wheelSlip wheelLoad wheelsPressure wheelAngularSpeed tyreWear tyreDirtyLevel", {count: 4}),
  ...fields("f32", "tyreCoreTemperature camberRAD suspensionTravel", {count: 4}),
  ...fields("f32", "drs tc heading pitch roll cgHeight"),
  ...fields("f32", "carDamage", {count: 5}),
  ...fields("i32", "numberOfTyresOut pitLimiterOn"),
  ...fields("f32", "abs kersCharge kersInput"),
  ...fields("i32", "autoShifterOn"),
  ...fields("f32", "rideHeight", {count: 2}),
  ...fields("f32", "turboBoost ballast airDensity", {since: "1.5"}),
  ...fields("f32", "airTemp roadTemp", {since: "1.6"}),
  ...fields("f32", "localAngularVel", {count: 3, since: "1.6"}),
  ...fields("f32", "finalFF", {since: "1.6"}),
  ...fields("f32", "performanceMeter", {since: "1.7"}),
  ...fields("i32", "engineBrake ersRecoveryLevel ersPowerLevel ersHeatCharging ersIsCharging", {since: "1.7"}),
  ...fields("f32", "kersCurrentKJ", {since: "1.7"}),
  ...fields("i32", "drsAvailable drsEnabled", {since: "1.7"}),
  ...fields("f32", "brakeTemp", {count: 4, since: "1.7"}),
  ...fields("f32", "clutch", {since: "1.10"}),
  ...fields("f32", "tyreTempI tyreTempM tyreTempO", {count: 4, since: "1.10"}),
  ...fields("i32", "isAIControlled", {since: "1.10.2"}),
  ...fields("f32", "tyreContactPoint tyreContactNormal tyreContactHeading", {count: 12, since: "1.11"}),
  ...fields("f32", "brakeBias", {since: "1.11"}),
  ...fields("f32", "localVelocity", {count: 3, since: "1.12"}),
  ...fields("i32", "P2PActivations P2PStatus currentMaxRpm", {since: "1.12"}),
] as const;

/** Fields that ACC appends. In ACC wheelLoad, tyreWear, camber, drs, kers…, tyreTempI/M/O and others are always 0. */
const COMPETIZIONE = [
  ...fields("f32", "mz fx fy slipRatio slipAngle", {count: 4}),
  ...fields("i32", "tcinAction absInAction"),
  ...fields("f32", "suspensionDamage tyreTemp", {count: 4}),
  ...fields("f32", "waterTemp"),
  ...fields("f32", "brakePressure", {count: 4}),
  ...fields("i32", "frontBrakeCompound rearBrakeCompound"),
  ...fields("f32", "padLife discLife", {count: 4}),
  ...fields("i32", "ignitionOn starterEngineOn isEngineRunning"),
  ...fields("f32", "kerbVibration slipVibrations gVibrations absVibrations"),
] as const;

export const AC_PHYSICS = structOf(ROWS);
export const ACC_PHYSICS = structOf([...ROWS, ...COMPETIZIONE]);

/** Indices that convert between the wheel order of pages and messages (FL, FR, RL, RR) and RL, RR, FL, FR, in either direction. */
export const PAGE_WHEELS = [2, 3, 0, 1];

/** Length of the page that a version of Assetto Corsa ("1.6.2") writes; later fields read as 0. */
export function acPhysicsBytes(acVersion: string): number {
  const later = AC_PHYSICS.fields.find(({since}) => since !== undefined && isBefore(acVersion, since));
  return later?.offset ?? AC_PHYSICS.bytes;
}

function isBefore(version: string, since: string): boolean {
  const [a, b] = [version, since].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  if (Number.isNaN(a[0])) return false;
  for (let i = 0; i < b.length; i++) {
    const part = a[i] || 0;
    if (part !== b[i]) return part < b[i];
  }
  return false;
}
