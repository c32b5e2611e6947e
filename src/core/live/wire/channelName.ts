import {CHANNELS} from "../../channels/catalogue.js";
import {shorten, WireError} from "./narrow.js";

/** Channel names used in other tools' Protobuf messages → the catalogue's. */
export const CHANNEL_ALIASES: Readonly<Record<string, string>> = {
  timestamp: "sessionTime",
  time: "sessionTime",
  lapTime: "currentLapTimeMs",
  speed: "speedKmh",
  lap: "lapNumber",
  distance: "lapDistance",
  fuel: "fuelMass",
  x: "worldX",
  y: "worldY",
  z: "worldZ",
};

const NAMES = new Set(CHANNELS.map(({name}) => name));

/** The catalogue's name for a channel or an alias. Throws `unknown channel: foo`. */
export function channelName(name: string): string {
  if (NAMES.has(name)) return name;
  const known = Object.hasOwn(CHANNEL_ALIASES, name) ? CHANNEL_ALIASES[name] : undefined;
  if (!known) throw new WireError(`unknown channel: ${shorten(name)}`, "take a name of the channel catalogue");
  return known;
}
