import {each, packet, u8, u16, u32} from "./table.js";

/** Time trial, once a second: session best, personal best, rival, in this order. Sector times are whole milliseconds. */
export const timeTrial = packet({id: 14, name: "timeTrial", since: 2024}, [
  each(3, [
    u8("carIdx"),
    u8("teamId", {until: 2025}),
    u16("teamId", {since: 2026}),
    u32("lapTimeInMS"), // ms
    u32("sector1TimeInMS"), // ms
    u32("sector2TimeInMS"), // ms
    u32("sector3TimeInMS"), // ms
    u8("tractionControl"),
    u8("gearboxAssist"),
    u8("antiLockBrakes"),
    u8("equalCarPerformance"), // 0 realistic, 1 equal
    u8("customSetup"), // 0/1
    u8("valid"), // 0/1
  ]),
]);
