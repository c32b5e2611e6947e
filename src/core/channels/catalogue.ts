import {type Channel, type ChannelType, type F1Source, PARTS, type Part, WHEELS} from "./channel.js";
import {F1_CHANNELS} from "./f1Channels.js";
import {OTHER_CHANNELS} from "./otherChannels.js";

export {type Channel, type ChannelType, type F1Source, PARTS, type Part, WHEELS};

/** Version of the catalogue; written into every session.json. Raise it when a channel changes its meaning. */
export const CATALOGUE_VERSION = 1;

/**
 * The channel catalogue: every channel of a sample, once. Arrow columns, Protobuf fields, axes, tooltips and documentation read this
 * list; aliases.ts has the names that other tools use. A channel is added in `channels/` and nowhere else.
 *
 * SI units inside; a unit that is not SI shows in the name (`speedKmh`, `tyrePressureRlPsi`, `currentLapTimeMs`).
 * Wheels are named Rl, Rr, Fl, Fr: the order in which the F1 games send them.
 */
export const CHANNELS: readonly Channel[] = [...F1_CHANNELS, ...OTHER_CHANNELS];

/** The channels of each part of a frame, in catalogue order. */
export const CHANNELS_OF_PART: readonly (readonly Channel[])[] = PARTS.map((part) =>
  CHANNELS.filter((channel) => channel.part === part),
);

const BY_NAME = new Map(CHANNELS.map((c) => [c.name, c]));

/** The channel of that name. Throws `unknown channel: foo`. */
export function channelOf(name: string): Channel {
  const found = BY_NAME.get(name);
  if (!found) throw new RangeError(`unknown channel: ${name}`);
  return found;
}
