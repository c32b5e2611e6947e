import {createRow, F1_ROW_LENGTH, type TelemetryRow} from "../channels/telemetryRow.js";
import {earlierField, readField} from "./earlierTelemetry.js";
import {FRAME_KEY, framed, MOST_HEAD_BYTES} from "./frameHead.js";
import {orPlain} from "./orPlain.js";
import {keyOf, writeField} from "./protobufCode.js";
import {damaged, readInt64, readVarint, skipField, type WireCursor, writeInt64} from "./protobufWire.js";
import {MOST_FIELD_BYTES, TELEMETRY_FIELDS, type TelemetryField} from "./schema.js";
import {room, slab} from "./slab.js";

/** Writes the fields of a frame at `at`; returns where they end. */
type Write = (row: TelemetryRow, out: DataView, at: number) => number;
/** Reads the fields of a frame from `from` to `end`. Returns whether there was a field that no F1 game sends. */
type Read = (bytes: Uint8Array, view: DataView, row: TelemetryRow, from: number, end: number) => boolean;

const MOST_BYTES = MOST_HEAD_BYTES + TELEMETRY_FIELDS.length * MOST_FIELD_BYTES;

/**
 * A row as a TelemetryMessage: all values but NaN, zero included, by ascending tag. Messages share blocks of 64 KiB: copy one that is
 * kept for long.
 */
export function encodeTelemetry(row: TelemetryRow): Uint8Array {
  const at = room(MOST_BYTES) + MOST_HEAD_BYTES;
  return framed(at, code().write(row, slab.view, at));
}

/**
 * Reads a TelemetryMessage, or one of an earlier Lapbook, into `row` (see createRow); missing values become NaN, unknown fields are
 * skipped. Throws `damaged message: …`.
 */
export function decodeTelemetry(bytes: Uint8Array, row: TelemetryRow): TelemetryRow {
  row.fill(Number.NaN);
  readMessage(bytes, row, code().read);
  return row;
}

/** Position in the message that is being read: one for all, so that none is allocated a message. */
const cursor: WireCursor = {p: 0};

function readMessage(bytes: Uint8Array, row: TelemetryRow, readFrame: Read): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = cursor;
  at.p = 0;
  let others = false;
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    if (key === FRAME_KEY) {
      const length = readVarint(bytes, at);
      const from = at.p;
      if (from + length > bytes.length) throw damaged(bytes, from);
      if (readFrame(bytes, view, row, from, from + length)) others = true;
      at.p = from + length;
      continue;
    }
    const field = earlierField(key);
    if (!field) {
      skipField(bytes, at, key);
      continue;
    }
    readField(bytes, view, at, field, row);
    if (isOther(field)) others = true;
  }
  return others;
}

/**
 * Reads a series of messages into the same memory. A message of an F1 game gives a row of F1_ROW_LENGTH values: the channels of
 * other sources cost it nothing.
 */
export class TelemetryReader {
  private readonly row = createRow();
  private readonly short = this.row.subarray(0, F1_ROW_LENGTH);
  private readonly readFrame = code().read;
  private others = false;

  /** The message's row, valid until the next read; throws as decodeTelemetry does. */
  read(bytes: Uint8Array): TelemetryRow {
    (this.others ? this.row : this.short).fill(Number.NaN);
    this.others = true;
    this.others = readMessage(bytes, this.row, this.readFrame);
    return this.others ? this.row : this.short;
  }
}

