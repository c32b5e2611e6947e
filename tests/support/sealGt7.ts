import {salsa20} from "@noble/ciphers/salsa.js";

const KEY = new TextEncoder().encode("Simulator Interface Packet GT7 ver 0.0").subarray(0, 32);
const MASKS = new Map([
  [0x128, 0xdeadbeaf],
  [0x13c, 0xdeadbeef],
  [0x158, 0x55fabb4f],
  [0x170, 0xdeadbeef],
]);

/** Encrypts a plain packet in place, as a console does; `iv` stays readable at 0x40. */
export function sealGt7(plain: Uint8Array, iv: number): void {
  const mask = MASKS.get(plain.length);
  if (mask === undefined) throw new RangeError(`invalid packet: ${plain.length} bytes`);
  const nonce = new Uint8Array(8);
  const view = new DataView(nonce.buffer);
  view.setUint32(0, iv ^ mask, true);
  view.setUint32(4, iv, true);
  salsa20(KEY, nonce, plain, plain);
  new DataView(plain.buffer, plain.byteOffset).setUint32(0x40, iv, true);
}
