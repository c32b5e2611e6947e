import {ALIASES} from "../../channels/aliases.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {shorten, WireError} from "./narrow.js";

/** The catalogue's name by that name and by each alias of live messages. */
const NAMES = new Map([
  ...CHANNELS.map(({name}) => [name, name] as const),
  ...Object.entries(ALIASES).flatMap(([channel, {live = []}]) => live.map((name) => [name, channel] as const)),
]);

/** The catalogue's name for a channel or an alias. Throws `unknown channel: foo`. */
export function channelName(name: string): string {
  const known = NAMES.get(name);
  if (!known) throw new WireError(`unknown channel: ${shorten(name)}`, "take a name of the channel catalogue");
  return known;
}
