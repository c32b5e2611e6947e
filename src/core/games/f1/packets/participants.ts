import {each, packet, u8, u16} from "./table.js";

/**
 * Who drives: every car, every 5 seconds; only the first `numActiveCars` count.
 * `driverId` 255 (65535 in 2026) is a human online player.
 */
export const participants = packet({id: 4, name: "participants"}, [
  u8("numActiveCars"),
  each("cars", [
    u8("aiControlled"), // 1 AI, 0 human
    u8("driverId", {until: 2025}), // 255 = network human
    u16("driverId", {since: 2026}), // 65535 = network human
    u8("networkId", {until: 2025}), // id of the network player
    u16("networkId", {since: 2026}),
    u8("teamId", {until: 2025}),
    u16("teamId", {since: 2026}),
    u8("myTeam"), // 1 = My Team
    u8("raceNumber"),
    u8("nationality"),
    u8("name", {count: 48, until: 2024}), // UTF-8, NUL-terminated, cut with U+2026
    u8("name", {count: 32, since: 2025}), // UTF-8, NUL-terminated, cut with U+2026
    u8("yourTelemetry"), // 0 restricted, 1 public
    u8("showOnlineNames"), // 0/1
    u16("techLevel", {since: 2024}), // F1 World tech level
    u8("platform"), // 1 Steam, 3 PlayStation, 4 Xbox, 6 Origin, 255 unknown
    u8("numColours", {since: 2025}),
    u8("liveryColours", {count: 12, since: 2025}), // 4 colours of red, green, blue
  ]),
]);
