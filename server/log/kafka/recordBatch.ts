import type {LogMessage} from "../log.js";
import {crc32c} from "./crc32c.js";
import {compressFrame} from "./lz4.js";

// A record batch of magic 2, as a broker stores it (https://kafka.apache.org/documentation/#recordbatch). kafkajs makes
// five buffers of half a kilobyte and some big integers a message; this writes all messages into one buffer.
//
//   i64 base offset · i32 length of what follows · i32 leader epoch · i8 magic · u32 CRC-32C of what follows
//   i16 attributes (3: LZ4) · i32 last offset delta · i64 base, greatest timestamp · i64 producer id · i16 its epoch
//   i32 base sequence · i32 count · LZ4 frame of records
//   record: varint length · i8 attributes · varint timestamp delta · varint offset delta · key · value · headers
//
// Big-endian; varints are zig-zag; bytes are a varint length and themselves.
const HEADER = 61;
const CRC_FROM = 21;
const LZ4 = 3;
/** the longest varint of a timestamp's or a length's difference */
const VARINT = 10;

/** What a batch says besides who sends it: it stays when it is sent again. */
export interface Records {
  count: number;
  firstTimestamp: number;
  maxTimestamp: number;
  /** LZ4 frame */
  frame: Buffer;
}

/** Who sends, and the number of a batch's first message in its partition: with them the broker knows what it has already. */
export interface Sender {
  producerId: bigint;
  producerEpoch: number;
  sequence: number;
}

let scratch = Buffer.allocUnsafeSlow(1 << 16);
let at = 0;

/** Compresses messages, at least one. */
export function encodeRecords(messages: readonly LogMessage[]): Records {
  const firstTimestamp = Math.trunc(messages[0].timestamp);
  let maxTimestamp = firstTimestamp;
  // where the message before has its headers: those of one session are one object, and copying beats encoding
  let last: Record<string, string> | undefined;
  let headersAt = 0;
  let headersLength = 0;
  at = 0;
  for (let i = 0; i < messages.length; i++) {
    const {key, value, headers, timestamp} = messages[i];
    const time = Math.trunc(timestamp);
    if (time > maxTimestamp) maxTimestamp = time;
    const keyAs = keyBytes(key);
    reserve(6 * VARINT + keyAs.length + value.length);
    // the length comes first and is known last: so much room, and what is too much is closed up
    const room = lengthOf(2 * (6 * VARINT + keyAs.length + value.length + headersLength));
    const start = at;
    at += room;
    scratch[at++] = 0;
    putVarint(time - firstTimestamp);
    putVarint(i);
    putVarint(keyAs.length);
    scratch.set(keyAs, at);
    at += keyAs.length;
    putVarint(value.length);
    scratch.set(value, at);
    at += value.length;
    if (headers === last) {
      reserve(headersLength);
      scratch.copyWithin(at, headersAt, headersAt + headersLength);
      headersAt = at;
      at += headersLength;
    } else {
      headersAt = at;
      putHeaders(headers);
      headersLength = at - headersAt;
      last = headers;
    }
    const length = at - start - room;
    const needed = lengthOf(2 * length);
    if (needed !== room) {
      reserve(VARINT);
      scratch.copyWithin(start + needed, start + room, at);
      headersAt += needed - room;
      at += needed - room;
    }
    const end = at;
    at = start;
    putVarint(length);
    at = end;
  }
  const frame = compressFrame(scratch.subarray(0, at));
  // a batch of great messages must not keep its room for ever
  if (scratch.length > 1 << 22) scratch = Buffer.allocUnsafeSlow(1 << 16);
  return {count: messages.length, firstTimestamp, maxTimestamp, frame};
}

/** The batch as it is sent. */
export function encodeBatch({count, firstTimestamp, maxTimestamp, frame}: Records, sender: Sender): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER + frame.length);
  bytes.writeBigInt64BE(0n, 0);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt32BE(0, 12);
  bytes.writeInt8(2, 16);
  bytes.writeInt16BE(LZ4, 21);
  bytes.writeInt32BE(count - 1, 23);
  bytes.writeBigInt64BE(BigInt(firstTimestamp), 27);
  bytes.writeBigInt64BE(BigInt(maxTimestamp), 35);
  bytes.writeBigInt64BE(sender.producerId, 43);
  bytes.writeInt16BE(sender.producerEpoch, 51);
  bytes.writeInt32BE(sender.sequence, 53);
  bytes.writeInt32BE(count, 57);
  bytes.set(frame, HEADER);
  bytes.writeUInt32BE(crc32c(bytes, CRC_FROM), 17);
  return bytes;
}

function putHeaders(headers: Record<string, string>): void {
  const names = Object.keys(headers);
  reserve(VARINT);
  putVarint(names.length);
  for (const name of names) {
    putText(name);
    putText(headers[name]);
  }
}

function putText(text: string): void {
  reserve(2 * VARINT + text.length * 3);
  const start = at;
  // of most texts the length takes one byte
  const length = scratch.write(text, start + 1, "utf8");
  const needed = lengthOf(2 * length);
  if (needed > 1) scratch.copyWithin(start + needed, start + 1, start + 1 + length);
  putVarint(length);
  at = start + needed + length;
}

/** Zig-zag; any whole number that a double holds. */
function putVarint(value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    scratch[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  scratch[at++] = rest;
}

/** Bytes of an unsigned varint. */
function lengthOf(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

function reserve(size: number): void {
  if (at + size <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(at + size, scratch.length * 2));
  larger.set(scratch.subarray(0, at));
  scratch = larger;
}

/** The bytes of the keys in use. */
const keys = new Map<string, Buffer>();

function keyBytes(key: string): Buffer {
  let bytes = keys.get(key);
  if (bytes) return bytes;
  if (keys.size >= 10_000) keys.clear();
  bytes = Buffer.from(key);
  keys.set(key, bytes);
  return bytes;
}
