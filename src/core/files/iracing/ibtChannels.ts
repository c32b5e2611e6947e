import {kmh, type Rule, wheelRules} from "../columns/rules.js";

const WHEEL = {Rl: "LR", Rr: "RR", Fl: "LF", Fr: "RF"};
/** Strips of the tread are counted from the left of the car. */
const INNER = {Rl: "LRtempR", Rr: "RRtempL", Fl: "LFtempR", Fr: "RFtempL"};
const OUTER = {Rl: "LRtempL", Rr: "RRtempR", Fl: "LFtempL", Fr: "RFtempR"};

/** bar, at 0 °C */
const INCH_OF_MERCURY = 0.033863886;

/**
 * Variables by name. The unit "%" in the file means 0 to 1. Car frame: x forward, y left, z up, angles counter-clockwise; accelerations
 * include gravity.
 */
export const IBT_RULES: readonly Rule[] = [
  {from: "SessionTime", channel: "sessionTime"},
  {from: "LapDist", channel: "lapDistance"},
  {from: "LapCurrentLapTime", channel: "currentLapTimeMs", value: positive(1000)},
  {from: "LapLastLapTime", channel: "lastLapTimeMs", value: (v) => (v > 0 ? v * 1000 : Number.NaN)},
  {from: "PlayerCarPosition", channel: "position", value: (v) => (v > 0 ? v : Number.NaN)},
  {from: "OnPitRoad", channel: "pitStatus"},
  {from: "Throttle", channel: "throttle"},
  {from: "Brake", channel: "brake"},
  // 1: engaged, the pedal is up
  {from: "Clutch", channel: "clutchPercent", value: (v) => (1 - v) * 100},
  {from: "Speed", channel: "speedKmh", unit: "m/s", value: kmh},
  {from: "Gear", channel: "gear"},
  {from: "RPM", channel: "rpm"},
  {from: "ShiftIndicatorPct", channel: "revLightsPercent", value: (v) => v * 100},
  {from: "WaterTemp", channel: "waterTempC"},
  {from: "OilTemp", channel: "oilTempC"},
  {from: "OilPress", channel: "oilPressureBar"},
  {from: "FuelPress", channel: "fuelPressureBar"},
  {from: "FuelLevel", channel: "fuelLitres"},
  {from: "ManifoldPress", channel: "manifoldPressureBar"},
  {from: "Voltage", channel: "batteryVolts"},
  {from: "Lat", channel: "latitude"},
  {from: "Lon", channel: "longitude"},
  // clockwise from north: agrees with the path over latitude and longitude
  {from: "YawNorth", channel: "heading"},
  {from: "Alt", channel: "worldY"},
  {from: "LatAccel", channel: "gLateral", unit: "m/s^2"},
  {from: "LongAccel", channel: "gLongitudinal", unit: "m/s^2"},
  {from: "VertAccel", channel: "gVertical", unit: "m/s^2"},
  {from: "YawRate", channel: "yawRate"},
  {from: "VelocityX", channel: "localVelocityZ"},
  {from: "VelocityY", channel: "localVelocityX"},
  {from: "VelocityZ", channel: "localVelocityY"},
  {from: "EnergyERSBattery", channel: "ersStore"},
  {from: "EnergyERSBatteryPct", channel: "ersCharge"},
  {from: "PowerMGU_K", channel: "enginePowerMguk"},
  {from: "dcBrakeBias", channel: "brakeBiasPercent"},
  {from: "dcABS", channel: "absLevel"},
  {from: "dcTractionControl", channel: "tcLevel"},
  {from: "BrakeABSactive", channel: "absActive"},
  {from: "HandbrakeRaw", channel: "handbrake"},
  {from: "SteeringWheelTorque", channel: "steeringTorqueNm"},
  {from: "LapBestLapTime", channel: "bestLapTimeMs", value: (v) => (v > 0 ? v * 1000 : Number.NaN)},
  {from: "AirTemp", channel: "airTempC"},
  {from: "TrackTempCrew", channel: "trackTempC"},
  {from: "TrackTemp", channel: "trackTempC"},
  {from: "WindVel", channel: "windSpeed"},
  {from: "WindDir", channel: "windDirection"},
  {from: "Precipitation", channel: "rain"},
  {from: "RelativeHumidity", channel: "humidityPercent", value: (v) => v * 100},
  {from: "AirPressure", channel: "airPressureBar", value: airPressure},
  {from: "AirDensity", channel: "airDensity"},
  {from: "DRS_Status", channel: "drs", value: (v) => Number(v >= 3)},
  ...wheelRules(WHEEL, "{w}speed", "wheelSpeed{w}"),
  ...wheelRules(WHEEL, "{w}pressure", "tyrePressure{w}Psi", {unit: "kPa"}),
  ...wheelRules(INNER, "{w}", "tyreTreadInnerTemp{w}C"),
  ...wheelRules(WHEEL, "{w}tempM", "tyreTreadMiddleTemp{w}C"),
  ...wheelRules(OUTER, "{w}", "tyreTreadOuterTemp{w}C"),
  ...wheelRules(WHEEL, "{w}tempCM", "tyreInnerTemp{w}C"),
  // share of the tread that remains
  ...wheelRules(WHEEL, "{w}wearM", "tyreWear{w}Percent", {value: (v) => (1 - v) * 100}),
  ...wheelRules(WHEEL, "{w}shockDefl", "suspensionPosition{w}", {unit: "m"}),
  ...wheelRules(WHEEL, "{w}shockVel", "suspensionVelocity{w}", {unit: "m/s"}),
  ...wheelRules(WHEEL, "{w}rideHeight", "rideHeight{w}", {unit: "m"}),
  ...wheelRules(WHEEL, "{w}brakeLinePress", "brakePressure{w}Bar"),
];

export const IBT_REASONS: Readonly<Record<string, string>> = {
  Lap: "used for the laps",
  LapDistPct: "used for the line crossings",
  SteeringWheelAngleMax: "used as full steering lock",
  Yaw: "zero direction is specific to iRacing; the driven path gives the direction",
  Pitch: "sign convention is not documented",
  Roll: "sign convention is not documented",
  LapDeltaToBestLap_OK: "used for the validity of LapDeltaToBestLap",
  PitchRate: "sign convention is not documented",
  RollRate: "sign convention is not documented",
  SessionNum: "used for the session type",
};

/** Scales values; negative ones are missing (iRacing writes −1). */
function positive(factor: number): (v: number) => number {
  return (v) => (v >= 0 ? v * factor : Number.NaN);
}

/** bar, of pascals; older files have inches of mercury under the unit "Hg". Air has 80,000 to 110,000 of the one and 24 to 32 of the other. */
function airPressure(v: number): number {
  return v > 1000 ? v / 1e5 : v * INCH_OF_MERCURY;
}
