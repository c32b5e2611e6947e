import {createRow, F1_ROW_LENGTH, type TelemetryRow} from "../channels/telemetryRow.js";
import {orPlain} from "./orPlain.js";
import {keyOf, writeField} from "./protobufCode.js";
import {damaged, readVarint, skipField} from "./protobufWire.js";
import {MOST_TELEMETRY_BYTES, TELEMETRY_FIELDS, type TelemetryField} from "./schema.js";
import {room, slab, taken} from "./slab.js";

type Write = (row: TelemetryRow, out: DataView, at: number) => number;
/** Returns whether there was a field that no F1 game sends. */
type Read = (bytes: Uint8Array, view: DataView, row: TelemetryRow) => boolean;

/**
 * A row as a TelemetryMessage: all values but NaN, zero included, by ascending tag. Messages share blocks of 64 KiB: copy one that is
 * kept for long.
 */
export function encodeTelemetry(row: TelemetryRow): Uint8Array {
  const at = room(MOST_TELEMETRY_BYTES);
  return taken(write(row, slab.view, at));
}

/**
 * Reads a TelemetryMessage into `row` (see createRow); missing values become NaN, unknown fields are skipped. Throws
 * `damaged message: …`.
 */
export function decodeTelemetry(bytes: Uint8Array, row: TelemetryRow): TelemetryRow {
  row.fill(Number.NaN);
  read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), row);
  return row;
}

/**
 * Reads a series of messages into the same memory. A message of an F1 game gives a row of F1_ROW_LENGTH values: the channels of
 * other sources cost it nothing.
 */
export class TelemetryReader {
  private readonly row = createRow();
  private readonly short = this.row.subarray(0, F1_ROW_LENGTH);
  private others = false;

  /** The message's row, valid until the next read; throws as decodeTelemetry does. */
  read(bytes: Uint8Array): TelemetryRow {
    (this.others ? this.row : this.short).fill(Number.NaN);
    this.others = true;
    this.others = read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), this.row);
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
    else varint(type === "sint32" ? (value << 1) ^ (value >> 31) : value);
    p += type === "double" ? 8 : type === "float" ? 4 : 0;
  }
  return p;
};

const BY_KEY = new Map(TELEMETRY_FIELDS.map((f) => [keyOf(f), f]));

/** Reads field by field from the table, see interpretWrite. */
export const interpretRead: Read = (bytes, view, row) => {
  const at = {p: 0};
  let others = false;
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    const field = BY_KEY.get(key);
    if (!field) {
      skipField(bytes, at, key);
      continue;
    }
    others ||= isOther(field);
    const size = field.type === "double" ? 8 : field.type === "float" ? 4 : 0;
    if (at.p + size > bytes.length) throw damaged(bytes, at.p);
    if (size === 8) row[field.index] = view.getFloat64(at.p, true);
    else if (size === 4) row[field.index] = view.getFloat32(at.p, true);
    else {
      const n = readVarint(bytes, at);
      row[field.index] = field.type === "sint32" ? (n >>> 1) ^ -(n & 1) : n;
    }
    at.p += size;
  }
  return others;
};

function generateWrite(): Write {
  const lines = TELEMETRY_FIELDS.map((field) => {
    const {type, index} = field;
    const value = `row[${index}]`;
    return type === "double" || type === "float"
      ? writeField(field, value)
      : `if (${value} === ${value}) { ${writeField(field, value)} }`;
  });
  const code = `"use strict";\nlet p = at, v = 0, n = 0;\n${lines.join("\n")}\nreturn p;`;
  return new Function("row", "out", "at", code) as Write;
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
    const body =
      type === "double" || type === "float"
        ? `if (p + ${size} > end) throw damaged(bytes, p); row[${index}] = view.getFloat${size * 8}(p, true); p += ${size};`
        : `n = bytes[p++]; if (n > 127 || p > end) { at.p = p - 1; n = readVarint(bytes, at); p = at.p; }
row[${index}] = ${type === "sint32" ? "(n >>> 1) ^ -(n & 1)" : "n"};`;
    return `case ${key}: ${isOther(field) ? "others = true; " : ""}${body} break;`;
  };
  const [own, others] = [false, true].map((other) => TELEMETRY_FIELDS.filter((f) => isOther(f) === other).map(caseOf));
  const code = `"use strict";
const at = {p: 0};
return (bytes, view, row) => {
  const end = bytes.length;
  let p = 0, n = 0, others = false;
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
  return others;
};`;
  return new Function("readVarint", "skipField", "damaged", code)(readVarint, skipField, damaged) as Read;
}

const write = orPlain(generateWrite, () => interpretWrite);
const read = orPlain(generateRead, () => interpretRead);
