import {each, packet, u8, u16, u32} from "./table.js";

/**
 * The laps of one car so far; the cars take turns, 20 packets a second.
 * Only the first `numLaps` (with the running one) and `numTyreStints` count. Best-lap numbers start at 1; 0 = none.
 */
export const sessionHistory = packet({id: 11, name: "sessionHistory"}, [
  u8("carIdx"), // the car this packet is about
  u8("numLaps"), // includes the running lap
  u8("numTyreStints"),
  u8("bestLapTimeLapNum"),
  u8("bestSector1LapNum"),
  u8("bestSector2LapNum"),
  u8("bestSector3LapNum"),
  each(100, [
    u32("lapHistoryLapTimeInMS"), // ms
    u16("lapHistorySector1TimeMSPart"), // ms
    u8("lapHistorySector1TimeMinutesPart"), // min
    u16("lapHistorySector2TimeMSPart"), // ms
    u8("lapHistorySector2TimeMinutesPart"), // min
    u16("lapHistorySector3TimeMSPart"), // ms
    u8("lapHistorySector3TimeMinutesPart"), // min
    u8("lapHistoryLapValidBitFlags"), // 1 lap, 2 sector 1, 4 sector 2, 8 sector 3 valid
  ]),
  each(8, [
    u8("tyreStintEndLap"), // 255 = current set
    u8("tyreStintTyreActualCompound"),
    u8("tyreStintTyreVisualCompound"),
  ]),
]);
