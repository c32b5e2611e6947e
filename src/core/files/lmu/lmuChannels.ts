import {type Rule, wheelRules} from "../columns/rules.js";

/** Strips of the tread are counted from the left of the car. */
const INNER = {Rl: "Right RL", Rr: "Left RR", Fl: "Right FL", Fr: "Left FR"};
const OUTER = {Rl: "Left RL", Rr: "Right RR", Fl: "Left FL", Fr: "Right FR"};

/** The four values of a channel by wheel, as this module names them. */
export const LMU_WHEELS = ["FL", "FR", "RL", "RR"] as const;
const WHEEL = {Fl: "FL", Fr: "FR", Rl: "RL", Rr: "RR"};

const share = (v: number): number => v / 100;

/**
 * Channels and events by name. Units as found in real files, where the file's own are wrong: wind direction in radians, tyre wear as what
 * is left.
 */
export const LMU_RULES: readonly Rule[] = [
  {from: "Ground Speed", channel: "speedKmh", unit: "km/h"},
  {from: "Throttle Pos", channel: "throttle", value: share},
  {from: "Brake Pos", channel: "brake", value: share},
  {from: "Steering Pos", channel: "steering"},
  {from: "Engine RPM", channel: "rpm"},
  {from: "Gear", channel: "gear"},
  {from: "G Force Vert", channel: "gVertical"},
  {from: "Turbo Boost Pressure", channel: "manifoldPressureBar", value: (pa) => pa / 1e5},
  {from: "Wind Heading", channel: "windDirection"},
  {from: "Wind Speed", channel: "windSpeed"},
  {from: "Ambient Temperature", channel: "airTempC"},
  {from: "Track Temperature", channel: "trackTempC"},
  {from: "Engine Oil Temp", channel: "oilTempC"},
  {from: "Engine Water Temp", channel: "waterTempC"},
  {from: "Fuel Level", channel: "fuelLitres"},
  {from: "Steering Shaft Torque", channel: "steeringTorqueNm"},
  {from: "FrontRideHeight", channel: "rideHeightFront", unit: "m"},
  {from: "RearRideHeight", channel: "rideHeightRear", unit: "m"},
  {from: "ABS", channel: "absActive"},
  {from: "ABSLevel", channel: "absLevel"},
  {from: "TC", channel: "tcActive"},
  {from: "TCLevel", channel: "tcLevel"},
  {from: "TCCut", channel: "tcCutLevel"},
  {from: "In Pits", channel: "pitStatus"},
  {from: "Speed Limiter", channel: "pitLimiter"},
  ...wheelRules(WHEEL, "TyresPressure {w}", "tyrePressure{w}Psi", {unit: "kPa"}),
  ...wheelRules(WHEEL, "Tyres Wear {w}", "tyreWear{w}Percent", {value: (left) => 100 - left}),
  ...wheelRules(WHEEL, "Wheel Speed {w}", "wheelSpeed{w}", {unit: "m/s"}),
  ...wheelRules(WHEEL, "Brakes Temp {w}", "brakeTemp{w}C"),
  ...wheelRules(WHEEL, "TyresCarcassTemp {w}", "tyreInnerTemp{w}C"),
  ...wheelRules(INNER, "TyresTemp{w}", "tyreTreadInnerTemp{w}C"),
  ...wheelRules(WHEEL, "TyresTempCentre {w}", "tyreTreadMiddleTemp{w}C"),
  ...wheelRules(OUTER, "TyresTemp{w}", "tyreTreadOuterTemp{w}C"),
  ...wheelRules(WHEEL, "RideHeights {w}", "rideHeight{w}", {unit: "m"}),
  ...wheelRules(WHEEL, "Susp Pos {w}", "suspensionPosition{w}", {unit: "m"}),
];

export const LMU_REASONS: Readonly<Record<string, string>> = {
  "G Force Lat": "does not follow the drive: no acceleration",
  "G Force Long": "does not follow the drive: no acceleration",
  "GPS Time": "used for the time of the rows",
  "GPS Latitude": "a made-up place: used for the positions on the map",
  "GPS Longitude": "a made-up place: used for the positions on the map",
  "GPS Speed": "Ground Speed is used",
  "Lap Dist": "ten values a second, which fall within laps: distance is derived from speed and time",
  "Total Dist": "distance is derived from speed and time",
  "Clutch Pos": "tools disagree whether 100 is the pedal or the clutch",
  "Clutch Pos Unfiltered": "tools disagree whether 100 is the pedal or the clutch",
  SoC: "share of which battery is not described",
  "Virtual Energy": "no value in cars without it, but a number",
  Lap: "used for the laps",
  "Lap Time": "used for the lap times",
  "Last Sector1": "used for the sector times",
  "Last Sector2": "used for the sector times",
  "Current Sector": "used for the sector times",
};
