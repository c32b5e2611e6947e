import {LogFileError} from "../importedLog.js";
import {
  CHANNEL,
  CHANNEL_SIZE,
  EVENT,
  EVENT_SIZE,
  HEADER,
  HEADER_SIZE,
  MAGIC,
  type TextField,
  VEHICLE,
  VEHICLE_SIZE,
  VENUE,
  VENUE_SIZE,
} from "./ldLayout.js";

export interface LdWriteChannel {
  name: string;
  /** 7 letters at most */
  short: string;
  unit: string;
  /** whole samples a second */
  rate: number;
  /** in the unit; finite */
  values: Float64Array;
  /** if given, values are stored as 32-bit integers × 10^−decimals, else as 32-bit floats */
  decimals?: number;
}

export interface LdWriteFacts {
  driver: string;
  vehicle: string;
  venue: string;
  session: string;
  comment: string;
  event: string;
  /** ms since 1970, written as UTC */
  startedAt: number;
}

/** Constants of unknown meaning in MoTeC's own files: offset, bytes, value. */
const CONSTANTS: readonly (readonly [number, 2 | 4, number])[] = [
  [66, 4, 1_000_000],
  [84, 2, 0x80],
  [90, 4, 0x00010064],
  [1502, 4, 0xd20822],
];
const DEVICE = {type: "ADL", serial: 12_007, version: 420};
/** First channel id of the public writers. */
const FIRST_ID = 0x2ee1;

/** A MoTeC log of channels, each of the same duration. Texts are cut to their fields; letters beyond Latin-1 become "?". */
export function writeLd(channels: readonly LdWriteChannel[], facts: LdWriteFacts): Uint8Array {
  if (!channels.length) throw new LogFileError("no channels to write");
  const event = HEADER_SIZE;
  const venue = event + EVENT_SIZE;
  const vehicle = venue + VENUE_SIZE;
  const first = vehicle + VEHICLE_SIZE;
  const data = first + CHANNEL_SIZE * channels.length;
  const size = channels.reduce((sum, {values}) => sum + 4 * values.length, data);
  if (size > 0xffffffff) throw new LogFileError(`too large for a MoTeC log: ${size} bytes`);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const text = (base: number, [offset, length]: TextField, value: string) => {
    for (let i = 0; i < Math.min(value.length, length - 1); i++) {
      const code = value.charCodeAt(i);
      bytes[base + offset + i] = code < 256 ? code : 63;
    }
  };
  view.setUint32(0, MAGIC, true);
  view.setUint32(HEADER.firstChannel, first, true);
  view.setUint32(HEADER.data, data, true);
  view.setUint32(HEADER.event, event, true);
  for (const [at, width, value] of CONSTANTS) {
    if (width === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
  }
  view.setUint32(HEADER.serial, DEVICE.serial, true);
  text(0, HEADER.deviceType, DEVICE.type);
  view.setUint16(HEADER.deviceVersion, DEVICE.version, true);
  view.setUint32(HEADER.channels, channels.length, true);
  const [year, month, day, clock] = new Date(facts.startedAt).toISOString().split(/[-T.]/);
  text(0, HEADER.date, `${day}/${month}/${year}`);
  text(0, HEADER.time, clock);
  text(0, HEADER.driver, facts.driver);
  text(0, HEADER.vehicle, facts.vehicle);
  text(0, HEADER.venue, facts.venue);
  text(0, HEADER.session, facts.session);
  text(0, HEADER.comment, facts.comment);
  text(event, EVENT.name, facts.event);
  text(event, EVENT.session, facts.session);
  text(event, EVENT.comment, facts.comment);
  view.setUint16(event + EVENT.venue, venue, true);
  text(venue, VENUE.name, facts.venue);
  view.setUint16(venue + VENUE.vehicle, vehicle, true);
  text(vehicle, VEHICLE.id, facts.vehicle);
  let at = data;
  channels.forEach((channel, c) => {
    const meta = first + CHANNEL_SIZE * c;
    const {values, decimals} = channel;
    const u16 = (offset: number, value: number) => view.setUint16(meta + offset, value, true);
    const u32 = (offset: number, value: number) => view.setUint32(meta + offset, value, true);
    u32(CHANNEL.previous, c === 0 ? 0 : meta - CHANNEL_SIZE);
    u32(CHANNEL.next, c === channels.length - 1 ? 0 : meta + CHANNEL_SIZE);
    u32(CHANNEL.data, at);
    u32(CHANNEL.count, values.length);
    u16(CHANNEL.id, FIRST_ID + c);
    u16(CHANNEL.type, decimals === undefined ? 7 : 5);
    u16(CHANNEL.size, 4);
    u16(CHANNEL.rate, channel.rate);
    u16(CHANNEL.multiplier, 1);
    u16(CHANNEL.scale, 1);
    u16(CHANNEL.decimals, decimals ?? 0);
    text(meta, CHANNEL.name, channel.name);
    text(meta, CHANNEL.short, channel.short);
    text(meta, CHANNEL.unit, channel.unit);
    const factor = 10 ** (decimals ?? 0);
    for (let i = 0; i < values.length; i++, at += 4) {
      if (decimals === undefined) view.setFloat32(at, values[i], true);
      else view.setInt32(at, Math.round(values[i] * factor), true);
    }
  });
  return bytes;
}
