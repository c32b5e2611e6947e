import {type Channel, channel, wheels} from "./channel.js";

const CELSIUS = "°C";
const other = (
  tag: number,
  name: string,
  label: string,
  unit: string,
  options: Parameters<typeof channel>[6] = {},
  type: Channel["type"] = "float32",
): Channel => channel(tag, "other", name, label, unit, type, options);
const flag = (tag: number, name: string, label: string): Channel =>
  other(tag, name, label, "", {discrete: true, range: [0, 1]}, "uint8");
const setting = (tag: number, name: string, label: string): Channel =>
  other(tag, name, label, "", {discrete: true}, "uint8");
const atWheels = (
  tag: number,
  name: (wheel: string) => string,
  label: string,
  unit: string,
  options: Parameters<typeof channel>[6] = {},
  type: Channel["type"] = "float32",
): Channel[] => wheels(tag, "other", name, label, unit, type, options);

/**
 * Channels that no packet of the F1 games carries: from other games' memory and datagrams, and from loggers. They follow the F1
 * games' channels, with tags from 201 on.
 */
export const OTHER_CHANNELS: readonly Channel[] = [
  // engine and fuel
  other(201, "fuelLitres", "fuel", "l", {range: [0, 150]}),
  other(202, "waterTempC", "water temperature", CELSIUS, {range: [0, 130]}),
  other(203, "oilTempC", "oil temperature", CELSIUS, {range: [0, 160]}),
  other(204, "oilPressureBar", "oil pressure", "bar", {range: [0, 12]}),
  other(205, "fuelPressureBar", "fuel pressure", "bar"),
  other(206, "manifoldPressureBar", "manifold pressure (absolute)", "bar", {range: [0, 4]}),
  other(207, "turboBoostBar", "turbo boost", "bar", {range: [-1, 4]}),
  other(208, "gearboxTempC", "gearbox oil temperature", CELSIUS),
  other(209, "exhaustTempC", "exhaust temperature", CELSIUS),
  other(210, "intakeTempC", "intake air temperature", CELSIUS),
  other(211, "lambda", "lambda", "", {range: [0.6, 1.6]}),
  other(212, "batteryVolts", "battery voltage", "V"),
  other(213, "engineTorqueNm", "engine torque", "Nm"),
  setting(214, "engineMap", "engine map"),
  other(215, "ersCharge", "ERS charge", "", {ratio: true, range: [0, 1]}),

  // brakes
  ...atWheels(216, (w) => `brakePressure${w}Bar`, "brake pressure", "bar", {range: [0, 150]}),
  other(220, "brakePressureFrontBar", "brake pressure front", "bar", {range: [0, 150]}),
  other(221, "brakePressureRearBar", "brake pressure rear", "bar", {range: [0, 150]}),
  ...atWheels(222, (w) => `brakePad${w}Mm`, "brake pad thickness", "mm"),
  ...atWheels(226, (w) => `brakeDisc${w}Mm`, "brake disc thickness", "mm"),

  // tyres: the tread in three strips, inner being the side towards the car
  ...atWheels(230, (w) => `tyreTreadInnerTemp${w}C`, "tyre tread temperature inside", CELSIUS),
  ...atWheels(234, (w) => `tyreTreadMiddleTemp${w}C`, "tyre tread temperature middle", CELSIUS),
  ...atWheels(238, (w) => `tyreTreadOuterTemp${w}C`, "tyre tread temperature outside", CELSIUS),
  ...atWheels(242, (w) => `wheelSlip${w}`, "wheel slip", ""),
  ...atWheels(246, (w) => `camber${w}`, "camber", "rad"),

  // chassis
  ...atWheels(250, (w) => `rideHeight${w}`, "ride height", "mm"),
  other(254, "rideHeightFront", "ride height front", "mm"),
  other(255, "rideHeightRear", "ride height rear", "mm"),
  other(298, "rideHeight", "ride height of the body", "mm"),
  ...atWheels(256, (w) => `suspensionVelocity${w}`, "suspension velocity", "mm/s"),
  ...atWheels(260, (w) => `bumpStopUp${w}`, "bump stop touched", "", {discrete: true, range: [0, 1]}, "uint8"),
  ...atWheels(264, (w) => `bumpStopDown${w}`, "rebound stop touched", "", {discrete: true, range: [0, 1]}, "uint8"),
  ...atWheels(268, (w) => `bumpStopForce${w}`, "bump stop force", "N"),
  other(272, "pitchRate", "pitch rate", "rad/s"),
  other(273, "rollRate", "roll rate", "rad/s"),
  other(274, "localVelocityY", "local velocity y (up)", "m/s"),
  other(275, "heading", "heading (clockwise from north)", "rad"),
  other(276, "latitude", "latitude", "°", {range: [-90, 90]}, "float64"),
  other(277, "longitude", "longitude", "°", {range: [-180, 180]}, "float64"),

  // driver aids, handbrake and steering force
  flag(278, "absActive", "ABS at work"),
  flag(279, "tcActive", "traction control at work"),
  setting(280, "absLevel", "ABS setting"),
  setting(281, "tcLevel", "traction control setting"),
  setting(282, "tcCutLevel", "traction control cut setting"),
  other(283, "tyresOffTrack", "tyres off the track", "", {discrete: true, range: [0, 4]}, "uint8"),
  other(284, "handbrake", "handbrake", "", {ratio: true, range: [0, 1]}),
  other(285, "steeringTorqueNm", "steering torque", "Nm"),

  // times
  other(286, "bestLapTimeMs", "best lap time", "ms", {discrete: true}, "uint32"),
  other(287, "deltaToBestMs", "time against the best lap", "ms", {}, "int32"),
  other(288, "deltaToBehindMs", "gap to car behind", "ms", {}, "int32"),

  // surroundings
  other(289, "airTempC", "air temperature", CELSIUS, {range: [-20, 60]}),
  other(290, "trackTempC", "track temperature", CELSIUS, {range: [-20, 80]}),
  other(291, "windSpeed", "wind speed", "m/s"),
  other(292, "windDirection", "wind direction", "rad"),
  other(293, "rain", "rain", "", {ratio: true, range: [0, 1]}),
  other(294, "trackGrip", "track grip", "", {ratio: true, range: [0, 1]}),
  other(295, "airPressureBar", "air pressure", "bar", {range: [0.7, 1.1]}),
  other(296, "humidityPercent", "humidity", "%", {range: [0, 100]}),
  other(297, "airDensity", "air density", "kg/m³", {range: [0.8, 1.5]}),
];
