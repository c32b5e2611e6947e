import {GrowingBytes} from "../../capture/growingBytes.js";

const decoder = new TextDecoder("utf-8", {ignoreBOM: true});
const encoder = new TextEncoder();

/**
 * Reads ACC's broadcasting protocol: little endian, not aligned, strings as u16 byte count and UTF-8. Values beyond the end are 0 and
 * set `short`, so that a reader needs only one check, at its end.
 */
export class WireReader {
  short = false;
  /** a flag was neither 0 nor 1, so the bytes have another layout */
  odd = false;
  at: number;
  private readonly end: number;

  constructor(
    private readonly view: DataView,
    offset: number,
    length: number,
  ) {
    this.at = offset;
    this.end = offset + length;
  }

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    return this.take(1) ? this.view.getUint8(this.at - 1) : 0;
  }

  flag(): boolean {
    const value = this.u8();
    this.odd ||= value > 1;
    return value !== 0;
  }

  u16(): number {
    return this.take(2) ? this.view.getUint16(this.at - 2, true) : 0;
  }

  i32(): number {
    return this.take(4) ? this.view.getInt32(this.at - 4, true) : 0;
  }

  f32(): number {
    return this.take(4) ? this.view.getFloat32(this.at - 4, true) : 0;
  }

  /** Invalid UTF-8 becomes U+FFFD: the game cuts names between the bytes of a character. */
  str(): string {
    const length = this.u16();
    if (!this.take(length)) return "";
    const {buffer, byteOffset} = this.view;
    return decoder.decode(new Uint8Array(buffer, byteOffset + this.at - length, length));
  }

  /** `count` items, or as many as the bytes allow when the count is wrong. */
  list<T>(count: number, read: () => T): T[] {
    const out: T[] = [];
    for (let i = 0; i < count && !this.short; i++) out.push(read());
    return out;
  }

  private take(bytes: number): boolean {
    if (this.at + bytes > this.end) {
      this.short = true;
      this.at = this.end;
      return false;
    }
    this.at += bytes;
    return true;
  }
}

/** Writes ACC's broadcasting protocol. */
export class WireWriter extends GrowingBytes {
  constructor() {
    super(256);
  }

  u8(value: number): this {
    this.view.setUint8(this.room(1), value);
    return this;
  }

  u16(value: number): this {
    this.view.setUint16(this.room(2), value, true);
    return this;
  }

  i32(value: number): this {
    this.view.setInt32(this.room(4), value, true);
    return this;
  }

  f32(value: number): this {
    this.view.setFloat32(this.room(4), value, true);
    return this;
  }

  str(text: string): this {
    const bytes = encoder.encode(text).subarray(0, 65_535);
    this.u16(bytes.length);
    const at = this.room(bytes.length);
    this.bytes.set(bytes, at);
    return this;
  }

  private room(bytes: number): number {
    this.reserve(bytes);
    this.used += bytes;
    return this.used - bytes;
  }
}
