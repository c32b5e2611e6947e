import {field, structOf} from "./struct.js";

/**
 * The graphics page (`acpmf_graphics`), the same in both games up to normalizedCarPosition. Sources as in `physicsPage.ts`. Integer
 * times (prefix i) are ms; time texts are m:ss:mmm.
 */
const COMMON = [
  field("packetId", "i32"),
  field("status", "i32"),
  field("session", "i32"),
  field("currentTime", "char16", 15),
  field("lastTime", "char16", 15),
  field("bestTime", "char16", 15),
  field("split", "char16", 15),
  field("completedLaps", "i32"),
  field("position", "i32"),
  field("iCurrentTime", "i32"),
  field("iLastTime", "i32"),
  field("iBestTime", "i32"),
  field("sessionTimeLeft", "f32"),
  field("distanceTraveled", "f32"),
  field("isInPit", "i32"),
  field("currentSectorIndex", "i32"),
  field("lastSectorTime", "i32"),
  field("numberOfLaps", "i32"),
  field("tyreCompound", "char16", 33),
  field("replayTimeMultiplier", "f32"),
  field("normalizedCarPosition", "f32"),
] as const;

const ASSETTO_CORSA = [
  field("carCoordinates", "f32", 3),
  field("penaltyTime", "f32"),
  field("flag", "i32"),
  field("idealLineOn", "i32"),
  field("isInPitLane", "i32"),
  field("surfaceGrip", "f32"),
  field("mandatoryPitDone", "i32"),
  field("windSpeed", "f32"),
  field("windDirection", "f32"),
] as const;

/** number of cars in ACC's graphics page */
export const GRAPHICS_CAR_SLOTS = 60;

/** carCoordinates: [60][x y z], in the order of carID; slots from activeCars on are stale. */
const COMPETIZIONE = [
  field("activeCars", "i32"),
  field("carCoordinates", "f32", 180),
  field("carID", "i32", 60),
  field("playerCarID", "i32"),
  field("penaltyTime", "f32"),
  field("flag", "i32"),
  field("penalty", "i32"),
  field("idealLineOn", "i32"),
  field("isInPitLane", "i32"),
  field("surfaceGrip", "f32"),
  field("mandatoryPitDone", "i32"),
  field("windSpeed", "f32"),
  field("windDirection", "f32"),
  field("isSetupMenuVisible", "i32"),
  field("mainDisplayIndex", "i32"),
  field("secondaryDisplayIndex", "i32"),
  field("TC", "i32"),
  field("TCCUT", "i32"),
  field("EngineMap", "i32"),
  field("ABS", "i32"),
  field("fuelXLap", "f32"),
  field("rainLights", "i32"),
  field("flashingLights", "i32"),
  field("lightsStage", "i32"),
  field("exhaustTemperature", "f32"),
  field("wiperLV", "i32"),
  field("driverStintTotalTimeLeft", "i32"),
  field("driverStintTimeLeft", "i32"),
  field("rainTyres", "i32"),
  field("sessionIndex", "i32"),
  field("usedFuel", "f32"),
  field("deltaLapTime", "char16", 15),
  field("iDeltaLapTime", "i32"),
  field("estimatedLapTime", "char16", 15),
  field("iEstimatedLapTime", "i32"),
  field("isDeltaPositive", "i32"),
  field("iSplit", "i32"),
  field("isValidLap", "i32"),
  field("fuelEstimatedLaps", "f32"),
  field("trackStatus", "char16", 33),
  field("missingMandatoryPits", "i32"),
  field("Clock", "f32"),
  field("directionLightsLeft", "i32"),
  field("directionLightsRight", "i32"),
  field("GlobalYellow", "i32"),
  field("GlobalYellow1", "i32"),
  field("GlobalYellow2", "i32"),
  field("GlobalYellow3", "i32"),
  field("GlobalWhite", "i32"),
  field("GlobalGreen", "i32"),
  field("GlobalChequered", "i32"),
  field("GlobalRed", "i32"),
  field("mfdTyreSet", "i32"),
  field("mfdFuelToAdd", "f32"),
  field("mfdTyrePressureLF", "f32"),
  field("mfdTyrePressureRF", "f32"),
  field("mfdTyrePressureLR", "f32"),
  field("mfdTyrePressureRR", "f32"),
  field("trackGripStatus", "i32"),
  field("rainIntensity", "i32"),
  field("rainIntensityIn10min", "i32"),
  field("rainIntensityIn30min", "i32"),
  field("currentTyreSet", "i32"),
  field("strategyTyreSet", "i32"),
  field("gapAhead", "i32"),
  field("gapBehind", "i32"),
] as const;

export const AC_GRAPHICS = structOf([...COMMON, ...ASSETTO_CORSA]);
export const ACC_GRAPHICS = structOf([...COMMON, ...COMPETIZIONE]);

export const STATUS = {off: 0, replay: 1, live: 2, pause: 3} as const;

const SESSION_TYPES = [
  "practice",
  "qualifying",
  "race",
  "hotlap",
  "time attack",
  "drift",
  "drag",
  "hotstint",
  "hotstint superpole",
];

/** "practice", "race"; "unknown" for −1. */
export function acSessionType(id: number): string {
  return id === -1 ? "unknown" : (SESSION_TYPES[id] ?? `session type ${id}`);
}
