import {each, packet, u8, u16} from "./table.js";

/** The multiplayer lobby, twice a second; only the first `numPlayers` count. */
export const lobbyInfo = packet({id: 9, name: "lobbyInfo"}, [
  u8("numPlayers"),
  each("cars", [
    u8("aiControlled"), // 1 AI, 0 human
    u8("teamId", {until: 2025}), // 255 = none
    u16("teamId", {since: 2026}), // 65535 = none
    u8("nationality"),
    u8("platform"), // as participants
    u8("name", {count: 48, until: 2024}), // UTF-8
    u8("name", {count: 32, since: 2025}), // UTF-8
    u8("carNumber"),
    u8("yourTelemetry", {since: 2024}), // 0 restricted, 1 public
    u8("showOnlineNames", {since: 2024}), // 0/1
    u16("techLevel", {since: 2024}),
    u8("readyStatus"), // 0 not ready, 1 ready, 2 spectating
  ]),
]);