/** Writes field by field from the table: where code cannot be generated, and as the reference for the generated writer in tests. */
export const interpretWrite: Write = (row, out, at) => {
  let p = at;
  const varint = (value: number) => {
    let n = value >>> 0;
    for (; n > 127; n >>>= 7) out.setUint8(p++, (n & 127) | 128);
    out.setUint8(p++, n);
  };
  for (const field of TELEMETRY_FIELDS) {
    const {type, index} = field;
    const value = row[index];
    if (Number.isNaN(value)) continue;
    varint(keyOf(field));
    if (type === "double") out.setFloat64(p, value, true);
    else if (type === "float") out.setFloat32(p, value, true);
    else if (type === "int64" || (type === "int32" && value < 0)) p = writeInt64(out, p, value);
    else varint(type === "sint32" ? (value << 1) ^ (value >> 31) : value);
    p += type === "double" ? 8 : type === "float" ? 4 : 0;
  }
  return p;
};

const BY_KEY = new Map(TELEMETRY_FIELDS.map((f) => [keyOf(f), f]));

/** Reads field by field from the table, see interpretWrite. */
export const interpretRead: Read = (bytes, view, row, from, end) => {
  const at = {p: from};
  let others = false;
  while (at.p < end) {
    const key = readVarint(bytes, at);
    const field = BY_KEY.get(key);
    if (!field) {
      skipField(bytes, at, key);
      continue;
    }
    others ||= isOther(field);
    readField(bytes, view, at, field, row);
  }
  if (at.p > end) throw damaged(bytes, end);
  return others;
};

function generateWrite(): Write {
  const lines = TELEMETRY_FIELDS.map((field) => {
    const {type, index} = field;
    const value = `row[${index}]`;
    return type === "double" || type === "float" || type === "int64"
      ? writeField(field, value)
      : `if (${value} === ${value}) { ${writeField(field, value)} }`;
  });
  const code = `"use strict";
return (row, out, at) => {
let p = at, v = 0, n = 0;
${lines.join("\n")}
return p;
};`;
  return new Function("writeInt64", code)(writeInt64) as Write;
}

/** A field that no F1 game sends: matched after all others. */
function isOther({index}: TelemetryField): boolean {
  return index >= F1_ROW_LENGTH;
}

function generateRead(): Read {
  const caseOf = (field: TelemetryField) => {
    const {type, index} = field;
    const key = keyOf(field);
    const size = type === "double" ? 8 : 4;
    const varint = type === "sint32" ? "(n >>> 1) ^ -(n & 1)" : type === "int32" ? "n | 0" : "n";
    const body =
      type === "int64"
        ? `at.p = p; row[${index}] = readInt64(bytes, at); p = at.p;`
        : type === "double" || type === "float"
          ? `if (p + ${size} > end) throw damaged(bytes, p); row[${index}] = view.getFloat${size * 8}(p, true); p += ${size};`
          : `n = bytes[p++]; if (n > 127 || p > end) { at.p = p - 1; n = readVarint(bytes, at); p = at.p; }
row[${index}] = ${varint};`;
    return `case ${key}: ${isOther(field) ? "others = true; " : ""}${body} break;`;
  };
  const [own, others] = [false, true].map((other) => TELEMETRY_FIELDS.filter((f) => isOther(f) === other).map(caseOf));
  const code = `"use strict";
const at = {p: 0};
return (bytes, view, row, from, end) => {
  let p = from, n = 0, others = false;
  while (p < end) {
    let key = bytes[p++];
    if (key > 127) { at.p = p - 1; key = readVarint(bytes, at); p = at.p; }
    switch (key) {
      ${own.join("\n")}
      default: switch (key) {
        ${others.join("\n")}
        default: at.p = p; skipField(bytes, at, key); p = at.p;
      }
    }
  }
  if (p > end) throw damaged(bytes, end);
  return others;
};`;
  const names = ["readVarint", "readInt64", "skipField", "damaged"];
  return new Function(...names, code)(readVarint, readInt64, skipField, damaged) as Read;
}

let generated: {write: Write; read: Read} | undefined;

/** Generated when first used: a page that only loads this module may forbid it. */
function code(): {write: Write; read: Read} {
  generated ??= {
    write: orPlain(generateWrite, () => interpretWrite),
    read: orPlain(generateRead, () => interpretRead),
  };
  return generated;
}
