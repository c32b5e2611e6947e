import {isCount, isUnit} from "../../channels/units.js";
import {decodeText} from "../csv/csvText.js";
import {halfFloat} from "../halfFloat.js";
import {LogFileError} from "../importedLog.js";
import {
  CHANNEL,
  CHANNEL_SIZE,
  EVENT,
  EVENT_SIZE,
  GUESSED_TYPE,
  HEADER,
  HEADER_SIZE,
  MAGIC,
  type SampleKind,
  sampleKind,
  type TextField,
  VEHICLE,
  VEHICLE_SIZE,
  VENUE,
  VENUE_SIZE,
} from "./ldLayout.js";
import {addsShiftLast, type LdScaling, scaleSamples} from "./ldScaling.js";

/** More channels than any logger has. */
const MAX_CHANNELS = 10_000;

/** The content of a MoTeC log. */
export interface LdFile {
  device: string;
  /** as written: dd/mm/yyyy, hh:mm:ss */
  date: string;
  time: string;
  driver: string;
  vehicle: string;
  venue: string;
  session: string;
  comment: string;
  event: string;
  eventComment: string;
  channels: LdChannel[];
  /** channels that cannot be read, and why */
  unread: {name: string; unit: string; reason: string}[];
  /** on the file itself, for the user */
  notes: string[];
}

export interface LdChannel {
  name: string;
  short: string;
  unit: string;
  /** samples a second */
  rate: number;
  count: number;
  /** offset of the description, for messages */
  at: number;
  scaling: LdScaling;
  /** all samples, raw */
  raw(): Float64Array;
  /** all samples in the channel's unit; NaN stays NaN */
  values(): Float64Array;
}

/**
 * Reads a MoTeC log by following its pointers. Everything is checked here; samples are decoded by `values()`.
 *
 * @throws LogFileError with the offset where the file is cut or contradicts itself
 */
export function readLd(bytes: Uint8Array): LdFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) !== MAGIC)
    throw new LogFileError(`not a MoTeC log: it begins with ${hex(bytes.subarray(0, 4))}`, "byte 0");
  need(bytes, 0, HEADER_SIZE, "header");
  const notes: string[] = [];
  const text = (base: number, [offset, length]: TextField) => readText(bytes, base + offset, length);
  const block = (at: number, size: number, what: string): boolean => {
    if (at === 0) return false;
    if (at >= HEADER_SIZE && at + size <= bytes.length) return true;
    notes.push(`invalid position of the ${what}: byte ${at}`);
    return false;
  };
  const event = view.getUint32(HEADER.event, true);
  const hasEvent = block(event, EVENT_SIZE, "event");
  const venue = hasEvent ? view.getUint16(event + EVENT.venue, true) : 0;
  const hasVenue = block(venue, VENUE_SIZE, "venue");
  const vehicle = hasVenue ? view.getUint16(venue + VENUE.vehicle, true) : 0;
  const hasVehicle = block(vehicle, VEHICLE_SIZE, "vehicle");
  const {channels, unread} = readChannels(bytes, view, notes);
  return {
    device: text(0, HEADER.deviceType),
    date: text(0, HEADER.date),
    time: text(0, HEADER.time),
    driver: text(0, HEADER.driver),
    vehicle: text(0, HEADER.vehicle) || (hasVehicle ? text(vehicle, VEHICLE.id) : ""),
    venue: text(0, HEADER.venue) || (hasVenue ? text(venue, VENUE.name) : ""),
    session: text(0, HEADER.session) || (hasEvent ? text(event, EVENT.session) : ""),
    comment: text(0, HEADER.comment),
    event: hasEvent ? text(event, EVENT.name) : "",
    eventComment: hasEvent ? text(event, EVENT.comment) : "",
    channels,
    unread,
    notes,
  };
}

function readChannels(bytes: Uint8Array, view: DataView, notes: string[]): Pick<LdFile, "channels" | "unread"> {
  const channels: LdChannel[] = [];
  const unread: LdFile["unread"] = [];
  const seen = new Set<number>();
  let at = view.getUint32(HEADER.firstChannel, true);
  if (at === 0) throw new LogFileError("no channels", `byte ${HEADER.firstChannel}`);
  const rule = {shiftLast: false};
  while (at !== 0) {
    const place = `byte ${at}, channel ${seen.size + 1}`;
    if (seen.has(at)) throw new LogFileError("the channel list has a cycle", place);
    if (seen.size === MAX_CHANNELS) throw new LogFileError(`more than ${MAX_CHANNELS} channels`, place);
    seen.add(at);
    if (at < HEADER_SIZE) throw new LogFileError("channel lies inside the header", place);
    need(bytes, at, CHANNEL_SIZE, place);
    const channel = readChannel(bytes, view, at, rule, notes);
    if ("reason" in channel) unread.push(channel);
    else channels.push(channel);
    at = view.getUint32(at + CHANNEL.next, true);
  }
  moveUnits(channels, notes);
  rule.shiftLast = addsShiftLast(channels);
  if (rule.shiftLast) notes.push("shifts are added after the multiplier: otherwise values would be impossible");
  const promised = view.getUint32(HEADER.channels, true);
  // one public writer sets no count
  if (promised !== seen.size && promised !== 0)
    notes.push(`the header announces ${promised} channels, ${seen.size} found`);
  return {channels, unread};
}

