import {GrowingBytes} from "../capture/growingBytes.js";

/** Read position in a message. */
export interface WireCursor {
  p: number;
}

export function damaged(bytes: Uint8Array, at: number): RangeError {
  return new RangeError(`damaged message: ${bytes.length} bytes, ends or makes no sense at ${at}`);
}

/** The low 32 bits of an unsigned integer. Throws where the bytes end within it, or it is longer than ten bytes. */
export function readVarint(bytes: Uint8Array, at: WireCursor): number {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (at.p >= bytes.length) throw damaged(bytes, at.p);
    const byte = bytes[at.p++];
    if (shift < 32) value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
  throw damaged(bytes, at.p);
}

/** A signed integer of 64 bits, exact up to 2^53. Throws as readVarint does. */
export function readInt64(bytes: Uint8Array, at: WireCursor): number {
  // 28 bits, then the 36 above them, which are too many for bit operations
  let low = 0;
  let high = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    if (at.p >= bytes.length) throw damaged(bytes, at.p);
    const byte = bytes[at.p++];
    if (i < 4) low |= (byte & 127) << (7 * i);
    else {
      high += (byte & 127) * scale;
      scale *= 128;
    }
    if (byte < 128) {
      high %= 2 ** 36;
      return (high >= 2 ** 35 ? high - 2 ** 36 : high) * 2 ** 28 + low;
    }
  }
  throw damaged(bytes, at.p);
}

/** Writes a whole number from −2^53 to 2^53 as an int64 at `p`; returns where it ends. */
export function writeInt64(out: DataView, p: number, value: number): number {
  const high = Math.floor(value / 2 ** 28);
  let low = value - high * 2 ** 28;
  // six bytes, as times of 1971 to 2109 have, at once
  if (high > 127 && high < 16_384) {
    const spread = (low & 0x7f) | ((low & 0x3f80) << 1) | ((low & 0x1fc000) << 2) | ((low & 0xfe00000) << 3);
    out.setInt32(p, spread | 0x80808080, true);
    out.setUint16(p + 4, (high & 127) | 128 | ((high >> 7) << 8), true);
    return p + 6;
  }
  let rest = high < 0 ? high + 2 ** 36 : high;
  let at = p;
  for (let i = 0; i < 4 && (rest > 0 || low > 127); i++) {
    out.setUint8(at++, (low & 127) | 128);
    low >>>= 7;
  }
  if (at < p + 4) {
    out.setUint8(at++, low);
    return at;
  }
  for (; rest > 127; rest = Math.floor(rest / 128)) out.setUint8(at++, (rest % 128) | 128);
  out.setUint8(at++, rest);
  return at;
}

/** Skips the value of an unknown field. */
export function skipField(bytes: Uint8Array, at: WireCursor, key: number): void {
  const wire = key & 7;
  if (key >>> 3 === 0) throw damaged(bytes, at.p);
  if (wire === 0) readVarint(bytes, at);
  else if (wire === 1) at.p += 8;
  else if (wire === 5) at.p += 4;
  else if (wire === 2) {
    const length = readVarint(bytes, at);
    at.p += length;
  } else throw damaged(bytes, at.p);
  if (at.p > bytes.length) throw damaged(bytes, at.p);
}

const encoder = new TextEncoder();

/** A growing buffer of Protobuf. */
export class Writer extends GrowingBytes {
  constructor() {
    super(256);
  }

  varint(value: number): void {
    this.reserve(5);
    let n = value >>> 0;
    for (; n > 127; n >>>= 7) this.bytes[this.used++] = (n & 127) | 128;
    this.bytes[this.used++] = n;
  }

  float64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.used, value, true);
    this.used += 8;
  }

  /** length and UTF-8 */
  text(value: string): void {
    const at = this.begin();
    this.reserve(value.length * 3);
    this.used += encoder.encodeInto(value, this.bytes.subarray(this.used)).written;
    this.end(at);
  }

  /** Begins a length-prefixed part; returns the argument of `end`. */
  begin(): number {
    this.reserve(1);
    return this.used++;
  }

  /** Writes the length of the part since `begin`; most lengths fit in the one byte reserved for it. */
  end(begun: number): void {
    const from = begun + 1;
    const size = this.used - from;
    let more = 0;
    for (let rest = size >>> 7; rest > 0; rest >>>= 7) more++;
    if (more > 0) {
      this.reserve(more);
      this.bytes.copyWithin(from + more, from, this.used);
    }
    this.used = begun;
    this.varint(size);
    this.used += size;
  }

  /** Empties the buffer. */
  clear(): void {
    this.used = 0;
  }
}
