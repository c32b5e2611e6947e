import type {Quantity} from "../../channels/units.js";

/** How a channel of the catalogue is called in MoTeC's world. */
export interface MotecRule {
  channel: string;
  quantity: Quantity;
  /** names in files, the first preferred; compared as `sameName` spells them. The first is written. */
  names: string[];
  /** taken when a file gives none; undefined: such a column is not understood */
  assumed?: string;
  /** unit in which it is written; absent: the catalogue's */
  unit?: string;
  /** short name (8 letters at most) in an .ld; absent: cut from the name */
  short?: string;
}

/** MoTeC's marks of the four wheels, in the catalogue's order. */
const WHEEL_MARKS = [
  ["Rl", "RL"],
  ["Rr", "RR"],
  ["Fl", "FL"],
  ["Fr", "FR"],
] as const;

/** `{w}` is the wheel's mark, which may stand anywhere in a file's name. */
function wheels(channel: (w: string) => string, rule: Omit<MotecRule, "channel">): MotecRule[] {
  return WHEEL_MARKS.map(([wheel, mark]) => ({
    ...rule,
    channel: channel(wheel),
    names: rule.names.map((name) => name.replace("{w}", mark)),
  }));
}

const CELSIUS = {quantity: "temperature", assumed: "C", unit: "C"} as const;
const PRESSURE = {quantity: "pressure", unit: "kPa"} as const;
const PERCENT = {quantity: "ratio", assumed: "%", unit: "%"} as const;
const PLAIN = {quantity: "plain"} as const;

/**
 * Names as MoTeC's own loggers and i2 write them, and as the games' and their loggers' exports do: ACC's own; Assetto Corsa's
 * by ACTI ("CG Accel Lateral", "Tire Temp Core FL"); rFactor 2's and Le Mans Ultimate's by their plugin ("Eng Water Temp");
 * GeekyDeaks/sim-to-motec.
 */
