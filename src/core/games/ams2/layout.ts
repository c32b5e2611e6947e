import type {Flow} from "../../capture/batch.js";
import {floatAt} from "../floatAt.js";

/**
 * Datagrams of Automobilista 2 and Project CARS 2 (UDP, "Project CARS 2" protocol), packed, little endian. Sources:
 * MacManley/project-cars-2-udp, Spacefreak18/simapi.
 */

export const AMS2_PORT = 5606;

export const AMS2 = {
  telemetry: 0,
  race: 1,
  participants: 2,
  timings: 3,
  gameState: 4,
  classes: 6,
  stats: 7,
  vehicles: 8,
};

/** Lengths of the packets by type; vehicle classes are sent under either of two types. */
const PACKET_BYTES: Readonly<Record<number, readonly number[]>> = {
  [AMS2.telemetry]: [559],
  [AMS2.race]: [308],
  [AMS2.participants]: [1136],
  [AMS2.timings]: [1063],
  [AMS2.gameState]: [24],
  [AMS2.classes]: [1452],
  [AMS2.stats]: [1040],
  [AMS2.vehicles]: [1164, 1452],
};

export const AMS2_MAX_CARS = 32;
export const NAMES_PER_PACKET = 16;

const HEADER_BYTES = 12;

export interface Ams2Header {
  packet: number;
  /** number of the part, from 1 */
  part: number;
  type: number;
}

/** The header of a datagram; undefined when type, length and version do not match. */
export function ams2Header(view: DataView, offset: number, length: number): Ams2Header | undefined {
  if (length < 24) return undefined;
  const packet = view.getUint32(offset, true);
  const [part, parts] = [view.getUint8(offset + 8), view.getUint8(offset + 9)];
  const type = view.getUint8(offset + 10);
  const version = view.getUint8(offset + 11);
  if (!PACKET_BYTES[type]?.includes(length) || version === 0 || version > 8) return undefined;
  if (part < 1 || parts < 1 || part > parts || parts > 8) return undefined;
  // the counter of a category cannot exceed the counter of all packets
  return view.getUint32(offset + 4, true) <= packet ? {packet, part, type} : undefined;
}

/** Explains a datagram to or from the game's port that is none of the known packets. */
export function explainAms2(view: DataView, offset: number, length: number, flow: Flow): string | undefined {
  if ((flow.sourcePort !== AMS2_PORT && flow.targetPort !== AMS2_PORT) || ams2Header(view, offset, length))
    return undefined;
  if (length < HEADER_BYTES) return `Automobilista 2 packet of ${length} bytes: its header has ${HEADER_BYTES}`;
  const type = view.getUint8(offset + 10);
  const known = PACKET_BYTES[type];
  if (!known) return `Automobilista 2 packet of the unknown type ${type}, ${length} bytes`;
  if (!known.includes(length))
    return `Automobilista 2 packet of type ${type}: expected ${known.join(" or ")} bytes, found ${length}`;
  const version = view.getUint8(offset + 11);
  return `Automobilista 2 packet of type ${type}, version ${version}: set the UDP protocol version to Project CARS 2 in the game`;
}

/** One car of a timings packet. */
export type Timing = ReturnType<typeof readTiming>;

/** Entry `i` of a timings packet that begins at `offset`. The upper bits of the sector byte hold quarter metres of x and z. */
export function readTiming(view: DataView, offset: number, i: number) {
  const at = offset + 33 + 32 * i;
  const place = view.getUint8(at + 14);
  const sector = view.getUint8(at + 15);
  const state = view.getUint8(at + 20);
  return {
    active: place > 127,
    /** m: east, up, and z with the opposite sign of the channel worldZ */
    x: view.getInt16(at, true) + (sector >> 6) / 4,
    y: view.getInt16(at + 2, true),
    z: view.getInt16(at + 4, true) + ((sector >> 4) & 3) / 4,
    lapDistance: view.getUint16(at + 12, true),
    position: place & 127,
    /** the game's sector number, counted from 0 or from 1 */
    sector: sector & 7,
    /** 0 on the track */
    pitMode: view.getUint8(at + 17) & 7,
    carIndex: view.getUint16(at + 18, true) & 127,
    invalid: state > 127,
    lap: view.getUint8(at + 21),
    /** s; negative when there is none */
    lapTime: floatAt(view, at + 22),
    sectorTime: floatAt(view, at + 26),
  };
}

/** Text of a field, up to its NUL. */
export function ams2Text(view: DataView, at: number, bytes: number): string {
  const field = new Uint8Array(view.buffer, view.byteOffset + at, bytes);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}
