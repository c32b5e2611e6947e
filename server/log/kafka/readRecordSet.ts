import {gunzipSync} from "node:zlib";
import type {LogEntry} from "../log.js";
import {crc32c} from "./crc32c.js";
import {decompressFrame} from "./lz4.js";

// Decodes record batches as a broker sends them: consecutive batches with the layout in recordBatch.ts, the last one possibly
// incomplete. kafkajs creates a decoder and a promise per record; this decoder creates only the entries.

const HEADER = 61;
/** size of base offset and length, which the length does not include */
const BEFORE_LENGTH = 12;
const CRC_FROM = 21;
const COMPRESSION = 0x07;
/** the batch marks the end of a transaction */
const CONTROL = 0x20;

export interface RecordSet {
  entries: LogEntry[];
  /** next offset to read: after the last complete batch, even if it contained no wanted entry */
  next: number;
}

/** The records being decoded, and the position in them. */
const NONE: Buffer = Buffer.alloc(0);
let bytes = NONE;
let at = 0;

/** The entries from offset `from` on. Values are views of the decompressed batch. Throws for damage and unsupported compression. */
export function readRecordSet(
  set: Buffer,
  {topic, partition, from}: {topic: string; partition: number; from: number},
): RecordSet {
  const entries: LogEntry[] = [];
  let next = from;
  for (let start = 0; start + HEADER <= set.length; ) {
    const end = start + BEFORE_LENGTH + set.readInt32BE(start + 8);
    if (end > set.length) break;
    const where = `record batch of ${topic} ${partition} at offset ${set.readBigInt64BE(start)}`;
    const magic = set.readInt8(start + 16);
    if (magic !== 2) throw new Error(`${where}: magic ${magic}, expected 2`);
    if (end - start < HEADER) throw new Error(`${where}: ${end - start} bytes, expected at least ${HEADER}`);
    if (set.readUInt32BE(start + 17) !== crc32c(set, start + CRC_FROM, end))
      throw new Error(`${where}: wrong checksum`);
    const base = Number(set.readBigInt64BE(start));
    const attributes = set.readInt16BE(start + 21);
    const last = base + set.readInt32BE(start + 23);
    if (last >= from && !(attributes & CONTROL)) {
      bytes = unpack(set.subarray(start + HEADER, end), attributes & COMPRESSION, where);
      at = 0;
      const batch = {topic, partition, base, time: Number(set.readBigInt64BE(start + 27))};
      try {
        readRecords(entries, set.readInt32BE(start + 57), batch, from);
      } catch (error) {
        throw new Error(`${where}: ${(error as Error).message}`);
      }
    }
    next = Math.max(next, last + 1);
    start = end;
  }
  bytes = NONE;
  return {entries, next};
}

function unpack(packed: Buffer, compression: number, where: string): Buffer {
  if (compression === 0) return packed;
  if (compression === 1) return gunzipSync(packed);
  if (compression === 3) return decompressFrame(packed);
  throw new Error(
    `${where}: compressed with ${compression === 2 ? "snappy" : compression === 4 ? "zstd" : compression}`,
  );
}

function readRecords(
  entries: LogEntry[],
  count: number,
  {topic, partition, base, time}: {topic: string; partition: number; base: number; time: number},
  from: number,
): void {
  // Consecutive messages mostly have the same key and headers: the decoded strings are reused.
  let key = "";
  let keyAt = 0;
  let keyEnd = 0;
  let headers: Record<string, string> = {};
  let headersAt = 0;
  let headersEnd = 0;
  for (let i = 0; i < count; i++) {
    const length = readVarint();
    const end = at + length;
    if (!(length >= 0 && end <= bytes.length)) throw new Error(`record ${i} exceeds the batch`);
    at++;
    const timestamp = time + readVarint();
    const offset = base + readVarint();
    const keyLength = Math.max(0, readVarint());
    if (i === 0 || !same(keyAt, keyEnd, at, at + keyLength)) {
      key = bytes.toString("utf8", at, at + keyLength);
      keyAt = at;
      keyEnd = at + keyLength;
    }
    at += keyLength;
    const valueLength = Math.max(0, readVarint());
    const valueAt = at;
    at += valueLength;
    if (at > end) throw new Error(`record ${i} is longer than its length field`);
    if (i === 0 || !same(headersAt, headersEnd, at, end)) {
      headersAt = at;
      headersEnd = end;
      headers = readHeaders();
      if (at !== end) throw new Error(`record ${i} is shorter than its length field`);
    }
    if (offset >= from) {
      // One literal: adding a property to a spread object gives each entry its own hidden class, which costs memory and time.
      const value = bytes.subarray(valueAt, valueAt + valueLength);
      entries.push({topic, partition, offset, key, headers, timestamp, value});
    }
    at = end;
  }
}

function readHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let left = readVarint(); left > 0; left--) {
    const name = readText();
    headers[name] = readText();
  }
  return headers;
}

function readText(): string {
  const length = Math.max(0, readVarint());
  if (at + length > bytes.length) throw new Error("a text exceeds the batch");
  at += length;
  return bytes.toString("utf8", at - length, at);
}

function same(aFrom: number, aTo: number, bFrom: number, bTo: number): boolean {
  return aTo - aFrom === bTo - bFrom && bytes.compare(bytes, aFrom, aTo, bFrom, bTo) === 0;
}

/** Zig-zag and exact up to 2^53, unlike Protobuf's reader in core/messages, which takes the low 32 bits; as fast as that one. */
function readVarint(): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    if (at >= bytes.length) throw new Error("ends within a number");
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    if (byte < 128) break;
    scale *= 128;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
