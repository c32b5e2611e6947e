import {ALIASES} from "../channels/aliases.js";
import {CHANNELS, type Channel, WHEELS} from "../channels/catalogue.js";

/** How a channel's name ends for its unit. */
const ENDINGS: Record<string, string> = {
  ...{"km/h": "Kmh", "°C": "C", psi: "Psi", "%": "Percent", ms: "Ms", bar: "Bar", Nm: "Nm", mm: "Mm", V: "Volts"},
  ...{laps: "Laps", l: "Litres"},
};

/** Channels that an expression names: one, or four in the order of WHEELS. */
export type NamedChannels = readonly Channel[];

const byName = new Map<string, NamedChannels>();
const byLabel = new Map<string, NamedChannels>();
/** the shortest name of each, for lists */
const offered = new Map<Channel, string>();

function add(names: Map<string, NamedChannels>, name: string, channels: NamedChannels): void {
  if (!names.has(name)) names.set(name, channels);
}

for (const channel of CHANNELS) add(byName, channel.name, [channel]);
for (const channel of CHANNELS) {
  const short = withoutUnit(channel);
  add(byName, short, [channel]);
  offered.set(channel, byName.get(short)![0] === channel ? short : channel.name);
  add(byLabel, channel.label, [channel]);
  for (const alias of ALIASES[channel.name]?.live ?? []) add(byName, alias, [channel]);
}
for (let i = 0; i + WHEELS.length <= CHANNELS.length; i++) {
  const four = CHANNELS.slice(i, i + WHEELS.length);
  const names = four.map((channel, w) => withoutUnit(channel).replace(new RegExp(`${WHEELS[w]}$`), ""));
  if (!four.every(({name}, w) => name !== names[w] && names[w] === names[0] && name.includes(WHEELS[w]))) continue;
  // a channel of the whole car may have the name already
  add(byName, byName.has(names[0]) ? `${names[0]}AtWheels` : names[0], four);
}

function withoutUnit({name, unit}: Channel): string {
  const ending = ENDINGS[unit];
  return ending && name.endsWith(ending) && name !== ending ? name.slice(0, -ending.length) : name;
}

/**
 * The channels that a name means: the catalogue's name, it without its unit (`speed`), an alias of live messages (`distance`), or the four
 * wheels' common name (`tyreSurfaceTemp`); in quotes also the label ("lateral g").
 */
export function namedChannels(name: string, {quoted = false} = {}): NamedChannels | undefined {
  return byName.get(name) ?? (quoted ? byLabel.get(name) : undefined);
}

/** A name that an expression may use, as lists offer it. */
export interface OfferedName {
  name: string;
  channels: NamedChannels;
}

/** Every name worth offering, as the catalogue goes: one of each channel, and before four wheels their common name. */
export function offeredNames(): OfferedName[] {
  const groups = new Map<Channel, OfferedName>(
    [...byName].flatMap(([name, four]) => (four.length > 1 ? [[four[0], {name, channels: four}] as const] : [])),
  );
  return CHANNELS.flatMap((channel) => {
    const own = {name: offered.get(channel)!, channels: [channel]};
    const group = groups.get(channel);
    return group ? [group, own] : [own];
  });
}

/** All names, for suggestions. */
export function allNames(): string[] {
  return [...byName.keys()];
}
