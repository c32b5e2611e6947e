import {readVarint, skipField} from "../../messages/protobufWire.js";

/**
 * Reads single fields of a Protobuf message without its schema
 * (https://protobuf.dev/programming-guides/encoding/): the relay needs a message's car, and leaves channels out.
 */

/** The unsigned 32-bit varint in field `tag`, the last one if there are several; `absent` when there is none. */
export function varintField(bytes: Uint8Array, tag: number, absent = 0): number {
  let found = absent;
  const at = {p: 0};
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    if (key === tag << 3) found = readVarint(bytes, at);
    else skipField(bytes, at, key);
  }
  return found;
}

/** The message with only the fields of `tags`, in their order, byte for byte. */
export function keepFields(bytes: Uint8Array, tags: ReadonlySet<number>): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  const at = {p: 0};
  while (at.p < bytes.length) {
    const from = at.p;
    const key = readVarint(bytes, at);
    skipField(bytes, at, key);
    if (!tags.has(key >>> 3)) continue;
    for (let i = from; i < at.p; i++) out[length++] = bytes[i];
  }
  return out.subarray(0, length);
}
