import {field, structOf} from "./struct.js";

/** The static page (`acpmf_static`), written once per session. Sources as in `physicsPage.ts`. */
const ROWS = [
  field("smVersion", "char16", 15),
  field("acVersion", "char16", 15),
  field("numberOfSessions", "i32"),
  field("numCars", "i32"),
  field("carModel", "char16", 33),
  field("track", "char16", 33),
  field("playerName", "char16", 33),
  field("playerSurname", "char16", 33),
  field("playerNick", "char16", 33),
  field("sectorCount", "i32"),
  field("maxTorque", "f32"),
  field("maxPower", "f32"),
  field("maxRpm", "i32"),
  field("maxFuel", "f32"),
  field("suspensionMaxTravel", "f32", 4),
  field("tyreRadius", "f32", 4),
  field("maxTurboBoost", "f32"),
  field("deprecated1", "f32"),
  field("deprecated2", "f32"),
  field("penaltiesEnabled", "i32"),
  field("aidFuelRate", "f32"),
  field("aidTireRate", "f32"),
  field("aidMechanicalDamage", "f32"),
  field("aidAllowTyreBlankets", "i32"),
  field("aidStability", "f32"),
  field("aidAutoClutch", "i32"),
  field("aidAutoBlip", "i32"),
  field("hasDRS", "i32"),
  field("hasERS", "i32"),
  field("hasKERS", "i32"),
  field("kersMaxJ", "f32"),
  field("engineBrakeSettingsCount", "i32"),
  field("ersPowerControllerCount", "i32"),
  field("trackSPlineLength", "f32"),
  field("trackConfiguration", "char16", 33),
  field("ersMaxJ", "f32"),
  field("isTimedRace", "i32"),
  field("hasExtraLap", "i32"),
  field("carSkin", "char16", 33),
  field("reversedGridPositions", "i32"),
  field("PitWindowStart", "i32"),
  field("PitWindowEnd", "i32"),
] as const;

/** Fields that ACC appends; it does not use trackSPlineLength and trackConfiguration. */
const COMPETIZIONE = [
  field("isOnline", "i32"),
  field("dryTyresName", "char16", 33),
  field("wetTyresName", "char16", 33),
] as const;

export const AC_STATIC = structOf(ROWS);
export const ACC_STATIC = structOf([...ROWS, ...COMPETIZIONE]);