export const NAMED_RULES: readonly MotecRule[] = [
  {channel: "sessionTime", quantity: "time", assumed: "s", names: ["Time", "Session Time", "Elapsed Time"]},
  {channel: "lapNumber", ...PLAIN, names: ["Lap Number", "Session Lap Count", "Lap Count"]},
  {
    ...{channel: "speedKmh", quantity: "speed", assumed: "km/h", short: "Speed"},
    names: ["Ground Speed", "Corr Speed", "SPEED", "Vehicle Speed", "GPS Speed", "Drive Speed", "Speed over Ground"],
  },
  {
    ...{channel: "throttle", ...PERCENT, short: "Throttle"},
    names: ["Throttle Pos", "THROTTLE", "Throttle Pedal"],
  },
  {channel: "brake", ...PERCENT, short: "Brake", names: ["Brake Pos", "BRAKE", "Brake Pedal"]},
  {channel: "clutchPercent", ...PERCENT, short: "Clutch", names: ["Clutch Pos", "CLUTCH", "Clutch Pedal"]},
  {
    ...{channel: "steering", quantity: "ratio", assumed: "deg", unit: "%", short: "Steering"},
    names: ["Steering Pos", "STEERANGLE", "Steered Angle", "Steering Angle", "Steering Wheel Angle", "Steering"],
  },
  {channel: "gear", ...PLAIN, names: ["Gear", "GEAR"], short: "Gear"},
  {channel: "rpm", ...PLAIN, names: ["Engine RPM", "RPMS", "RPM", "Engine Speed"], unit: "rpm", short: "RPM"},
  {
    ...{channel: "gLateral", quantity: "acceleration", assumed: "g", unit: "G", short: "G Lat"},
    names: ["G Force Lat", "G_LAT", "CG Accel Lateral"],
  },
  {
    ...{channel: "gLongitudinal", quantity: "acceleration", assumed: "g", unit: "G", short: "G Long"},
    names: ["G Force Long", "G_LON", "CG Accel Longitudinal"],
  },
  {
    ...{channel: "gVertical", quantity: "acceleration", assumed: "g", unit: "G"},
    names: ["G Force Vert", "G_VERT", "CG Accel Vertical"],
  },
  {
    ...{channel: "yawRate", quantity: "angularRate", assumed: "deg/s", unit: "deg/s"},
    names: ["Gyro Yaw Velocity", "ROTY", "Yaw Rate", "Chassis Yaw Rate"],
  },
  {channel: "pitchRate", quantity: "angularRate", unit: "deg/s", names: ["Gyro Pitch Velocity", "Chassis Pitch Rate"]},
  {channel: "rollRate", quantity: "angularRate", unit: "deg/s", names: ["Gyro Roll Velocity", "Chassis Roll Rate"]},
  {
    ...{channel: "lapDistance", quantity: "length", assumed: "m"},
    names: ["Lap Distance", "Corr Lap Dist", "Calc Lap Distance"],
  },
  {channel: "totalDistance", quantity: "length", assumed: "m", names: ["Total Distance", "Corr Dist", "Distance"]},
  {
    ...{channel: "currentLapTimeMs", quantity: "time", assumed: "s", unit: "s"},
    names: ["Running Lap Time", "Calc Lap Time", "Current Lap Time"],
  },
  {channel: "lastLapTimeMs", quantity: "time", assumed: "s", names: ["Lap Time", "Last Lap Time"], unit: "s"},
  {channel: "bestLapTimeMs", quantity: "time", assumed: "s", names: ["Best Lap Time"], unit: "s"},
  {channel: "deltaToBestMs", quantity: "time", assumed: "s", names: ["Best Lap Delta", "Delta Best"], unit: "s"},
  {channel: "worldX", quantity: "length", assumed: "m", names: ["Position X", "Car Coord X"]},
  {
    channel: "worldY",
    quantity: "length",
    assumed: "m",
    names: ["Position Y", "Car Coord Y", "Altitude", "GPS Altitude"],
  },
  {channel: "worldZ", quantity: "length", assumed: "m", names: ["Position Z", "Car Coord Z"]},
  {channel: "latitude", ...PLAIN, names: ["GPS Latitude", "Latitude"], unit: "deg"},
  {channel: "longitude", ...PLAIN, names: ["GPS Longitude", "Longitude"], unit: "deg"},
  {channel: "heading", quantity: "angle", assumed: "deg", unit: "deg", names: ["GPS Heading"]},

  {channel: "engineTempC", ...CELSIUS, names: ["Engine Temp"]},
  {channel: "waterTempC", ...CELSIUS, names: ["Water Temp", "Eng Water Temp"]},
  {channel: "oilTempC", ...CELSIUS, names: ["Eng Oil Temp", "Oil Temp"]},
  {channel: "oilPressureBar", ...PRESSURE, names: ["Eng Oil Pres", "Oil Pres"]},
  {channel: "fuelPressureBar", ...PRESSURE, names: ["Fuel Pres"]},
  {channel: "manifoldPressureBar", ...PRESSURE, names: ["Manifold Pres", "Inlet Manifold Pres"]},
  {channel: "turboBoostBar", ...PRESSURE, names: ["Turbo Boost", "Boost Pres", "Turbo Boost Pressure", "Boost"]},
  {channel: "gearboxTempC", ...CELSIUS, names: ["Gbox Oil Temp", "Gearbox Oil Temp", "Gearbox Temp"]},
  {channel: "exhaustTempC", ...CELSIUS, names: ["Exhaust Temp", "Exhaust Gas Temp"]},
  {channel: "intakeTempC", ...CELSIUS, names: ["Air Temp Inlet", "Inlet Air Temp", "Intake Air Temp"]},
  {channel: "lambda", ...PLAIN, names: ["Lambda 1", "Lambda", "Exhaust Lambda"]},
  {
    channel: "batteryVolts",
    quantity: "voltage",
    assumed: "V",
    names: ["Battery Volts", "Bat Volts ECU", "Battery Voltage"],
  },
  {channel: "engineTorqueNm", quantity: "torque", assumed: "Nm", names: ["Engine Torque"]},
  {channel: "engineMap", ...PLAIN, names: ["Engine Map"]},
  {channel: "ersCharge", ...PERCENT, names: ["KERS Charge", "ERS Charge", "Battery Charge Level"]},
  {channel: "fuelMass", quantity: "mass", names: ["Fuel Level", "Fuel Mass"], unit: "kg"},
  {channel: "fuelLitres", quantity: "volume", assumed: "l", names: ["Fuel Level", "Fuel Volume", "Fuel Remaining"]},

  {channel: "brakePressureFrontBar", ...PRESSURE, names: ["Brake Pres Front", "Front Brake Pres"]},
  {channel: "brakePressureRearBar", ...PRESSURE, names: ["Brake Pres Rear", "Rear Brake Pres"]},
  {channel: "brakeBiasPercent", ...PERCENT, names: ["Brake Bias", "Brake Bias Setting", "Brake Bias Front"]},
  {channel: "absActive", ...PLAIN, names: ["ABS Active", "ABS"]},
  {channel: "tcActive", ...PLAIN, names: ["TC Active", "TC", "TCS Active"]},
  {channel: "drs", ...PLAIN, names: ["DRS Active"]},
  {channel: "drsAllowed", ...PLAIN, names: ["DRS Available"]},
  {channel: "handbrake", ...PERCENT, names: ["Handbrake Pos", "Handbrake"]},
  {channel: "steeringTorqueNm", quantity: "torque", assumed: "Nm", names: ["Steering Torque", "Steering Shaft Torque"]},
  {channel: "pitStatus", ...PLAIN, names: ["Pit Status", "In Pit", "In Pits"]},
  {channel: "pitLimiter", ...PLAIN, names: ["Pit Limiter", "Speed Limiter On"]},
  {channel: "lapInvalid", ...PLAIN, names: ["Lap Invalid", "Lap Invalidated"]},
  {channel: "tyresOffTrack", ...PLAIN, names: ["Num Tires Off Track"]},
  {channel: "position", ...PLAIN, names: ["Race Position", "Place"]},

  {channel: "airTempC", ...CELSIUS, names: ["Air Temp", "Ambient Temp"]},
  {channel: "trackTempC", ...CELSIUS, names: ["Track Temp", "Road Temp"]},
  {channel: "windSpeed", quantity: "speed", assumed: "m/s", unit: "km/h", names: ["Wind Speed"]},
  {channel: "windDirection", quantity: "angle", assumed: "deg", unit: "deg", names: ["Wind Direction", "Wind Heading"]},
  {channel: "rain", ...PERCENT, names: ["Rain", "Raining"]},
  {channel: "trackGrip", ...PERCENT, names: ["Track Grip", "Surface Grip"]},
  {channel: "airPressureBar", ...PRESSURE, names: ["Baro Pres", "Air Pres", "Ambient Pres"]},
  {channel: "airDensity", ...PLAIN, names: ["Air Density"]},

  {channel: "rideHeightFront", quantity: "length", assumed: "mm", names: ["Ride Height Front", "Front Ride Height"]},
  {channel: "rideHeightRear", quantity: "length", assumed: "mm", names: ["Ride Height Rear", "Rear Ride Height"]},
  {channel: "rideHeight", quantity: "length", assumed: "mm", names: ["Ride Height", "Body Height"]},
  ...wheels((w) => `brakeTemp${w}C`, {...CELSIUS, names: ["Brake Temp {w}"]}),
  ...wheels((w) => `brakePressure${w}Bar`, {...PRESSURE, names: ["Brake Pres {w}"]}),
  ...wheels((w) => `brakePad${w}Mm`, {quantity: "length", assumed: "mm", names: ["Brake Pad {w}"]}),
  ...wheels((w) => `brakeDisc${w}Mm`, {quantity: "length", assumed: "mm", names: ["Brake Disc {w}"]}),
  ...wheels((w) => `tyreSurfaceTemp${w}C`, {...CELSIUS, names: ["Tyre Temp {w}", "Tyre Temp {w} Surface"]}),
  ...wheels((w) => `tyreTreadInnerTemp${w}C`, {...CELSIUS, names: ["Tyre Temp {w} Inner", "Tyre Temp {w} I"]}),
  ...wheels((w) => `tyreTreadMiddleTemp${w}C`, {
    ...CELSIUS,
    names: ["Tyre Temp {w} Centre", "Tyre Temp {w} M", "Tyre Temp {w} C"],
  }),
  ...wheels((w) => `tyreTreadOuterTemp${w}C`, {...CELSIUS, names: ["Tyre Temp {w} Outer", "Tyre Temp {w} O"]}),
  ...wheels((w) => `tyreInnerTemp${w}C`, {
    ...CELSIUS,
    names: ["Tyre Temp {w} Core", "TYRE_TAIR_{w}", "Tyre Air Temp {w}", "Tyre Carcass Temp {w}", "Tyre Core Temp {w}"],
  }),
  ...wheels((w) => `tyrePressure${w}Psi`, {...PRESSURE, names: ["Tyre Pressure {w}"]}),
  ...wheels((w) => `tyreWear${w}Percent`, {...PERCENT, names: ["Tyre Wear {w}"]}),
  ...wheels((w) => `suspensionPosition${w}`, {
    ...{quantity: "length", assumed: "mm"},
    names: ["Susp Pos {w}", "SUS_TRAVEL_{w}", "Damper Pos {w}"],
  }),
  ...wheels((w) => `suspensionVelocity${w}`, {
    ...{quantity: "speed", assumed: "mm/s", unit: "mm/s"},
    names: ["Damper Vel {w}", "Susp Vel {w}"],
  }),
  ...wheels((w) => `rideHeight${w}`, {quantity: "length", assumed: "mm", names: ["Ride Height {w}"]}),
  ...wheels((w) => `bumpStopUp${w}`, {...PLAIN, names: ["Bump Stop {w}", "BUMPSTOPUP_RIDE_{w}"]}),
  ...wheels((w) => `bumpStopDown${w}`, {...PLAIN, names: ["Rebound Stop {w}", "BUMPSTOPDN_RIDE_{w}"]}),
  ...wheels((w) => `bumpStopForce${w}`, {
    quantity: "force",
    assumed: "N",
    names: ["Bump Stop Force {w}", "BUMPSTOP_FORCE_{w}"],
  }),
  ...wheels((w) => `wheelSpeed${w}`, {
    ...{quantity: "speed", assumed: "m/s", unit: "km/h"},
    names: ["Wheel Speed {w}"],
  }),
  ...wheels((w) => `slipRatio${w}`, {
    ...PLAIN,
    names: ["Slip Ratio {w}", "Tyre Slip Ratio {w}", "Wheel Slip Ratio {w}"],
  }),
  ...wheels((w) => `slipAngle${w}`, {
    ...{quantity: "angle", assumed: "deg", unit: "deg"},
    names: ["Slip Angle {w}", "Tyre Slip Angle {w}"],
  }),
  ...wheels((w) => `wheelSlip${w}`, {...PLAIN, names: ["Wheel Slip {w}"]}),
  ...wheels((w) => `camber${w}`, {quantity: "angle", assumed: "deg", unit: "deg", names: ["Camber {w}"]}),
  ...wheels((w) => `verticalForce${w}`, {quantity: "force", assumed: "N", names: ["Tyre Load {w}", "Wheel Load {w}"]}),
];
