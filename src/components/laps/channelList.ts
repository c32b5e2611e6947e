import {CHANNELS} from "../../core/channels/catalogue.js";
import {CHANNEL_GROUPS} from "./channelGroups.js";
import {AGAINST_REFERENCE, type TraceChannel, traceChannel} from "./traceChannels.js";
import type {TraceLap} from "./traceLap.js";
import {expandedIds, wheelSetId} from "./wheelSets.js";

/** An entry of the list of channels: one, or four wheels. */
export interface ChannelEntry {
  id: string;
  label: string;
  unit: string;
  group: string;
  channels: readonly TraceChannel[];
  /** how many of the laps have it */
  laps: number;
  /** what a search looks through */
  text: string;
}

/** All channels of which a lap has values, in the order of their groups; those that the catalogue lists first, then those of the file. */
export function channelList(laps: readonly TraceLap[], computed: readonly TraceChannel[] = []): ChannelEntry[] {
  const catalogued = new Map(CHANNELS.map(({name}, i) => [name, i]));
  const names = new Set(laps.flatMap(({samples}) => samples.names));
  const columns = [...names].sort((a, b) => (catalogued.get(a) ?? Infinity) - (catalogued.get(b) ?? Infinity));
  const ids = new Set([
    ...[...AGAINST_REFERENCE, ...computed].map(({id}) => id),
    ...columns.map((name) => (expandedIds(wheelSetId(name)).every((one) => names.has(one)) ? wheelSetId(name) : name)),
  ]);
  return [...ids]
    .map((id) => entryOf(id, laps, computed))
    .filter((entry) => entry.laps > 0)
    .sort((a, b) => CHANNEL_GROUPS.indexOf(a.group) - CHANNEL_GROUPS.indexOf(b.group));
}

function entryOf(id: string, laps: readonly TraceLap[], computed: readonly TraceChannel[]): ChannelEntry {
  const channels = expandedIds(id).map((one) => traceChannel(one, computed));
  const [{label, unit, group, wheel}] = channels;
  const name = channels.length > 1 && wheel ? wheel.label : label;
  return {
    ...{id, label: name, unit, group, channels},
    laps: laps.filter((lap) => channels.some((channel) => channel.values(lap))).length,
    text: [name, unit, group, ...channels.flatMap((one) => [one.id, one.label, one.wheel?.code ?? ""])].join(" "),
  };
}
