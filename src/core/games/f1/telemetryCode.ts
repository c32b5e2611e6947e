import {type Channel, type ChannelType, channelOf, PARTS} from "../../channels/catalogue.js";
import {NORMALIZED_POSITION, TIMESTAMP} from "../../channels/telemetryRow.js";
import {writeField} from "../../messages/protobufCode.js";
import {MOST_FIELD_BYTES, TELEMETRY_FIELDS, type TelemetryField} from "../../messages/schema.js";
import {writeUnstamped} from "../../messages/telemetryStamp.js";
import {valueCode} from "./copier.js";
import {FIELD_TYPES, type Format} from "./formats.js";
import {type FrameHead, LAP_PART, PACKET_OF_PART} from "./frame.js";
import {type Layout, type LayoutField, layoutOf} from "./layout.js";
import {RESTRICTED_CHANNELS} from "./restricted.js";

/** Writes the fields of a car's TelemetryFrame at `p` of `out`, without their timestamp (UNSTAMPED); returns where they end. */
export type Write = (
  out: DataView,
  p: number,
  /** the datagrams of the frame's parts, each at its place (placesOf) */
  packets: DataView,
  car: number,
  frame: FrameHead,
  /** those to write, a bit each */
  parts: number,
  /** leaves out the channels that the driver keeps private */
  hidden: boolean,
  trackLengthM: number,
) => number;

/** The offset of each part's datagram among the kept ones, and their total bytes. */
export function placesOf(format: Format): {starts: number[]; bytes: number} {
  let bytes = 0;
  const starts = PARTS.map((_, part) => {
    const start = bytes;
    bytes += layoutOfPart(format, part)?.bytes ?? 0;
    return start;
  });
  return {starts, bytes};
}

/** The offset of a field of a part among the kept datagrams, for car 0, and the bytes from one car to the next. */
export function placeOf(format: Format, part: number, name: string): {at: number; stride: number} {
  const {offset, stride} = layoutOfPart(format, part)!.fields.find((field) => field.name === name)!;
  return {at: placesOf(format).starts[part] + offset, stride};
}

export interface FormatWriter {
  write: Write;
  /** no frame of the format is longer, bytes */
  most: number;
}

const writers = new Map<Format, FormatWriter>();

/** The writer of a format, generated from catalogue and layouts: one function, which all sessions keep hot together. */
export function writerOf(format: Format): FormatWriter {
  let writer = writers.get(format);
  if (!writer) writers.set(format, (writer = generate(format)));
  return writer;
}

function generate(format: Format): FormatWriter {
  const strides = new Set<number>();
  const {starts} = placesOf(format);
  const readerOf = (part: number) => (field: LayoutField, element: number) => {
    const {bytes, access} = FIELD_TYPES[field.type];
    const at = starts[part] + field.offset + element * bytes;
    if (field.stride === 0) return `packets.get${access}(${at}, true)`;
    strides.add(field.stride);
    return `packets.get${access}(car${field.stride} + ${at} | 0, true)`;
  };
  const channelCode = (channel: Channel): string | undefined => {
    const part = PARTS.indexOf(channel.part);
    const layout = layoutOfPart(format, part);
    const value = layout && valueCode(channel, layout, readerOf(part));
    return value && stored(channel, value);
  };
  const lines: string[] = [];
  let open = "";
  let fields = 0;
  for (const field of TELEMETRY_FIELDS) {
    const {condition, code} = statement(field, channelCode);
    if (!code) continue;
    fields++;
    // neighbours with the same condition share one test
    if (condition !== open) lines.push(open && "}", condition && `if (${condition}) {`);
    open = condition;
    lines.push(code);
  }
  lines.push(open && "}");
  const cars = [...strides].map((stride) => `const car${stride} = Math.imul(car, ${stride});`);
  const code = ['"use strict";', "let v = 0, n = 0;", ...cars, ...lines, "return p;"].join("\n");
  const names = ["out", "p", "packets", "car", "frame", "parts", "hidden", "trackLengthM"];
  return {write: new Function(...names, code) as Write, most: fields * MOST_FIELD_BYTES};
}

/** When a field is in the message, and the code that writes it; none where the format does not have it. */
function statement(
  field: TelemetryField,
  channelCode: (channel: Channel) => string | undefined,
): {condition: string; code?: string} {
  const has = (part: number) => `(parts & ${1 << part}) !== 0`;
  const {name, index} = field;
  if (index === TIMESTAMP) return {condition: "", code: writeUnstamped()};
  if (name === "sessionTime" || name === "frame" || name === "overallFrame")
    return {condition: "", code: writeField(field, `frame.${name}`)};
  if (name === "car") return {condition: "", code: writeField(field, "car", 8)};
  if (index === NORMALIZED_POSITION) {
    const distance = channelCode(channelOf("lapDistance"))!;
    return {condition: `${has(LAP_PART)} && trackLengthM > 0`, code: writeField(field, `${distance} / trackLengthM`)};
  }
  const channel = name === "lapNumber" ? LAP_NUMBER : channelOf(name);
  const value = channelCode(channel);
  const present = has(PARTS.indexOf(channel.part));
  return {
    condition: RESTRICTED_CHANNELS.has(name) ? `${present} && !hidden` : present,
    code: value && writeField(field, value, BITS[channel.type]),
  };
}

/** The lap number of lap data. The archive corrects it afterwards and stores it as a separate column. */
const LAP_NUMBER: Channel = {...channelOf("lapNumber"), part: "lap", f1: {packet: "lapData", field: "currentLapNum"}};

/** The code of a value as its column holds it. */
function stored({type, scale}: Channel, value: string): string {
  const narrowed = (NARROW[type] ?? ((code) => code))(value);
  return scale ? `(${narrowed}) * ${scale}` : narrowed;
}

const NARROW: Partial<Record<ChannelType, (code: string) => string>> = {
  int8: (code) => `(${code}) << 24 >> 24`,
  uint8: (code) => `(${code}) & 255`,
  int16: (code) => `(${code}) << 16 >> 16`,
  uint16: (code) => `(${code}) & 65535`,
  int32: (code) => `(${code}) | 0`,
  uint32: (code) => `(${code}) >>> 0`,
  float32: (code) => `Math.fround(${code})`,
};
/** bits of an integer as it is written; default 32 */
const BITS: Partial<Record<ChannelType, number>> = {int8: 8, uint8: 8, int16: 16, uint16: 16};

function layoutOfPart(format: Format, part: number): Layout | undefined {
  const id = PACKET_OF_PART[PARTS[part]];
  return id === undefined ? undefined : layoutOf(format, id);
}
