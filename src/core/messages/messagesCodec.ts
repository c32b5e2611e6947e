import {createRow, type TelemetryRow} from "../channels/telemetryRow.js";
import type {EventMessage} from "./events.js";
import {withOtherNames} from "./otherNames.js";
import {decodeEvent, encodeEvent} from "./protobuf.js";
import {decodeTelemetry, encodeTelemetry, TelemetryReader} from "./protobufTelemetry.js";
import {TELEMETRY_FIELDS} from "./schema.js";
import {stampJson, stampProtobuf} from "./telemetryStamp.js";
import {type EventTopic, schemaOf} from "./topics.js";

/** Values of the header `encoding`. */
export type Encoding = "protobuf" | "json";

/** Encodes and decodes messages. Both encodings carry the same; JSON is readable, has other programs' names too, and takes five times the bytes. */
export interface Codec {
  readonly encoding: Encoding;
  encodeTelemetry(row: TelemetryRow): Uint8Array;
  /** sets the timestamp of a message that was encoded with UNSTAMPED, in place; ms since 1970 */
  stamp(message: Uint8Array, unixMs: number): void;
  /** fills and returns `row` */
  decodeTelemetry(bytes: Uint8Array, row: TelemetryRow): TelemetryRow;
  /** for a series of messages, see TelemetryReader */
  reader(): Pick<TelemetryReader, "read">;
  encodeEvent(event: EventMessage): Uint8Array;
  decodeEvent<T extends EventTopic>(topic: T, bytes: Uint8Array): Extract<EventMessage, {topic: T}>;
}

const PROTOBUF: Codec = {
  encoding: "protobuf",
  encodeTelemetry,
  stamp: stampProtobuf,
  decodeTelemetry,
  reader: () => new TelemetryReader(),
  encodeEvent,
  decodeEvent,
};

const JSON_CODEC: Codec = {
  encoding: "json",
  encodeTelemetry(row) {
    const known = TELEMETRY_FIELDS.filter(({index}) => !Number.isNaN(row[index]));
    return encodeJson(
      withOtherNames("telemetry", Object.fromEntries(known.map(({name, index}) => [name, row[index]]))),
    );
  },
  stamp: stampJson,
  decodeTelemetry(bytes, row) {
    const values = decodeJson(bytes);
    for (const {name, index} of TELEMETRY_FIELDS) row[index] = number(values[name]);
    return row;
  },
  reader() {
    const row = createRow();
    return {read: (bytes) => JSON_CODEC.decodeTelemetry(bytes, row)};
  },
  encodeEvent: ({topic, ...event}) => encodeJson(withOtherNames(topic, event)),
  decodeEvent(topic, bytes) {
    const values = decodeJson(bytes);
    const fields = schemaOf(topic).fields.map(({name, type}) => {
      const value = values[name];
      if (type === "string") return [name, typeof value === "string" ? value : ""];
      if (type === "bool") return [name, value === true];
      if (type === "map<string, double>") return [name, numbers(value)];
      if (type.startsWith("map")) return [name, stats(value)];
      return [name, number(value)];
    });
    return {topic, ...Object.fromEntries(fields)};
  },
};

/** The codec of an `encoding` header; absent: Protobuf. Throws `unknown encoding: foo`. */
export function codecOf(encoding: string = "protobuf"): Codec {
  if (encoding === "protobuf") return PROTOBUF;
  if (encoding === "json") return JSON_CODEC;
  throw new RangeError(`unknown encoding: ${encoding}`);
}

/** Values as UTF-8 JSON; NaN becomes null. */
function encodeJson(values: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(values));
}

/** Throws `damaged message: …` where the bytes are no JSON object. */
function decodeJson(bytes: Uint8Array): Record<string, unknown> {
  const text = new TextDecoder().decode(bytes);
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === "object" && values !== null && !Array.isArray(values))
      return values as Record<string, unknown>;
  } catch {
    // thrown below, as for JSON that is no object
  }
  throw new RangeError(`damaged message: no JSON object: ${text.slice(0, 40)}`);
}

function number(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

function numbers(value: unknown): Record<string, number> {
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

function stats(value: unknown): Record<string, Record<string, number>> {
  const channels = Object.entries(typeof value === "object" && value !== null ? value : {});
  return Object.fromEntries(
    channels.map(([name, s]) => [
      name,
      {count: number(s?.count), mean: number(s?.mean), min: number(s?.min), max: number(s?.max)},
    ]),
  );
}
