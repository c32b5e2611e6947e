import type {LogMessage} from "../log.js";
import {crc32c} from "./crc32c.js";
import {compressFrame} from "./lz4.js";

// Encodes a record batch of magic 2, as a broker stores it (https://kafka.apache.org/documentation/#recordbatch). kafkajs
// allocates five buffers of half a kilobyte per message; this encoder writes all messages into one buffer.
//
//   i64 base offset · i32 length of what follows · i32 leader epoch · i8 magic · u32 CRC-32C of what follows
//   i16 attributes (3: LZ4) · i32 last offset delta · i64 base, latest timestamp · i64 producer id · i16 its epoch
//   i32 base sequence · i32 count · LZ4 frame of records
//   record: varint length · i8 attributes · varint timestamp delta · varint offset delta · key · value · headers
//
// Big-endian; varints are zig-zag; byte arrays have a varint length.
const HEADER = 61;
const CRC_FROM = 21;
const LZ4 = 3;
/** longest varint, bytes */
const VARINT = 10;

/** The part of a batch that does not depend on its producer: it stays the same when the batch is sent again. */
export interface EncodedRecords {
  count: number;
  firstTimestamp: number;
  maxTimestamp: number;
  /** LZ4 frame */
  frame: Buffer;
}

/** The producer, and the sequence number of a batch's first message: the broker uses them to discard duplicates. */
export interface BatchSender {
  producerId: bigint;
  producerEpoch: number;
  sequence: number;
}

let scratch = Buffer.allocUnsafeSlow(1 << 16);
let at = 0;

/** Encodes and compresses one or more messages. */
export function encodeRecords(messages: readonly LogMessage[]): EncodedRecords {
  const firstTimestamp = Math.trunc(messages[0].timestamp);
  let maxTimestamp = firstTimestamp;
  // Where the previous message has its headers: mostly the same object, and copying is faster than encoding.
  let last: Record<string, string> | undefined;
  let headersAt = 0;
  let headersLength = 0;
  at = 0;
  for (let i = 0; i < messages.length; i++) {
    const {key, value, headers, timestamp} = messages[i];
    const time = Math.trunc(timestamp);
    if (time > maxTimestamp) maxTimestamp = time;
    const keyData = keyBytes(key);
    reserve(6 * VARINT + keyData.length + value.length);
    // The length precedes the record and is known last: room for the longest case is left, and closed afterwards.
    const room = lengthOf(2 * (6 * VARINT + keyData.length + value.length + headersLength));
    const start = at;
    at += room;
    scratch[at++] = 0;
    putVarint(time - firstTimestamp);
    putVarint(i);
    putVarint(keyData.length);
    scratch.set(keyData, at);
    at += keyData.length;
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
  // After a batch of large messages, release the large buffer.
  if (scratch.length > 1 << 22) scratch = Buffer.allocUnsafeSlow(1 << 16);
  return {count: messages.length, firstTimestamp, maxTimestamp, frame};
}

/** The encoded batch. */
export function encodeBatch({count, firstTimestamp, maxTimestamp, frame}: EncodedRecords, sender: BatchSender): Buffer {
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
  // The length of most texts takes one byte.
  const length = scratch.write(text, start + 1, "utf8");
  const needed = lengthOf(2 * length);
  if (needed > 1) scratch.copyWithin(start + needed, start + 1, start + 1 + length);
  putVarint(length);
  at = start + needed + length;
}

/** Zig-zag; any integer that a double represents exactly. */
function putVarint(value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    scratch[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  scratch[at++] = rest;
}

/** Size of an unsigned varint, bytes. */
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
