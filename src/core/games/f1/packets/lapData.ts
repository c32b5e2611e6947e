import {each, f32, packet, u8, u16, u32} from "./table.js";

/**
 * Lap times, distances and positions of every car, at the menu rate.
 * A split time is minutes × 60000 + milliseconds; deltas of 2023 have no minutes part and wrap at 65.5 s.
 * Cars in the garage were seen with 247 to 255 minutes: a negative delta, its minutes as a signed byte rounded down.
 */
export const lapData = packet({id: 2, name: "lapData"}, [
  each("cars", [
    u32("lastLapTimeInMS"), // ms, 0 = none yet
    u32("currentLapTimeInMS"), // ms
    u16("sector1TimeMSPart"), // ms 0–59999
    u8("sector1TimeMinutesPart"), // whole minutes
    u16("sector2TimeMSPart"), // ms
    u8("sector2TimeMinutesPart"), // whole minutes
    u16("deltaToCarInFrontMSPart"), // ms (2023: whole value, no minutes part → wraps at 65.5 s)
    u8("deltaToCarInFrontMinutesPart", {since: 2024}), // whole minutes
    u16("deltaToRaceLeaderMSPart"), // ms (2023: whole value, no minutes part)
    u8("deltaToRaceLeaderMinutesPart", {since: 2024}), // whole minutes
    f32("lapDistance"), // m around the lap; negative before the line is first crossed
    f32("totalDistance"), // m in the session; may be negative too
    f32("safetyCarDelta"), // s
    u8("carPosition"), // race position, 1-based (0 = none)
    u8("currentLapNum"), // 1-based
    u8("pitStatus"), // 0 none, 1 pitting, 2 in pit area
    u8("numPitStops"),
    u8("sector"), // 0, 1, 2 = sector 1, 2, 3
    u8("currentLapInvalid"), // 0 valid, 1 invalid
    u8("penalties"), // accumulated seconds
    u8("totalWarnings"),
    u8("cornerCuttingWarnings"),
    u8("numUnservedDriveThroughPens"),
    u8("numUnservedStopGoPens"),
    u8("gridPosition"),
    u8("driverStatus"), // 0 garage, 1 flying lap, 2 in lap, 3 out lap, 4 on track
    u8("resultStatus"), // 0 invalid, 1 inactive, 2 active, 3 finished, 4 did not finish, 5 disqualified, 6 not classified, 7 retired
    u8("pitLaneTimerActive"), // 0/1
    u16("pitLaneTimeInLaneInMS"), // ms
    u16("pitStopTimerInMS"), // ms
    u8("pitStopShouldServePen"), // 0/1
    f32("speedTrapFastestSpeed", {since: 2024}), // km/h
    u8("speedTrapFastestLap", {since: 2024}), // lap number, 255 = not set
  ]),
  u8("timeTrialPBCarIdx"), // 255 invalid
  u8("timeTrialRivalCarIdx"), // 255 invalid
]);
