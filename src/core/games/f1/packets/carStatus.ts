import {each, f32, i8, packet, u8, u16} from "./table.js";

/** Fuel, tyres, energy and flags of every car, at the menu rate. Other players' restricted telemetry reads 0. */
export const carStatus = packet({id: 7, name: "carStatus"}, [
  each("cars", [
    u8("tractionControl"), // 0 off, 1 medium, 2 full
    u8("antiLockBrakes"), // 0/1
    u8("fuelMix"), // 0 lean, 1 standard, 2 rich, 3 max
    u8("frontBrakeBias"), // %
    u8("pitLimiterStatus"), // 0/1
    f32("fuelInTank"), // kg
    f32("fuelCapacity"), // kg
    f32("fuelRemainingLaps"), // laps, as on the MFD (delta: may be negative)
    u16("maxRPM"), // rev limiter
    u16("idleRPM"),
    u8("maxGears"),
    u8("drsAllowed"), // 0/1
    u16("drsActivationDistance"), // 0 = not available, else metres until available
    u8("actualTyreCompound"),
    u8("visualTyreCompound"),
    u8("tyresAgeLaps"), // laps
    i8("vehicleFIAFlags"), // −1 unknown, 0 none, 1 green, 2 blue, 3 yellow
    f32("enginePowerICE"), // W
    f32("enginePowerMGUK"), // W
    f32("ersStoreEnergy"), // J (full = 4 MJ)
    u8("ersDeployMode"), // 0 none, 1 medium, 2 hotlap, 3 overtake
    f32("ersHarvestedThisLapMGUK"), // J
    f32("ersHarvestedThisLapMGUH"), // J
    f32("ersHarvestLimitPerLap", {since: 2026}), // J
    f32("ersDeployedThisLap"), // J
    u8("networkPaused"), // 0/1
  ]),
]);