function readChannel(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  rule: {shiftLast: boolean},
  notes: string[],
): LdChannel | LdFile["unread"][number] {
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const i16 = (offset: number) => view.getInt16(at + offset, true);
  const data = view.getUint32(at + CHANNEL.data, true);
  const count = view.getUint32(at + CHANNEL.count, true);
  const name = readText(bytes, at + CHANNEL.name[0], CHANNEL.name[1]);
  const place = `byte ${at}, channel ${JSON.stringify(name)}`;
  const unit = readText(bytes, at + CHANNEL.unit[0], CHANNEL.unit[1]);
  const size = u16(CHANNEL.size);
  const kind = sampleKind(u16(CHANNEL.type), size);
  // a type of a newer logger: other channels are still read
  if (!kind) return {name, unit, reason: `unknown data type: ${u16(CHANNEL.type)} of ${size} bytes`};
  const rate = u16(CHANNEL.rate);
  if (count === 0) return {name, unit, reason: "no samples"};
  if (rate === 0) throw new LogFileError("invalid rate: 0 Hz", place);
  const scale = i16(CHANNEL.scale);
  const decimals = i16(CHANNEL.decimals);
  if (scale === 0) throw new LogFileError("invalid scale: 0", place);
  if (Math.abs(decimals) > 30) throw new LogFileError(`invalid decimals: ${decimals}`, place);
  if (data < HEADER_SIZE || data + count * size > bytes.length)
    throw new LogFileError(
      `samples from byte ${data} to ${data + count * size}, the file has ${bytes.length} bytes: it is cut or damaged`,
      place,
    );
  const shift = i16(CHANNEL.shift);
  // 0 where a writer does not set the multiplier
  const multiplier = i16(CHANNEL.multiplier) || 1;
  const plain = shift === 0 && multiplier === 1 && scale === 1 && decimals === 0;
  const scaling = {shift, multiplier, scale, decimals};
  const raw = () => samples(view, kind, data, count);
  if (u16(CHANNEL.type) === GUESSED_TYPE) {
    if (!areDoubles(raw())) return {name, unit, reason: `unknown data type: ${GUESSED_TYPE} of ${size} bytes`};
    notes.push(`${name}: data type ${GUESSED_TYPE} is not documented; read as double, which its values fit`);
  }
  return {
    name,
    short: readText(bytes, at + CHANNEL.short[0], CHANNEL.short[1]),
    unit,
    rate,
    count,
    at,
    scaling,
    raw,
    values() {
      const values = raw();
      if (!plain) scaleSamples(values, scaling, rule.shiftLast);
      return values;
    },
  };
}

/** Loggers without short names write the unit in their place and leave its own empty. A short name may look like a unit: G of Gear. */
function moveUnits(channels: LdChannel[], notes: string[]): void {
  const hasNames = channels.some(({short}) => short !== "" && !isUnit(short) && !isCount(short));
  const misplaced = channels.filter(({name, short, unit}) => {
    if (unit !== "" || short === "") return false;
    return hasNames ? isUnit(short) && short[0].toLowerCase() !== name[0]?.toLowerCase() : true;
  });
  for (const channel of misplaced) [channel.unit, channel.short] = [channel.short, ""];
  if (misplaced.length) notes.push(`units of ${misplaced.length} channels are in the place of the short name`);
}

/** Doubles that a sensor may have written: 8 bytes of anything else have other exponents. */
function areDoubles(values: Float64Array): boolean {
  return values.every((v) => v === 0 || (Math.abs(v) > 1e-9 && Math.abs(v) < 1e12));
}

function samples(view: DataView, kind: SampleKind, at: number, count: number): Float64Array {
  const out = new Float64Array(count);
  switch (kind) {
    case "i8":
      for (let i = 0; i < count; i++) out[i] = view.getInt8(at + i);
      break;
    case "i16":
      for (let i = 0; i < count; i++) out[i] = view.getInt16(at + 2 * i, true);
      break;
    case "i32":
      for (let i = 0; i < count; i++) out[i] = view.getInt32(at + 4 * i, true);
      break;
    case "f16":
      for (let i = 0; i < count; i++) out[i] = halfFloat(view.getUint16(at + 2 * i, true));
      break;
    case "f32":
      for (let i = 0; i < count; i++) out[i] = view.getFloat32(at + 4 * i, true);
      break;
    case "f64":
      for (let i = 0; i < count; i++) out[i] = view.getFloat64(at + 8 * i, true);
      break;
  }
  return out;
}

/** Text of a field. MoTeC writes Latin-1 and may end with a space; some games' tools write UTF-8. */
function readText(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return decodeText(end < 0 ? field : field.subarray(0, end)).trim();
}

function need(bytes: Uint8Array, at: number, size: number, what: string): void {
  if (at + size > bytes.length)
    throw new LogFileError(
      `${size} bytes needed, ${Math.max(0, bytes.length - at)} found: the file is cut`,
      what.startsWith("byte") ? what : `byte ${at}, ${what}`,
    );
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join(" ") || "nothing";
}
