import {type Channel, channel, wheels} from "./channel.js";

/** Channels of the F1 games, packet by packet; other games and logs have many of them too. */
export const F1_CHANNELS: readonly Channel[] = [
  // frame: identity and time
  channel(199, "frame", "sessionTime", "session time", "s", "float64", {range: [0, 86400]}),
  channel(10, "frame", "lapNumber", "lap", "", "uint16", {discrete: true, range: [0, 200]}),
  channel(11, "frame", "car", "car", "", "uint8", {discrete: true, range: [0, 23]}),
  channel(12, "frame", "frame", "frame", "", "uint32", {discrete: true}),

  // lap data
  channel(2, "lap", "currentLapTimeMs", "lap time", "ms", "uint32", {field: "currentLapTimeInMS", range: [0, 600_000]}),
  channel(13, "lap", "lapDistance", "distance", "m", "float32", {field: "lapDistance", range: [-8000, 8000]}),
  channel(14, "lap", "totalDistance", "total distance", "m", "float32", {field: "totalDistance"}),
  channel(15, "lap", "sector", "sector", "", "uint8", {discrete: true, field: "sector", add: 1, range: [1, 3]}),
  channel(16, "lap", "position", "position", "", "uint8", {discrete: true, field: "carPosition", range: [0, 24]}),
  channel(17, "lap", "deltaToFrontMs", "gap to car in front", "ms", "int32", {field: "deltaToCarInFront"}),
  channel(18, "lap", "deltaToLeaderMs", "gap to leader", "ms", "int32", {field: "deltaToRaceLeader"}),
  channel(19, "lap", "pitStatus", "pit status", "", "uint8", {discrete: true, field: "pitStatus", range: [0, 2]}),
  channel(20, "lap", "driverStatus", "driver status", "", "uint8", {
    discrete: true,
    field: "driverStatus",
    range: [0, 4],
  }),
  channel(21, "lap", "lapInvalid", "lap invalid", "", "uint8", {
    discrete: true,
    field: "currentLapInvalid",
    range: [0, 1],
  }),
  channel(47, "lap", "lastLapTimeMs", "last lap time", "ms", "uint32", {discrete: true, field: "lastLapTimeInMS"}),
  channel(48, "lap", "sector1TimeMs", "sector 1 time", "ms", "uint32", {discrete: true, field: "sector1Time"}),
  channel(49, "lap", "sector2TimeMs", "sector 2 time", "ms", "uint32", {discrete: true, field: "sector2Time"}),
  channel(22, "lap", "safetyCarDelta", "safety car delta", "s", "float32", {field: "safetyCarDelta"}),

  // telemetry
  channel(3, "telemetry", "throttle", "throttle", "", "float32", {ratio: true, field: "throttle", range: [0, 1]}),
  channel(4, "telemetry", "brake", "brake", "", "float32", {ratio: true, field: "brake", range: [0, 1]}),
  channel(5, "telemetry", "steering", "steering", "", "float32", {ratio: true, field: "steer", range: [-1, 1]}),
  channel(6, "telemetry", "speedKmh", "speed", "km/h", "uint16", {field: "speed", range: [0, 400]}),
  channel(7, "telemetry", "gear", "gear", "", "int8", {discrete: true, field: "gear", range: [-1, 8]}),
  channel(8, "telemetry", "rpm", "engine speed", "rpm", "uint16", {field: "engineRPM", range: [0, 16_000]}),
  channel(23, "telemetry", "clutchPercent", "clutch", "%", "uint8", {field: "clutch", range: [0, 100]}),
  channel(24, "telemetry", "drs", "DRS", "", "uint8", {discrete: true, field: "drs", range: [0, 1]}),
  channel(25, "telemetry", "revLightsPercent", "rev lights", "%", "uint8", {
    field: "revLightsPercent",
    range: [0, 100],
  }),
  channel(26, "telemetry", "engineTempC", "engine temperature", "°C", "uint16", {field: "engineTemperature"}),
  ...wheels(27, "telemetry", (w) => `brakeTemp${w}C`, "brake temperature", "°C", "uint16", {
    field: "brakesTemperature",
  }),
  ...wheels(31, "telemetry", (w) => `tyreSurfaceTemp${w}C`, "tyre surface temperature", "°C", "uint8", {
    field: "tyresSurfaceTemperature",
  }),
  ...wheels(35, "telemetry", (w) => `tyreInnerTemp${w}C`, "tyre inner temperature", "°C", "uint8", {
    field: "tyresInnerTemperature",
  }),
  ...wheels(39, "telemetry", (w) => `tyrePressure${w}Psi`, "tyre pressure", "psi", "float32", {field: "tyresPressure"}),
  ...wheels(43, "telemetry", (w) => `surface${w}`, "surface", "", "uint8", {discrete: true, field: "surfaceType"}),

  // motion. World: metres, Y up, right-handed; a map has x right and z down. Lateral g is positive to the right.
  channel(50, "motion", "worldX", "world x", "m", "float32", {field: "worldPositionX"}),
  channel(51, "motion", "worldY", "world y (up)", "m", "float32", {field: "worldPositionY"}),
  channel(52, "motion", "worldZ", "world z", "m", "float32", {field: "worldPositionZ"}),
  channel(53, "motion", "velocityX", "velocity x", "m/s", "float32", {field: "worldVelocityX"}),
  channel(54, "motion", "velocityY", "velocity y", "m/s", "float32", {field: "worldVelocityY"}),
  channel(55, "motion", "velocityZ", "velocity z", "m/s", "float32", {field: "worldVelocityZ"}),
  channel(56, "motion", "forwardX", "forward x", "", "int16", {field: "worldForwardDirX", scale: 1 / 32767}),
  channel(57, "motion", "forwardY", "forward y", "", "int16", {field: "worldForwardDirY", scale: 1 / 32767}),
  channel(58, "motion", "forwardZ", "forward z", "", "int16", {field: "worldForwardDirZ", scale: 1 / 32767}),
  channel(59, "motion", "gLateral", "lateral g", "g", "float32", {field: "gForceLateral", factor: -1, range: [-6, 6]}),
  channel(60, "motion", "gLongitudinal", "longitudinal g", "g", "float32", {
    field: "gForceLongitudinal",
    range: [-6, 3],
  }),
  channel(61, "motion", "gVertical", "vertical g", "g", "float32", {field: "gForceVertical", range: [-3, 3]}),
  channel(62, "motion", "yaw", "yaw", "rad", "float32", {field: "yaw"}),
  channel(63, "motion", "pitch", "pitch", "rad", "float32", {field: "pitch"}),
  channel(64, "motion", "roll", "roll", "rad", "float32", {field: "roll"}),

  // status
  channel(70, "status", "fuelMass", "fuel", "kg", "float32", {field: "fuelInTank", range: [0, 110]}),
  channel(71, "status", "fuelRemainingLaps", "fuel left", "laps", "float32", {field: "fuelRemainingLaps"}),
  channel(72, "status", "fuelMix", "fuel mix", "", "uint8", {discrete: true, field: "fuelMix"}),
  channel(73, "status", "brakeBiasPercent", "front brake bias", "%", "uint8", {
    discrete: true,
    field: "frontBrakeBias",
  }),
  channel(74, "status", "pitLimiter", "pit limiter", "", "uint8", {discrete: true, field: "pitLimiterStatus"}),
  channel(75, "status", "drsAllowed", "DRS allowed", "", "uint8", {discrete: true, field: "drsAllowed"}),
  channel(76, "status", "tyreCompound", "tyre", "", "uint8", {discrete: true, field: "visualTyreCompound"}),
  channel(77, "status", "tyreCompoundActual", "tyre compound", "", "uint8", {
    discrete: true,
    field: "actualTyreCompound",
  }),
  channel(78, "status", "tyreAgeLaps", "tyre age", "laps", "uint8", {discrete: true, field: "tyresAgeLaps"}),
  channel(79, "status", "fiaFlag", "flag", "", "int8", {discrete: true, field: "vehicleFIAFlags", range: [-1, 4]}),
  channel(80, "status", "enginePowerIce", "engine power", "W", "float32", {field: "enginePowerICE"}),
  channel(81, "status", "enginePowerMguk", "MGU-K power", "W", "float32", {field: "enginePowerMGUK"}),
  channel(82, "status", "ersStore", "ERS store", "J", "float32", {field: "ersStoreEnergy", range: [0, 4_000_000]}),
  channel(83, "status", "ersDeployMode", "ERS mode", "", "uint8", {discrete: true, field: "ersDeployMode"}),
  channel(84, "status", "ersHarvestedMguk", "harvested by MGU-K this lap", "J", "float32", {
    field: "ersHarvestedThisLapMGUK",
  }),
  channel(85, "status", "ersHarvestedMguh", "harvested by MGU-H this lap", "J", "float32", {
    field: "ersHarvestedThisLapMGUH",
  }),
  channel(86, "status", "ersDeployed", "deployed this lap", "J", "float32", {field: "ersDeployedThisLap"}),

  // damage: 10 packets a second, held between them
  ...wheels(90, "damage", (w) => `tyreWear${w}Percent`, "tyre wear", "%", "float32", {
    field: "tyresWear",
    range: [0, 100],
  }),

  // motion ex: the player's car only
  ...wheels(100, "motionEx", (w) => `suspensionPosition${w}`, "suspension position", "mm", "float32", {
    field: "suspensionPosition",
  }),
  ...wheels(104, "motionEx", (w) => `wheelSpeed${w}`, "wheel speed", "m/s", "float32", {field: "wheelSpeed"}),
  ...wheels(108, "motionEx", (w) => `slipRatio${w}`, "slip ratio", "", "float32", {field: "wheelSlipRatio"}),
  ...wheels(112, "motionEx", (w) => `slipAngle${w}`, "slip angle", "rad", "float32", {field: "wheelSlipAngle"}),
  ...wheels(116, "motionEx", (w) => `verticalForce${w}`, "vertical force", "N", "float32", {field: "wheelVertForce"}),
  channel(120, "motionEx", "frontWheelsAngle", "front wheels angle", "rad", "float32", {field: "frontWheelsAngle"}),
  channel(121, "motionEx", "localVelocityX", "local velocity x (left)", "m/s", "float32", {field: "localVelocityX"}),
  channel(122, "motionEx", "localVelocityZ", "local velocity z (forward)", "m/s", "float32", {field: "localVelocityZ"}),
  channel(123, "motionEx", "yawRate", "yaw rate", "rad/s", "float32", {field: "angularVelocityY"}),

  // telemetry 2: active aero and overtake mode of the 2026 rules
  channel(130, "telemetry2", "activeAeroMode", "active aero", "", "uint8", {discrete: true, field: "activeAeroMode"}),
  channel(131, "telemetry2", "overtakeActive", "overtake mode", "", "uint8", {discrete: true, field: "overtakeActive"}),
];
