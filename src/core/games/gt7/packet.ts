import {salsa20} from "@noble/ciphers/salsa.js";
import type {Flow} from "../../capture/batch.js";

/**
 * Gran Turismo's telemetry packets. Sources of layout and cipher: Nenkai/PDTools, Bornhall/gt7telemetry, snipem/gt7dashboard; of packet
 * C MacManley/gt7-udp and jbhoorasingh/gt7-datalogger. Little endian.
 */

/** UDP ports of the console, for heartbeats, and of the client, for packets */
export const GT7_HEARTBEAT_PORT = 33_739;
export const GT7_PORT = 33_740;

/** Kind of packet, and the letter of the heartbeat that requests it. */
export type Gt7Kind = "A" | "B" | "~" | "C";

const KINDS: readonly {kind: Gt7Kind; bytes: number; mask: number}[] = [
  {kind: "A", bytes: 0x128, mask: 0xdeadbeaf},
  {kind: "B", bytes: 0x13c, mask: 0xdeadbeef},
  {kind: "~", bytes: 0x158, mask: 0x55fabb4f},
  {kind: "C", bytes: 0x170, mask: 0xdeadbeef},
];

const KEY_TEXT = "Simulator Interface Packet GT7 ver 0.0";
/** "0S7G" */
const MAGIC = 0x47375330;
const IV_AT = 0x40;
const KEY = Uint8Array.from(KEY_TEXT.slice(0, 32), (c) => c.charCodeAt(0));

const nonce = new Uint8Array(8);
const nonceView = new DataView(nonce.buffer);

const MAX_BYTES = 0x170;

/** Decrypts datagrams into a buffer that the next one reuses. */
export class Gt7Cipher {
  readonly bytes = new Uint8Array(MAX_BYTES);
  readonly view = new DataView(this.bytes.buffer);

  /** Decrypts a datagram into `view`; returns its kind, or undefined when it is no packet. */
  open(source: DataView, offset: number, length: number): Gt7Kind | undefined {
    const found = kindOf(length);
    if (!found) return undefined;
    const plain = this.bytes.subarray(0, length);
    plain.set(new Uint8Array(source.buffer, source.byteOffset + offset, length));
    const iv = this.view.getUint32(IV_AT, true);
    nonceView.setUint32(0, iv ^ found.mask, true);
    nonceView.setUint32(4, iv, true);
    salsa20(KEY, nonce, plain, plain);
    return this.view.getUint32(0, true) === MAGIC ? found.kind : undefined;
  }
}

/** The kind of packet that has this length; undefined where none has. */
export function kindOfLength(length: number): Gt7Kind | undefined {
  return kindOf(length)?.kind;
}

function kindOf(length: number): (typeof KINDS)[number] | undefined {
  return KINDS.find(({bytes}) => bytes === length);
}

/** Explains a datagram between the console's ports that cannot be opened. */
export function explainGt7(_view: DataView, _offset: number, length: number, flow: Flow): string | undefined {
  if (flow.sourcePort !== GT7_HEARTBEAT_PORT && flow.targetPort !== GT7_PORT) return undefined;
  const found = kindOf(length);
  if (found) return `Gran Turismo 7 packet ${found.kind} of ${length} bytes: encrypted in another way than known`;
  const known = KINDS.map(({kind, bytes}) => `${kind} ${bytes}`).join(", ");
  return `Gran Turismo 7 packet of ${length} bytes: none of the known kinds (${known} bytes)`;
}

/** Bits of the field `flags`. */
export const GT7_ON_TRACK = 1;
export const GT7_PAUSED = 2;
export const GT7_LOADING = 4;
export const GT7_TURBO = 16;
export const GT7_HANDBRAKE = 64;
export const GT7_TCS = 2048;

/** Offsets of the fields, the same in all kinds of packets that have them. */
export const GT7_AT = {
  position: 0x04,
  velocity: 0x10,
  rotation: 0x1c,
  rideHeight: 0x38,
  rpm: 0x3c,
  fuel: 0x44,
  fuelCapacity: 0x48,
  speed: 0x4c,
  boost: 0x50,
  oilPressure: 0x54,
  tyreTemp: 0x60,
  packetId: 0x70,
  lap: 0x74,
  lapsInRace: 0x76,
  bestLapMs: 0x78,
  lastLapMs: 0x7c,
  flags: 0x8e,
  gears: 0x90,
  throttle: 0x91,
  brake: 0x92,
  wheelSpeed: 0xa4,
  tyreRadius: 0xb4,
  suspension: 0xc4,
  clutch: 0xf4,
  carCode: 0x124,
  /** only in packet C: surface under each wheel, time of the running lap */
  surface: 0x158,
  lapClockMs: 0x15c,
} as const;
