import {CHANNELS, type Channel} from "../channels/catalogue.js";
import {CHANNEL_PLACES, NORMALIZED_POSITION, OVERALL_FRAME, ROW_LENGTH} from "../channels/telemetryRow.js";

/**
 * Messages as tables. The .proto text, the Protobuf and the JSON encoding and the documentation are all made from them.
 * A number that is not known is NaN in memory and absent from the message.
 */
export type MessageFieldType =
  | "double"
  | "float"
  | "uint32"
  | "sint32"
  | "bool"
  | "string"
  | "map<string, ChannelStats>";

export interface MessageField {
  tag: number;
  name: string;
  type: MessageFieldType;
  about: string;
}

export interface MessageSchema {
  name: string;
  about: string;
  /** by tag */
  fields: readonly MessageField[];
}

/** The longest field of a TelemetryMessage: two bytes of key, eight of value. */
export const MOST_FIELD_BYTES = 10;
export const MOST_TELEMETRY_BYTES = ROW_LENGTH * MOST_FIELD_BYTES;

export interface TelemetryField extends MessageField {
  /** place in a TelemetryRow */
  index: number;
}

/** The fields of a TelemetryMessage by tag. */
export const TELEMETRY_FIELDS: readonly TelemetryField[] = [
  ...CHANNELS.map((c, i) => ({
    tag: c.tag,
    name: c.name,
    type: wireType(c),
    about: c.unit ? `${c.label}, ${c.unit}` : c.label,
    index: CHANNEL_PLACES[i],
  })),
  {
    tag: 9,
    name: "normalizedPosition",
    type: "float" as const,
    about: "distance ÷ track length",
    index: NORMALIZED_POSITION,
  },
  {
    tag: 200,
    name: "overallFrame",
    type: "uint32" as const,
    about: "frame counter that never goes back",
    index: OVERALL_FRAME,
  },
].sort((a, b) => a.tag - b.tag);

function wireType({type, scale}: Channel): MessageFieldType {
  if (type === "float64") return "double";
  if (type === "float32" || scale) return "float";
  return type.startsWith("u") ? "uint32" : "sint32";
}

/** One field of a message. */
export function messageField(tag: number, type: MessageFieldType, name: string, about: string): MessageField {
  return {tag, name, type, about};
}

export const TELEMETRY: MessageSchema = {
  name: "TelemetryMessage",
  about: "One car in one frame.",
  fields: TELEMETRY_FIELDS,
};

export const CHANNEL_STATS: MessageSchema = {
  name: "ChannelStats",
  about: "A channel within a window, in the channel's unit.",
  fields: [
    messageField(1, "uint32", "count", "samples"),
    messageField(2, "double", "mean", ""),
    messageField(3, "double", "min", ""),
    messageField(4, "double", "max", ""),
  ],
};
