import {each, f32, i8, packet, u8, u16, u32} from "./table.js";

/**
 * The session: circuit, weather, rules, assists; twice a second.
 * Lists of fixed length follow their count; entries beyond it are leftovers. `pitLaneTyreSim` and `mpUnsafePitRelease` are
 * inverted (0 = on). Session types here count as `sessionTypeName(format, id)` does.
 */
export const session = packet({id: 1, name: "session"}, [
  u8("weather"), // 0 clear, 1 light cloud, 2 overcast, 3 light rain, 4 heavy rain, 5 storm
  i8("trackTemperature"), // °C
  i8("airTemperature"), // °C
  u8("totalLaps"), // race distance in laps
  u16("trackLength"), // m
  u8("sessionType"),
  i8("trackId"), // −1 unknown
  u8("formula"),
  u16("sessionTimeLeft"), // s
  u16("sessionDuration"), // s
  u8("pitSpeedLimit"), // km/h
  u8("gamePaused"), // only meaningful in network games
  u8("isSpectating"), // 0/1
  u8("spectatorCarIndex"), // 255 when not spectating
  u8("sliProNativeSupport"), // 0/1
  u8("numMarshalZones"),
  each(21, [
    f32("marshalZoneStart"), // fraction 0..1 of the lap
    i8("marshalZoneFlag"), // −1 unknown, 0 none, 1 green, 2 blue, 3 yellow
  ]),
  u8("safetyCarStatus"), // 0 none, 1 full, 2 virtual, 3 formation lap
  u8("networkGame"), // 0 offline, 1 online
  u8("numWeatherForecastSamples"),
  each(
    (format) => (format < 2024 ? 56 : 64),
    [
      u8("forecastSessionType"), // session-type id of the forecast sample
      u8("forecastTimeOffset"), // minutes ahead
      u8("forecastWeather"), // weather enum
      i8("forecastTrackTemperature"), // °C
      i8("forecastTrackTemperatureChange"), // 0 up, 1 down, 2 unchanged
      i8("forecastAirTemperature"), // °C
      i8("forecastAirTemperatureChange"), // 0 up, 1 down, 2 unchanged
      u8("forecastRainPercentage"), // 0–100
    ],
  ),
  u8("forecastAccuracy"), // 0 perfect, 1 approximate
  u8("aiDifficulty"), // 0–110
  u32("seasonLinkIdentifier"), // persists across saves
  u32("weekendLinkIdentifier"), // persists across saves
  u32("sessionLinkIdentifier"), // persists across saves
  u8("pitStopWindowIdealLap"), // player strategy
  u8("pitStopWindowLatestLap"), // player strategy
  u8("pitStopRejoinPosition"), // predicted, player
  u8("steeringAssist"), // 0/1
  u8("brakingAssist"), // 0 off, 1 low, 2 medium, 3 high
  u8("gearboxAssist"), // 1 manual, 2 manual + suggestion, 3 automatic
  u8("pitAssist"), // 0/1
  u8("pitReleaseAssist"), // 0/1
  u8("ERSAssist"), // 0/1
  u8("DRSAssist"), // 0/1
  u8("dynamicRacingLine"), // 0 off, 1 corners, 2 full
  u8("dynamicRacingLineType"), // 0 2D, 1 3D
  u8("gameMode"),
  u8("ruleSet"),
  u32("timeOfDay"), // minutes since local midnight
  u8("sessionLength"), // 0 none, 2 very short, 3 short, 4 medium, 5 medium-long, 6 long, 7 full
  u8("speedUnitsLeadPlayer"), // 0 mph, 1 km/h (display only)
  u8("temperatureUnitsLeadPlayer"), // 0 °C, 1 °F (display only)
  u8("speedUnitsSecondaryPlayer"),
  u8("temperatureUnitsSecondaryPlayer"),
  u8("numSafetyCarPeriods"),
  u8("numVirtualSafetyCarPeriods"),
  u8("numRedFlagPeriods"),
  u8("equalCarPerformance", {since: 2024}), // 0/1
  u8("recoveryMode", {since: 2024}), // 0 none, 1 flashbacks, 2 auto-recovery
  u8("flashbackLimit", {since: 2024}), // 0 low, 1 medium, 2 high, 3 unlimited
  u8("surfaceType", {since: 2024}), // 0 simplified, 1 realistic
  u8("lowFuelMode", {since: 2024}), // 0 easy, 1 hard
  u8("raceStarts", {since: 2024}), // 0 manual, 1 assisted
  u8("tyreTemperature", {since: 2024}), // 0 surface only, 1 surface + carcass
  u8("pitLaneTyreSim", {since: 2024}), // 0 on, 1 off (inverted)
  u8("carDamage", {since: 2024}), // 0 off, 1 reduced, 2 standard, 3 simulation
  u8("carDamageRate", {since: 2024}), // 0 reduced, 1 standard, 2 simulation
  u8("collisions", {since: 2024}), // 0 off, 1 player-to-player off, 2 on
  u8("collisionsOffForFirstLapOnly", {since: 2024}), // 0/1
  u8("mpUnsafePitRelease", {since: 2024}), // 0 on, 1 off (inverted)
  u8("mpOffForGriefing", {since: 2024}), // 0/1
  u8("cornerCuttingStringency", {since: 2024}), // 0 regular, 1 strict
  u8("parcFermeRules", {since: 2024}), // 0/1
  u8("pitStopExperience", {since: 2024}), // 0 automatic, 1 broadcast, 2 immersive
  u8("safetyCar", {since: 2024}), // 0 off, 1 reduced, 2 standard, 3 increased
  u8("safetyCarExperience", {since: 2024}), // 0 broadcast, 1 immersive
  u8("formationLap", {since: 2024}), // 0/1
  u8("formationLapExperience", {since: 2024}), // 0 broadcast, 1 immersive
  u8("redFlags", {since: 2024}), // 0 off, 1 reduced, 2 standard, 3 increased
  u8("affectsLicenceLevelSolo", {since: 2024}), // 0/1
  u8("affectsLicenceLevelMP", {since: 2024}), // 0/1
  u8("numSessionsInWeekend", {since: 2024}),
  u8("weekendStructure", {count: 12, since: 2024}), // session-type ids
  f32("sector2LapDistanceStart", {since: 2024}), // m from the line
  f32("sector3LapDistanceStart", {since: 2024}), // m from the line
  u8("activeAeroTrackStatus", {since: 2026}), // 0 full, 1 partial
  u8("numActiveAeroZonesFull", {since: 2026}),
  each(8, [
    f32("activeAeroFullZoneStart", {since: 2026}), // lap fraction
    f32("activeAeroFullZoneEnd", {since: 2026}), // lap fraction
  ]),
  u8("numActiveAeroZonesPartial", {since: 2026}),
  each(8, [
    f32("activeAeroPartialZoneStart", {since: 2026}), // lap fraction
    f32("activeAeroPartialZoneEnd", {since: 2026}), // lap fraction
  ]),
  u8("numDRSZones", {since: 2026}),
  each(4, [
    f32("drsZoneStart", {since: 2026}), // lap fraction
    f32("drsZoneEnd", {since: 2026}), // lap fraction
  ]),
  f32("startReactionTime", {since: 2026}), // s, 0 with assisted start
  u8("antiLockBrakesAssist", {since: 2026}),
  u8("tractionControlAssist", {since: 2026}), // 0 off, 1 medium, 2 full
  u8("dynamicRacingLineHiVis", {since: 2026}),
  u8("dynamicRacingLineColourBlind", {since: 2026}), // 0 off, 1 protanopia, 2 deuteranopia, 3 tritanopia
  u8("recurringRewindPrompt", {since: 2026}), // 0/1
]);
