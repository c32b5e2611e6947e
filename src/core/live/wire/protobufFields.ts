import {FRAME_KEY, framed, MOST_FRAME_BYTES, MOST_HEAD_BYTES} from "../../messages/frameHead.js";
import {damaged, readVarint, skipField, type WireCursor} from "../../messages/protobufWire.js";
import {room, slab} from "../../messages/slab.js";

/**
 * Reads single fields of a Protobuf message without its schema
 * (https://protobuf.dev/programming-guides/encoding/): the relay needs a message's car, and leaves channels out.
 */

/**
 * The unsigned 32-bit varint in field `tag`, the last one if there are several; `absent` when there is none.
 *
 * @param isTelemetry the field is in the frame of a TelemetryMessage, or in one of an earlier Lapbook
 */
export function varintField(bytes: Uint8Array, tag: number, absent = 0, isTelemetry = false): number {
  let found = absent;
  const at = {p: 0};
  const end = (isTelemetry ? enterFrame(bytes, at) : undefined) ?? bytes.length;
  while (at.p < end) {
    const key = readVarint(bytes, at);
    if (key === tag << 3) found = readVarint(bytes, at);
    else skipField(bytes, at, key);
  }
  return found;
}

/**
 * The TelemetryMessage with only the fields of `tags` in its frame, in their order, byte for byte. A message of an earlier Lapbook,
 * which has no frame, stays whole, and so does one that is longer than any of ours. The result shares memory with other messages.
 */
export function keepFields(bytes: Uint8Array, tags: ReadonlySet<number>): Uint8Array {
  const at = {p: 0};
  const end = enterFrame(bytes, at);
  if (end === undefined || bytes.length > MOST_FRAME_BYTES) return bytes;
  const begin = room(MOST_HEAD_BYTES + bytes.length) + MOST_HEAD_BYTES;
  const out = slab.bytes;
  let to = begin;
  while (at.p < end) {
    const from = at.p;
    const key = readVarint(bytes, at);
    skipField(bytes, at, key);
    if (at.p > end) throw damaged(bytes, end);
    if (!tags.has(key >>> 3)) continue;
    for (let i = from; i < at.p; i++) out[to++] = bytes[i];
  }
  return framed(begin, to);
}

/** Moves the cursor to the fields of the frame that a TelemetryMessage begins with; returns where they end, undefined without a frame. */
function enterFrame(bytes: Uint8Array, at: WireCursor): number | undefined {
  if (bytes[0] !== FRAME_KEY) return undefined;
  at.p = 1;
  const length = readVarint(bytes, at);
  if (at.p + length > bytes.length) throw damaged(bytes, at.p);
  return at.p + length;
}
