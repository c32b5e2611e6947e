import {ROW_LENGTH, TELEMETRY_FIELDS, type TelemetryField, type TelemetryRow} from "./messages.js";
import {damaged, readVarint, skipField} from "./protobufWire.js";

type Write = (row: TelemetryRow, bytes: Uint8Array, view: DataView, at: number) => number;
type Read = (bytes: Uint8Array, view: DataView, row: TelemetryRow) => void;

/** No message is longer: each field with two bytes of key and eight of value. */
const MOST_BYTES = ROW_LENGTH * 10;
const SLAB = 65_536;
const WIRE = {double: 1, float: 5, uint32: 0, sint32: 0} as Record<TelemetryField["type"], number>;

let slab = new Uint8Array(0);
let slabView = new DataView(slab.buffer);
let used = 0;

/**
 * A row as a TelemetryMessage. NaN is left out; everything else is written, zero too, by ascending tag. Messages share blocks
 * of 64 KiB: copy one that is kept for long.
 */
export function encodeTelemetry(row: TelemetryRow): Uint8Array {
  if (slab.length - used < MOST_BYTES) {
    slab = new Uint8Array(SLAB);
    slabView = new DataView(slab.buffer);
    used = 0;
  }
  const start = used;
  used = write(row, slab, slabView, start);
  return slab.subarray(start, used);
}

/**
 * Reads a TelemetryMessage into `row` (see createRow); what is not in it becomes NaN, unknown fields are passed over. Throws
 * `damaged message: …` where the bytes are none.
 */
export function decodeTelemetry(bytes: Uint8Array, row: TelemetryRow): TelemetryRow {
  row.fill(Number.NaN);
  read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), row);
  return row;
}

/** Writes field by field from the table: the judge of the generated writer, and in its place where none can be generated. */
export const interpretWrite: Write = (row, bytes, view, at) => {
  let p = at;
  const varint = (value: number) => {
    let n = value >>> 0;
    for (; n > 127; n >>>= 7) bytes[p++] = (n & 127) | 128;
    bytes[p++] = n;
  };
  for (const {tag, type, index} of TELEMETRY_FIELDS) {
    const value = row[index];
    if (Number.isNaN(value)) continue;
    varint((tag << 3) | WIRE[type]);
    if (type === "double") view.setFloat64(p, value, true);
    else if (type === "float") view.setFloat32(p, value, true);
    else varint(type === "sint32" ? (value << 1) ^ (value >> 31) : value);
    p += type === "double" ? 8 : type === "float" ? 4 : 0;
  }
  return p;
};

const BY_KEY = new Map(TELEMETRY_FIELDS.map((f) => [(f.tag << 3) | WIRE[f.type], f]));

/** Reads field by field by the table, see interpretWrite. */
export const interpretRead: Read = (bytes, view, row) => {
  const at = {p: 0};
  while (at.p < bytes.length) {
    const key = readVarint(bytes, at);
    const field = BY_KEY.get(key);
    if (!field) {
      skipField(bytes, at, key);
      continue;
    }
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
};

function generateWrite(): Write {
  const lines = TELEMETRY_FIELDS.map(({tag, type, index}) => {
    const key = (tag << 3) | WIRE[type];
    const head = key < 128 ? `bytes[p++] = ${key};` : `bytes[p++] = ${(key & 127) | 128}; bytes[p++] = ${key >> 7};`;
    const body =
      type === "double"
        ? "view.setFloat64(p, v, true); p += 8;"
        : type === "float"
          ? "view.setFloat32(p, v, true); p += 4;"
          : `n = ${type === "sint32" ? "((v << 1) ^ (v >> 31)) >>> 0" : "v >>> 0"};
while (n > 127) { bytes[p++] = n & 127 | 128; n >>>= 7; } bytes[p++] = n;`;
    return `v = row[${index}]; if (v === v) { ${head} ${body} }`;
  });
  const code = `"use strict";\nlet p = at, v = 0, n = 0;\n${lines.join("\n")}\nreturn p;`;
  return new Function("row", "bytes", "view", "at", code) as Write;
}

function generateRead(): Read {
  const cases = TELEMETRY_FIELDS.map(({tag, type, index}) => {
    const key = (tag << 3) | WIRE[type];
    const size = type === "double" ? 8 : 4;
    const body = WIRE[type]
      ? `if (p + ${size} > end) throw damaged(bytes, p); row[${index}] = view.getFloat${size * 8}(p, true); p += ${size};`
      : `n = bytes[p++]; if (n > 127 || p > end) { at.p = p - 1; n = readVarint(bytes, at); p = at.p; }
row[${index}] = ${type === "sint32" ? "(n >>> 1) ^ -(n & 1)" : "n"};`;
    return `case ${key}: ${body} break;`;
  });
  const code = `"use strict";
const at = {p: 0};
return (bytes, view, row) => {
  const end = bytes.length;
  let p = 0, n = 0;
  while (p < end) {
    let key = bytes[p++];
    if (key > 127) { at.p = p - 1; key = readVarint(bytes, at); p = at.p; }
    switch (key) {
      ${cases.join("\n")}
      default: at.p = p; skipField(bytes, at, key); p = at.p;
    }
  }
};`;
  return new Function("readVarint", "skipField", "damaged", code)(readVarint, skipField, damaged) as Read;
}

/** A page's security policy may forbid generated code: the same result, slower. */
function orPlain<F>(generate: () => F, plain: F): F {
  try {
    return generate();
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return plain;
  }
}

const write = orPlain(generateWrite, interpretWrite);
const read = orPlain(generateRead, interpretRead);
