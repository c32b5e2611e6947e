import {field, structOf} from "./struct.js";

/**
 * The physics page (`acpmf_physics`). Sources: Kunos' shared-memory documents of both games, compared with public readers
 * (mdjarv/assettocorsasharedmemory, RiddleTime/Race-Element, Spacefreak18/simapi). Units: pedals 0–1, gear 0 reverse 1 neutral,
 * pressures psi, temperatures °C, angles rad, lengths m, g in g. Wheels FL, FR, RL, RR.
 *
 * Not known: which end of clutch is pressed, the sign of heading, the scale of tyreWear, whether currentMaxRpm is a float in ACC. None of
 * these is a channel.
 */
const ROWS = [
  field("packetId", "i32"),
  field("gas", "f32"),
  field("brake", "f32"),
  field("fuel", "f32"),
  field("gear", "i32"),
  field("rpms", "i32"),
  field("steerAngle", "f32"),
  field("speedKmh", "f32"),
  field("velocity", "f32", 3),
  field("accG", "f32", 3),
  field("wheelSlip", "f32", 4),
  field("wheelLoad", "f32", 4),
  field("wheelsPressure", "f32", 4),
  field("wheelAngularSpeed", "f32", 4),
  field("tyreWear", "f32", 4),
  field("tyreDirtyLevel", "f32", 4),
  field("tyreCoreTemperature", "f32", 4),
  field("camberRAD", "f32", 4),
  field("suspensionTravel", "f32", 4),
  field("drs", "f32"),
  field("tc", "f32"),
  field("heading", "f32"),
  field("pitch", "f32"),
  field("roll", "f32"),
  field("cgHeight", "f32"),
  field("carDamage", "f32", 5),
  field("numberOfTyresOut", "i32"),
  field("pitLimiterOn", "i32"),
  field("abs", "f32"),
  field("kersCharge", "f32"),
  field("kersInput", "f32"),
  field("autoShifterOn", "i32"),
  field("rideHeight", "f32", 2),
  field("turboBoost", "f32", 1, "1.5"),
  field("ballast", "f32", 1, "1.5"),
  field("airDensity", "f32", 1, "1.5"),
  field("airTemp", "f32", 1, "1.6"),
  field("roadTemp", "f32", 1, "1.6"),
  field("localAngularVel", "f32", 3, "1.6"),
  field("finalFF", "f32", 1, "1.6"),
  field("performanceMeter", "f32", 1, "1.7"),
  field("engineBrake", "i32", 1, "1.7"),
  field("ersRecoveryLevel", "i32", 1, "1.7"),
  field("ersPowerLevel", "i32", 1, "1.7"),
  field("ersHeatCharging", "i32", 1, "1.7"),
  field("ersIsCharging", "i32", 1, "1.7"),
  field("kersCurrentKJ", "f32", 1, "1.7"),
  field("drsAvailable", "i32", 1, "1.7"),
  field("drsEnabled", "i32", 1, "1.7"),
  field("brakeTemp", "f32", 4, "1.7"),
  field("clutch", "f32", 1, "1.10"),
  field("tyreTempI", "f32", 4, "1.10"),
  field("tyreTempM", "f32", 4, "1.10"),
  field("tyreTempO", "f32", 4, "1.10"),
  field("isAIControlled", "i32", 1, "1.10.2"),
  field("tyreContactPoint", "f32", 12, "1.11"),
  field("tyreContactNormal", "f32", 12, "1.11"),
  field("tyreContactHeading", "f32", 12, "1.11"),
  field("brakeBias", "f32", 1, "1.11"),
  field("localVelocity", "f32", 3, "1.12"),
  field("P2PActivations", "i32", 1, "1.12"),
  field("P2PStatus", "i32", 1, "1.12"),
  field("currentMaxRpm", "i32", 1, "1.12"),
] as const;

/** Fields that ACC appends. In ACC wheelLoad, tyreWear, camber, drs, kers…, tyreTempI/M/O and others are always 0. */
const COMPETIZIONE = [
  field("mz", "f32", 4),
  field("fx", "f32", 4),
  field("fy", "f32", 4),
  field("slipRatio", "f32", 4),
  field("slipAngle", "f32", 4),
  field("tcinAction", "i32"),
  field("absInAction", "i32"),
  field("suspensionDamage", "f32", 4),
  field("tyreTemp", "f32", 4),
  field("waterTemp", "f32"),
  field("brakePressure", "f32", 4),
  field("frontBrakeCompound", "i32"),
  field("rearBrakeCompound", "i32"),
  field("padLife", "f32", 4),
  field("discLife", "f32", 4),
  field("ignitionOn", "i32"),
  field("starterEngineOn", "i32"),
  field("isEngineRunning", "i32"),
  field("kerbVibration", "f32"),
  field("slipVibrations", "f32"),
  field("gVibrations", "f32"),
  field("absVibrations", "f32"),
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
