/**
 * Salsa20/20 with a key of 256 bits (D. J. Bernstein, "The Salsa20 family of stream ciphers", 2007). Encrypts and decrypts:
 * the key stream is added to the bytes by exclusive or.
 */

const BLOCK = 64;
/** "expand 32-byte k" in four little-endian words */
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
/** The columns' and the rows' quarter rounds of a double round: places of their four words. */
const QUARTERS = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
];

/** The 16 words that a block is made of: key (8 words), nonce (2 words), number of the block. */
export function salsaState(key: Uint32Array, nonce0: number, nonce1: number, block: number, out: Uint32Array): void {
  for (let i = 0; i < 4; i++) {
    out[5 * i] = SIGMA[i];
    out[1 + i] = key[i];
    out[11 + i] = key[4 + i];
  }
  out[6] = nonce0;
  out[7] = nonce1;
  out[8] = block;
  out[9] = 0;
}

/** Twenty rounds over the state and the state added: 16 words of key stream into `out`. */
export function salsaCore(state: Uint32Array, out: Uint32Array): void {
  out.set(state);
  for (let round = 0; round < 10; round++) {
    for (const [a, b, c, d] of QUARTERS) {
      out[b] ^= turn(out[a] + out[d], 7);
      out[c] ^= turn(out[b] + out[a], 9);
      out[d] ^= turn(out[c] + out[b], 13);
      out[a] ^= turn(out[d] + out[c], 18);
    }
  }
  for (let i = 0; i < 16; i++) out[i] += state[i];
}

/** Encrypts or decrypts bytes in place, from the beginning of the stream. The nonce is given as two little-endian words. */
export function salsa20(key: Uint32Array, nonce0: number, nonce1: number, bytes: Uint8Array): void {
  const state = new Uint32Array(16);
  const stream = new Uint32Array(16);
  for (let at = 0; at < bytes.length; at += BLOCK) {
    salsaState(key, nonce0, nonce1, at / BLOCK, state);
    salsaCore(state, stream);
    const end = Math.min(BLOCK, bytes.length - at);
    for (let i = 0; i < end; i++) bytes[at + i] ^= stream[i >> 2] >>> (8 * (i & 3));
  }
}

/** 32 bytes as the eight words of a key. */
export function salsaKey(bytes: Uint8Array): Uint32Array {
  if (bytes.length !== 32) throw new RangeError(`invalid key: ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
  return Uint32Array.from({length: 8}, (_, i) => view.getUint32(4 * i, true));
}

function turn(value: number, bits: number): number {
  return (value << bits) | ((value >>> 0) >>> (32 - bits));
}
