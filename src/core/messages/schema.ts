import {CHANNELS, type Channel} from "../channels/catalogue.js";
import {CHANNEL_PLACES, NORMALIZED_POSITION, OVERALL_FRAME, TIMESTAMP} from "../channels/telemetryRow.js";

/**
 * Messages as tables. The .proto text, the Protobuf and the JSON encoding and the documentation are all made from them.
 * A number that is not known is NaN in memory and absent from the message.
 */
export type MessageFieldType =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "sint32"
  | "bool"
  | "string"
  | "TelemetryFrame"
  | "map<string, double>"
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

/** The longest field of a TelemetryFrame: two bytes of key, ten of a negative int32. */
export const MOST_FIELD_BYTES = 12;

export interface TelemetryField extends MessageField {
  /** place in a TelemetryRow */
  index: number;
  /** name in the .proto file; default: `name`, which JSON has */
  protoName?: string;
}

/** Fields 1–10 have the names and types of TelemetryFrame as other programs of this field declare it. */
const SHARED: Readonly<Record<string, Pick<TelemetryField, "type" | "protoName">>> = {
  currentLapTimeMs: {type: "int32", protoName: "lapTime"},
  speedKmh: {type: "float", protoName: "speed"},
  gear: {type: "int32"},
  rpm: {type: "int32"},
  lapNumber: {type: "int32"},
};

/** The fields of a TelemetryFrame by tag. */
export const TELEMETRY_FIELDS: readonly TelemetryField[] = [
  telemetryField(1, "int64", "timestamp", "arrival at the collector, ms since 1970", TIMESTAMP),
  telemetryField(9, "float", "normalizedPosition", "distance ÷ track length", NORMALIZED_POSITION),
  telemetryField(200, "uint32", "overallFrame", "frame counter that never goes back", OVERALL_FRAME),
  ...CHANNELS.map((c, i) => ({
    ...telemetryField(c.tag, wireType(c), c.name, c.unit ? `${c.label}, ${c.unit}` : c.label, CHANNEL_PLACES[i]),
    ...SHARED[c.name],
  })),
].sort((a, b) => a.tag - b.tag);

function telemetryField(
  tag: number,
  type: MessageFieldType,
  name: string,
  about: string,
  index: number,
): TelemetryField {
  return {tag, name, type, about, index};
}

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
  fields: [messageField(1, "TelemetryFrame", "telemetry", "")],
};

export const TELEMETRY_FRAME: MessageSchema = {
  name: "TelemetryFrame",
  about: "The values of one car in one frame.",
  fields: TELEMETRY_FIELDS.map(({protoName, ...field}) => ({...field, name: protoName ?? field.name})),
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
