import {fields, structOf} from "./struct.js";

/** The static page (`acpmf_static`), written once per session. Sources as in `physicsPage.ts`. */
const ROWS = [
  ...fields("char16", "smVersion acVersion", {count: 15}),
  ...fields("i32", "numberOfSessions numCars"),
  ...fields("char16", "carModel track playerName playerSurname playerNick", {count: 33}),
  ...fields("i32", "sectorCount"),
  ...fields("f32", "maxTorque maxPower"),
  ...fields("i32", "maxRpm"),
  ...fields("f32", "maxFuel"),
  ...fields("f32", "suspensionMaxTravel tyreRadius", {count: 4}),
  ...fields("f32", "maxTurboBoost deprecated1 deprecated2"),
  ...fields("i32", "penaltiesEnabled"),
  ...fields("f32", "aidFuelRate aidTireRate aidMechanicalDamage"),
  ...fields("i32", "aidAllowTyreBlankets"),
  ...fields("f32", "aidStability"),
  ...fields("i32", "aidAutoClutch aidAutoBlip hasDRS hasERS hasKERS"),
  ...fields("f32", "kersMaxJ"),
  ...fields("i32", "engineBrakeSettingsCount ersPowerControllerCount"),
  ...fields("f32", "trackSPlineLength"),
  ...fields("char16", "trackConfiguration", {count: 33}),
  ...fields("f32", "ersMaxJ"),
  ...fields("i32", "isTimedRace hasExtraLap"),
  ...fields("char16", "carSkin", {count: 33}),
  ...fields("i32", "reversedGridPositions PitWindowStart PitWindowEnd"),
] as const;

/** Fields that ACC appends; it does not use trackSPlineLength and trackConfiguration. */
const COMPETIZIONE = [
  ...fields("i32", "isOnline"),
  ...fields("char16", "dryTyresName wetTyresName", {count: 33}),
] as const;

export const AC_STATIC = structOf(ROWS);
export const ACC_STATIC = structOf([...ROWS, ...COMPETIZIONE]);
