/** Bytes of a datagram that are hashed: they hold the header and the first bytes of the body. */
const HASHED_BYTES = 64;

/** Two hashes of a datagram's length and first 64 bytes, made without allocating. */
export class Fingerprint {
  low = 0;
  high = 0;
  /** the hashed bytes are all 0: nothing distinguishes such datagrams from one another */
  blank = false;

  /** Hashes the datagram of `length` bytes at `offset`. */
  read(view: DataView, offset: number, length: number): void {
    let a = 0x811c9dc5 ^ length;
    let b = 0x9e3779b9 + length;
    let bits = 0;
    const hashed = Math.min(length, HASHED_BYTES);
    const end = hashed & ~3;
    for (let i = 0; i < end; i += 4) {
      const word = view.getUint32(offset + i, true);
      bits |= word;
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ (word >>> 15) ^ word, 0x85ebca6b);
    }
    for (let i = end; i < hashed; i++) {
      const byte = view.getUint8(offset + i);
      bits |= byte;
      a = Math.imul(a ^ byte, 0x01000193);
    }
    this.low = a >>> 0;
    this.high = b >>> 0;
    this.blank = bits === 0;
  }
}
