import {each, f64, packet, u8, u32} from "./table.js";

/** The result, when a session ends. Its header may carry frame 0: do not order by it. */
export const finalClassification = packet({id: 8, name: "finalClassification"}, [
  u8("numCars"),
  each("cars", [
    u8("position"),
    u8("numLaps"),
    u8("gridPosition"),
    u8("points"),
    u8("numPitStops"),
    u8("resultStatus"), // as in lap data
    u8("resultReason", {since: 2025}), // as retirement reasons
    u32("bestLapTimeInMS"), // ms
    f64("totalRaceTime"), // s, without penalties
    u8("penaltiesTime"), // s
    u8("numPenalties"),
    u8("numTyreStints"),
    u8("tyreStintsActual", {count: 8}), // compound ids
    u8("tyreStintsVisual", {count: 8}), // compound ids
    u8("tyreStintsEndLaps", {count: 8}), // lap numbers
  ]),
]);
