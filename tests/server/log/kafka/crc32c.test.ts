import {describe, expect, it} from "vitest";
import {crc32c} from "../../../../server/log/kafka/crc32c.js";

const bytes = (length: number, f: (i: number) => number) => Uint8Array.from({length}, (_, i) => f(i));

/** Bit by bit, straight from the definition. */
function slow(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe("crc32c(bytes)", () => {
  it("is the published check value for 123456789", () => {
    expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
  });

  it("is what RFC 3720, B.4 gives for 32 bytes", () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(bytes(32, () => 0xff))).toBe(0x62a8ab43);
    expect(crc32c(bytes(32, (i) => i))).toBe(0x46dd794e);
    expect(crc32c(bytes(32, (i) => 31 - i))).toBe(0x113fdb5c);
  });

  it("agrees with the definition at every length and start; 0 of none", () => {
    const data = bytes(70, (i) => (i * 151 + 7) & 255);
    for (let from = 0; from < 9; from++) {
      for (let to = from; to <= data.length; to++) expect(crc32c(data, from, to)).toBe(slow(data.subarray(from, to)));
    }
    expect(crc32c(new Uint8Array())).toBe(0);
  });
});
