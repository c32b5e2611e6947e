import type {EventMessage, TelemetryWindow} from "./events.js";
import {damaged, readVarint, skipField, type WireCursor, Writer} from "./protobufWire.js";
import {CHANNEL_STATS, type MessageFieldType, type MessageSchema, TELEMETRY_FRAME} from "./schema.js";
import {type EventTopic, schemaOf, TOPICS, type TopicDefinition} from "./topics.js";

type Stats = TelemetryWindow["channels"][string];
type Values = Record<string, unknown>;

/** Shared by all events: a writer each would allocate many small buffers. */
const out = new Writer();

/** An event or command as its Protobuf message, by ascending tag; numbers that are NaN are left out. */
export function encodeEvent(event: EventMessage): Uint8Array {
  out.clear();
  write(event as unknown as Values, schemaOf(event.topic));
  return out.written();
}

/**
 * Reads an event or command of a topic. Missing numbers are NaN, missing texts empty, missing flags false; unknown fields are
 * skipped. Throws `damaged message: …`.
 */
export function decodeEvent<T extends EventTopic>(topic: T, bytes: Uint8Array): Extract<EventMessage, {topic: T}> {
  return {topic, ...read(bytes, schemaOf(topic))} as unknown as Extract<EventMessage, {topic: T}>;
}

function write(values: Values, {fields}: MessageSchema): void {
  for (const {tag, name, type} of fields) {
    const value = values[name];
    if (value === undefined || Number.isNaN(value)) continue;
    switch (type) {
      case "double":
        out.varint((tag << 3) | 1);
        out.float64(value as number);
        break;
      case "uint32":
      case "bool":
        out.varint(tag << 3);
        out.varint(Number(value));
        break;
      case "string":
        out.varint((tag << 3) | 2);
        out.text(value as string);
        break;
      case "map<string, ChannelStats>":
        writeEntries(tag, value as Record<string, Stats>);
        break;
      case "map<string, double>":
        writeNumbers(tag, value as Record<string, number>);
        break;
      default:
        throw new Error(`unknown type: ${type}`);
    }
  }
}

/** A map is a list of messages of a key (tag 1) and a value (tag 2). */
function writeEntries(tag: number, entries: Record<string, Stats>): void {
  for (const name in entries) {
    out.varint((tag << 3) | 2);
    const entry = out.begin();
    out.varint(10);
    out.text(name);
    out.varint(18);
    const stats = out.begin();
    write(entries[name] as unknown as Values, CHANNEL_STATS);
    out.end(stats);
    out.end(entry);
  }
}

function writeNumbers(tag: number, entries: Record<string, number>): void {
  for (const name in entries) {
    if (Number.isNaN(entries[name])) continue;
    out.varint((tag << 3) | 2);
    const entry = out.begin();
    out.varint(10);
    out.text(name);
    out.varint(17);
    out.float64(entries[name]);
    out.end(entry);
  }
}

const WIRE: Record<string, number> = {double: 1, uint32: 0, bool: 0};

/** The value of a field that is not in the message. */
function unknown(type: MessageFieldType): unknown {
  return type === "string" ? "" : type === "bool" ? false : type.startsWith("map") ? {} : Number.NaN;
}

/** Collects values in an array and makes the object once: overwriting a property that holds NaN would box the number on the heap. */
function read(bytes: Uint8Array, {fields}: MessageSchema): Values {
  const values = fields.map(({type}) => unknown(type));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at: WireCursor = {p: 0};
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    const i = fields.findIndex((f) => f.tag === key >>> 3 && (WIRE[f.type] ?? 2) === (key & 7));
    if (i < 0) {
      skipField(bytes, at, key);
      continue;
    }
    switch (fields[i].type) {
      case "double":
        if (at.p + 8 > bytes.length) throw damaged(bytes, at.p);
        values[i] = view.getFloat64(at.p, true);
        at.p += 8;
        break;
      case "bool":
        values[i] = readVarint(bytes, at) !== 0;
        break;
      case "string":
        values[i] = new TextDecoder().decode(block(bytes, at));
        break;
      case "map<string, ChannelStats>":
        readEntry(block(bytes, at), values[i] as Record<string, Stats>);
        break;
      case "map<string, double>":
        readNumber(block(bytes, at), values[i] as Record<string, number>);
        break;
      default:
        values[i] = readVarint(bytes, at);
    }
  }
  return Object.fromEntries(fields.map(({name}, i) => [name, values[i]]));
}

const NOTHING = new Uint8Array(0);

function readEntry(bytes: Uint8Array, into: Record<string, Stats>): void {
  const at: WireCursor = {p: 0};
  let name = "";
  let stats = read(NOTHING, CHANNEL_STATS);
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    if (key === 10) name = new TextDecoder().decode(block(bytes, at));
    else if (key === 18) stats = read(block(bytes, at), CHANNEL_STATS);
    else skipField(bytes, at, key);
  }
  // any other name may be a channel's
  if (name !== "__proto__") into[name] = stats as unknown as Stats;
}

function readNumber(bytes: Uint8Array, into: Record<string, number>): void {
  const at: WireCursor = {p: 0};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let name = "";
  let value = 0;
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    if (key === 10) name = new TextDecoder().decode(block(bytes, at));
    else if (key === 17) {
      if (at.p + 8 > bytes.length) throw damaged(bytes, at.p);
      value = view.getFloat64(at.p, true);
      at.p += 8;
    } else skipField(bytes, at, key);
  }
  if (name !== "__proto__") into[name] = value;
}

function block(bytes: Uint8Array, at: WireCursor): Uint8Array {
  const length = readVarint(bytes, at);
  if (at.p + length > bytes.length) throw damaged(bytes, at.p);
  at.p += length;
  return bytes.subarray(at.p - length, at.p);
}

/** All messages as a .proto file, for programs in other languages. */
export function protoText(): string {
  const messages = Object.entries(TOPICS as Record<string, TopicDefinition>).flatMap(([topic, {message}]) =>
    message ? [{...message, about: `${message.about} Topic ${topic}.`}] : [],
  );
  const texts = [...messages, TELEMETRY_FRAME, CHANNEL_STATS].map(({name, about, fields}) => {
    const lines = fields.map(({tag, name, type, about}) => {
      const label = type.startsWith("map") ? "" : "optional ";
      return `  ${label}${type} ${name} = ${tag};${about ? ` // ${about}` : ""}`;
    });
    return `// ${about}\nmessage ${name} {\n${lines.join("\n")}\n}\n`;
  });
  return `syntax = "proto3";\n\npackage lapbook;\n\n${texts.join("\n")}`;
}
