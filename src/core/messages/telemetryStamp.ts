import {FRAME_KEY} from "./frameHead.js";
import {keyOf} from "./protobufCode.js";
import {writeInt64} from "./protobufWire.js";
import {TELEMETRY_FIELDS} from "./schema.js";

/**
 * A row is encoded before the arrival of its datagram is known. Its timestamp is this until then: of as many bytes as those of the
 * years 1971 to 2109 in Protobuf, and of as many digits as those of 2001 to 2286 in JSON.
 */
export const UNSTAMPED = 1e12;
const MOST_TIME = 2 ** 42 - 1;
const KEY = keyOf(TELEMETRY_FIELDS[0]);
/** The beginning of a message in JSON. */
const JSON_HEAD = '{"timestamp":';
const DIGITS = String(UNSTAMPED).length;

/** Sets the timestamp of a TelemetryMessage that was encoded with UNSTAMPED, in place. Times out of range become the nearest in it. */
export function stampProtobuf(message: Uint8Array, unixMs: number): void {
  const at = message[1] > 127 ? 3 : 2;
  if (message[0] !== FRAME_KEY || message[at] !== KEY) return;
  const time = Math.min(MOST_TIME, Math.max(0, Math.floor(unixMs)));
  const high = Math.floor(time / 2 ** 28);
  const low = time - high * 2 ** 28;
  message[at + 1] = (low & 127) | 128;
  message[at + 2] = ((low >> 7) & 127) | 128;
  message[at + 3] = ((low >> 14) & 127) | 128;
  message[at + 4] = (low >> 21) | 128;
  message[at + 5] = (high & 127) | 128;
  message[at + 6] = high >> 7;
}

/** Generates code that writes the field of UNSTAMPED at `p` of the DataView `out` and advances `p`. */
export function writeUnstamped(): string {
  const bytes = new DataView(new ArrayBuffer(8));
  writeInt64(bytes, 0, UNSTAMPED);
  const [low, high] = [bytes.getInt32(0, true), bytes.getUint16(4, true)];
  return `out.setUint8(p, ${KEY}); out.setInt32(p + 1 | 0, ${low}, true); out.setUint16(p + 5 | 0, ${high}, true); p = p + 7 | 0;`;
}

/** As stampProtobuf, of a message in JSON. */
export function stampJson(message: Uint8Array, unixMs: number): void {
  for (let i = 0; i < JSON_HEAD.length; i++) if (message[i] !== JSON_HEAD.charCodeAt(i)) return;
  const time = Math.min(10 ** DIGITS - 1, Math.max(0, Math.floor(unixMs)));
  const digits = String(time).padEnd(DIGITS);
  for (let i = 0; i < DIGITS; i++) message[JSON_HEAD.length + i] = digits.charCodeAt(i);
}
