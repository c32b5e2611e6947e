import type {Driver} from "../../archive/types.js";
import type {PacketColumns} from "./decode.js";
import {teamName} from "./enums.js";
import {carCount, type Format} from "./formats.js";
import {readText} from "./text.js";

/** The drivers of a decoded participants packet; slots without a name have an empty one. */
export function readParticipants(c: PacketColumns, format: Format, player: number | null): Driver[] {
  const slots = carCount(format);
  const width = c.name.length / slots;
  return Array.from({length: Math.min(c.numActiveCars[0], slots)}, (_, car) => ({
    car,
    name: readText(c.name as Uint8Array, car, width),
    team: teamName(format, c.teamId[car]),
    raceNumber: c.raceNumber[car],
    ai: c.aiControlled[car] === 1,
    restricted: c.aiControlled[car] === 0 && c.yourTelemetry[car] === 0 && car !== player,
  }));
}
