import {crc32} from "node:zlib";
import type {LogEntry, LogMessage} from "../log.js";

/**
 * One write to a segment: the messages of all sends of one turn of the event loop.
 *
 *   u32 magic "LBK2" · u32 length of the whole · u32 CRC-32 of what follows
 *   f64 base offset · u32 count · f64 latest timestamp, ms
 *   per record: u32 length of what follows · f64 timestamp, ms · u16 key length · u32 headers' length
 *               key · headers (u16 name length · u32 value length · name · value) · value
 *
 * Little-endian, packed; text is UTF-8. CRC-32 (IEEE 802.3) because Node computes it natively, four times as
 * fast as CRC-32C in JavaScript, which would double the cost of appending.
 */
export const BATCH_MAGIC = 0x324b424c;
export const BATCH_HEADER_BYTES = 32;
const RECORD = 18;

/** Encodes messages into one batch. */
export class BatchEncoder {
  count = 0;
  private bytes: Buffer;
  private view: DataView;
  private at = BATCH_HEADER_BYTES;
  private maxTimestamp = Number.NEGATIVE_INFINITY;
  // Where the previous message has its key and headers: mostly the same within a send, and copying is faster than encoding.
  private key: string | undefined;
  private keyAt = 0;
  private keyLength = 0;
  private headers: Record<string, string> | undefined;
  private headersAt = 0;
  private headersLength = 0;

  constructor(capacity = 1024) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  get length(): number {
    return this.at;
  }

  /** Call before the messages of a new send: the sender may have changed its headers object. */
  startSend(): void {
    this.headers = undefined;
  }

  /** Throws for a message that cannot be encoded; the batch is then unchanged. */
  add(message: LogMessage): void {
    const start = this.at;
    try {
      this.put(message);
    } catch (error) {
      this.at = start;
      this.key = this.headers = undefined;
      throw error;
    }
  }

  private put({key, value, headers, timestamp}: LogMessage): void {
    const start = this.at;
    let at = start + RECORD;
    this.reserve(RECORD + key.length * 3 + value.length);
    if (key === this.key) {
      this.bytes.copyWithin(at, this.keyAt, this.keyAt + this.keyLength);
    } else {
      this.key = key;
      this.keyLength = this.bytes.write(key, at, "utf8");
      if (this.keyLength > 65_535) throw new RangeError(`key too long: ${this.keyLength} bytes`);
    }
    this.keyAt = at;
    at += this.keyLength;
    if (headers === this.headers) {
      this.at = at;
      this.reserve(this.headersLength + value.length);
      this.bytes.copyWithin(at, this.headersAt, this.headersAt + this.headersLength);
    } else {
      this.headers = headers;
      this.headersLength = this.addHeaders(headers, at, value.length);
    }
    this.headersAt = at;
    at += this.headersLength;
    this.bytes.set(value, at);
    at += value.length;
    const {view} = this;
    view.setUint32(start, at - start - 4, true);
    view.setFloat64(start + 4, timestamp, true);
    view.setUint16(start + 12, this.keyLength, true);
    view.setUint32(start + 14, this.headersLength, true);
    if (timestamp > this.maxTimestamp) this.maxTimestamp = timestamp;
    this.at = at;
    this.count++;
  }

  private addHeaders(headers: Record<string, string>, start: number, after: number): number {
    let at = start;
    for (const name in headers) {
      const value = headers[name];
      this.at = at;
      this.reserve(6 + (name.length + value.length) * 3 + after);
      const nameLength = this.bytes.write(name, at + 6, "utf8");
      if (nameLength > 65_535) throw new RangeError(`header's name too long: ${nameLength} bytes`);
      const valueLength = this.bytes.write(value, at + 6 + nameLength, "utf8");
      this.view.setUint16(at, nameLength, true);
      this.view.setUint32(at + 2, valueLength, true);
      at += 6 + nameLength + valueLength;
    }
    return at - start;
  }

  private reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.at + size, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  /** The encoded batch, with its first message at `offset`. */
  finish(offset: number): Buffer {
    const {view, bytes, at} = this;
    view.setUint32(0, BATCH_MAGIC, true);
    view.setUint32(4, at, true);
    view.setFloat64(12, offset, true);
    view.setUint32(20, this.count, true);
    view.setFloat64(24, this.maxTimestamp, true);
    view.setUint32(8, crc32(bytes.subarray(12, at)), true);
    return bytes.subarray(0, at);
  }
}

export interface BatchHeader {
  length: number;
  offset: number;
  count: number;
}

/**
 * The header of the batch that begins at `at` and should have offset `expected`; "short" when the bytes end before the batch,
 * another text when it is invalid.
 */
export function checkBatch(bytes: Buffer, at: number, expected: number): BatchHeader | string {
  const left = bytes.length - at;
  if (left < BATCH_HEADER_BYTES) return "short";
  if (bytes.readUInt32LE(at) !== BATCH_MAGIC) return "no batch begins here";
  const length = bytes.readUInt32LE(at + 4);
  if (length < BATCH_HEADER_BYTES + RECORD) return `length ${length}`;
  if (length > left) return "short";
  if (crc32(bytes.subarray(at + 12, at + length)) !== bytes.readUInt32LE(at + 8)) return "checksum does not match";
  const offset = bytes.readDoubleLE(at + 12);
  if (offset !== expected) return `offset ${offset} where ${expected} is due`;
  return {length, offset, count: bytes.readUInt32LE(at + 20)};
}

/** Appends to `out` the entries of a checked batch from offset `from` on. Values are views; equal headers share one frozen object. */
export function decodeBatch(
  bytes: Buffer,
  at: number,
  {topic, partition, from}: {topic: string; partition: number; from: number},
  out: LogEntry[],
): void {
  const end = at + bytes.readUInt32LE(at + 4);
  let offset = bytes.readDoubleLE(at + 12);
  let key = "";
  let keyAt = 0;
  let keyLength = 0;
  let headers: Record<string, string> = {};
  let headersAt = 0;
  let headersLength = -1;
  for (let record = at + BATCH_HEADER_BYTES; record < end; offset++) {
    const next = record + 4 + bytes.readUInt32LE(record);
    if (offset >= from) {
      const kAt = record + RECORD;
      const kLength = bytes.readUInt16LE(record + 12);
      const hAt = kAt + kLength;
      const hLength = bytes.readUInt32LE(record + 14);
      if (kLength !== keyLength || bytes.compare(bytes, keyAt, keyAt + keyLength, kAt, hAt) !== 0) {
        key = bytes.toString("utf8", kAt, hAt);
        keyAt = kAt;
        keyLength = kLength;
      }
      const vAt = hAt + hLength;
      if (hLength !== headersLength || bytes.compare(bytes, headersAt, headersAt + headersLength, hAt, vAt) !== 0) {
        headers = decodeHeaders(bytes, hAt, vAt);
        headersAt = hAt;
        headersLength = hLength;
      }
      const value = new Uint8Array(bytes.buffer, bytes.byteOffset + vAt, next - vAt);
      out.push({topic, partition, offset, key, value, headers, timestamp: bytes.readDoubleLE(record + 4)});
    }
    record = next;
  }
}

function decodeHeaders(bytes: Buffer, start: number, end: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = start; at < end; ) {
    const value = at + 6 + bytes.readUInt16LE(at);
    const next = value + bytes.readUInt32LE(at + 2);
    headers[bytes.toString("utf8", at + 6, value)] = bytes.toString("utf8", value, next);
    at = next;
  }
  return Object.freeze(headers);
}
