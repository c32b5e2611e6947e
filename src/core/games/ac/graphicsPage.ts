import {fields, structOf} from "./struct.js";

/**
 * The graphics page (`acpmf_graphics`), the same in both games up to normalizedCarPosition. Sources as in `physicsPage.ts`. Integer
 * times (prefix i) are ms; time texts are m:ss:mmm.
 */
const COMMON = [
  ...fields("i32", "packetId status session"),
  ...fields("char16", "currentTime lastTime bestTime split", {count: 15}),
  ...fields("i32", "completedLaps position iCurrentTime iLastTime iBestTime"),
  ...fields("f32", "sessionTimeLeft distanceTraveled"),
  ...fields("i32", "isInPit currentSectorIndex lastSectorTime numberOfLaps"),
  ...fields("char16", "tyreCompound", {count: 33}),
  ...fields("f32", "replayTimeMultiplier normalizedCarPosition"),
] as const;

const ASSETTO_CORSA = [
  ...fields("f32", "carCoordinates", {count: 3}),
  ...fields("f32", "penaltyTime"),
  ...fields("i32", "flag idealLineOn isInPitLane"),
  ...fields("f32", "surfaceGrip"),
  ...fields("i32", "mandatoryPitDone"),
  ...fields("f32", "windSpeed windDirection"),
] as const;

/** number of cars in ACC's graphics page */
export const GRAPHICS_CAR_SLOTS = 60;

/** carCoordinates: [60][x y z], in the order of carID; slots from activeCars on are stale. */
const COMPETIZIONE = [
  ...fields("i32", "activeCars"),
  ...fields("f32", "carCoordinates", {count: 180}),
  ...fields("i32", "carID", {count: 60}),
  ...fields("i32", "playerCarID"),
  ...fields("f32", "penaltyTime"),
  ...fields("i32", "flag penalty idealLineOn isInPitLane"),
  ...fields("f32", "surfaceGrip"),
  ...fields("i32", "mandatoryPitDone"),
  ...fields("f32", "windSpeed windDirection"),
  ...fields("i32", "isSetupMenuVisible mainDisplayIndex secondaryDisplayIndex TC TCCUT EngineMap ABS"),
  ...fields("f32", "fuelXLap"),
  ...fields("i32", "rainLights flashingLights lightsStage"),
  ...fields("f32", "exhaustTemperature"),
  ...fields("i32", "wiperLV driverStintTotalTimeLeft driverStintTimeLeft rainTyres sessionIndex"),
  ...fields("f32", "usedFuel"),
  ...fields("char16", "deltaLapTime", {count: 15}),
  ...fields("i32", "iDeltaLapTime"),
  ...fields("char16", "estimatedLapTime", {count: 15}),
  ...fields("i32", "iEstimatedLapTime isDeltaPositive iSplit isValidLap"),
  ...fields("f32", "fuelEstimatedLaps"),
  ...fields("char16", "trackStatus", {count: 33}),
  ...fields("i32", "missingMandatoryPits"),
  ...fields("f32", "Clock"),
  ...fields("i32", "directionLightsLeft directionLightsRight GlobalYellow GlobalYellow1 GlobalYellow2 GlobalYellow3"),
  ...fields("i32", "GlobalWhite GlobalGreen GlobalChequered GlobalRed mfdTyreSet"),
  ...fields("f32", "mfdFuelToAdd mfdTyrePressureLF mfdTyrePressureRF mfdTyrePressureLR mfdTyrePressureRR"),
  ...fields("i32", "trackGripStatus rainIntensity rainIntensityIn10min rainIntensityIn30min currentTyreSet"),
  ...fields("i32", "strategyTyreSet gapAhead gapBehind"),
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
