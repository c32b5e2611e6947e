import {describe, expect, it} from "vitest";
import {createHeader, readHeader, uidText, writeHeader} from "../../../../src/core/games/f1/header.js";
import {seededBits} from "../../../support/seeded.js";

const VECTOR = "e9 07 19 01 03 01 06 ef cd ab 89 67 45 23 01 00 00 48 41 ee 02 00 00 f8 02 00 00 13 ff";
const bytes = Uint8Array.from(VECTOR.split(" "), (hex) => Number.parseInt(hex, 16));

const HEADER = {
  packetFormat: 2025,
  gameYear: 25,
  gameMajorVersion: 1,
  gameMinorVersion: 3,
  packetVersion: 1,
  packetId: 6,
  uidHigh: 0x01234567,
  uidLow: 0x89abcdef,
  sessionTime: 12.5,
  frame: 750,
  overallFrame: 760,
  player: 19,
  secondaryPlayer: 255,
};

describe("readHeader(view, offset, out)", () => {
  it("reads the published fields", () => {
    expect(readHeader(new DataView(bytes.buffer), 0, createHeader())).toEqual(HEADER);
  });

  it("reads in the middle of a buffer, into the same object", () => {
    const padded = new Uint8Array(100);
    padded.set(bytes, 41);
    const out = createHeader();
    expect(readHeader(new DataView(padded.buffer), 41, out)).toBe(out);
    expect(out).toEqual(HEADER);
  });
});

describe("writeHeader(view, offset, header)", () => {
  it("writes the bytes of the vector", () => {
    const written = new Uint8Array(33);
    writeHeader(new DataView(written.buffer), 4, HEADER);
    expect(written.subarray(4)).toEqual(bytes);
  });
});

describe("uidText(high, low)", () => {
  it("is the hexadecimal text of the 64-bit number", () => {
    expect(uidText(0x01234567, 0x89abcdef)).toBe("0x123456789abcdef");
    expect(uidText(0, 0)).toBe("0x0");
    expect(uidText(0, 0xffffffff)).toBe("0xffffffff");
    expect(uidText(1, 2)).toBe("0x100000002");
  });

  it("agrees with BigInt", () => {
    const random = seededBits(1);
    for (let i = 0; i < 1000; i++) {
      const high = random() >>> (i % 33);
      const low = random() >>> (i % 31);
      expect(uidText(high, low)).toBe(`0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`);
    }
  });
});
