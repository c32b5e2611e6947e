import {CHANNELS, CHANNELS_OF_PART, type Channel, PARTS, type Part} from "../../channels/catalogue.js";
import {firstElements, type Views} from "./columns.js";
import type {Format} from "./formats.js";
import {PACKET_OF_PART} from "./frame.js";
import {type Layout, type LayoutField, layoutOf} from "./layout.js";
import {firstRows, VIEW_OF_TYPE} from "./rowBlock.js";

/** Copies one car's values of a decoded packet, whose block is `source`, into one row of a block of rows (see `rowColumns`). */
export type Copier = (target: Views, row: number, source: Views, car: number) => void;

const copiers = new Map<string, Copier | undefined>();

/**
 * The copier of a part, generated from the catalogue and the packet's layout: with 22 cars and some eighty channels at
 * 60 Hz this is the hottest loop of an import. Channels the format lacks stay zero and are hidden by `absentChannels`.
 */
export function copierOf(format: Format, part: Part): Copier | undefined {
  const key = `${format} ${part}`;
  if (!copiers.has(key)) copiers.set(key, createCopier(format, part));
  return copiers.get(key);
}

function createCopier(format: Format, part: Part): Copier | undefined {
  const id = PACKET_OF_PART[part];
  const layout = id === undefined ? undefined : layoutOf(format, id);
  if (!layout) return undefined;
  const elements = firstElements(layout);
  const read = (field: LayoutField, element: number) => {
    const {entities, count, type} = field;
    const first = elements[layout.fields.indexOf(field)] + element;
    return `source.${type}[${entities > 1 ? `${first} + ${count} * car` : first}]`;
  };
  const p = PARTS.indexOf(part);
  const rows = firstRows(p);
  const lines = CHANNELS_OF_PART[p].flatMap((channel, c) => {
    const value = valueCode(channel, layout, read);
    return value ? [`target.${VIEW_OF_TYPE[channel.type]}[${rows[c]} + row] = ${value};`] : [];
  });
  return new Function("target", "row", "source", "car", `"use strict";\n${lines.join("\n")}`) as Copier;
}

/** Names of channels that the packets of this format do not carry. */
export function absentChannels(format: Format): Set<string> {
  const absent = CHANNELS.filter(({part, f1}) => {
    if (part === "frame" || !f1) return false;
    const layout = layoutOf(format, PACKET_OF_PART[part]!);
    return !layout?.fields.some((f) => f.name === f1.field || f.name === `${f1.field}MSPart`);
  });
  return new Set(absent.map((c) => c.name));
}

/**
 * The code of a channel's value as the archive stores it, before it is narrowed to the channel's type; undefined where the
 * packets of the format lack it. `read` gives the code of an element of a field.
 */
export function valueCode(
  {f1, scale}: Channel,
  {fields}: Layout,
  read: (field: LayoutField, element: number) => string,
): string | undefined {
  if (!f1) return undefined;
  const {field, index = 0, factor = 1, add = 0} = f1;
  const find = (name: string) => fields.find((f) => f.name === name);
  // times of more than a minute are split into milliseconds and whole minutes
  const split = find(`${field}MSPart`);
  if (split) {
    const minutes = find(`${field}MinutesPart`);
    const ms = read(split, 0);
    // cars that are laps apart or in the garage have minutes of 247–255 in real packets: a signed byte
    return minutes ? `${ms} + 60000 * ((${read(minutes, 0)} << 24) >> 24)` : ms;
  }
  const found = find(field);
  if (!found) return undefined;
  // a channel with a scale stores the wire's integer; any other stores the value
  const times = (scale ? 1 : (found.scale ?? 1)) * factor;
  const raw = read(found, index);
  if (times === -1) return `0 - ${raw}`; // a product would turn 0 into −0
  return `${raw}${times === 1 ? "" : ` * ${times}`}${add ? ` + ${add}` : ""}`;
}
