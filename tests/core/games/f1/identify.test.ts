import {describe, expect, it} from "vitest";
import {createHeader, writeHeader} from "../../../../src/core/games/f1/header.js";
import {explain, identify} from "../../../../src/core/games/f1/identify.js";
import {layouts} from "../../../../src/core/games/f1/layout.js";
import {haveRealPackets, realPackets, singlePackets} from "./realPackets.js";

function datagram(packetFormat: number, packetId: number, bytes: number): DataView {
  const view = new DataView(new ArrayBuffer(Math.max(29, bytes)));
  writeHeader(view, 0, {...createHeader(), packetFormat, packetId});
  return new DataView(view.buffer, 0, bytes);
}

const verdict = (view: DataView) => identify(view, 0, view.byteLength);
const reason = (view: DataView) => explain(view, 0, view.byteLength);

describe("identify(view, offset, length)", () => {
  it("accepts every packet at its own length and no other", () => {
    for (const {format, id, bytes} of layouts()) {
      expect(verdict(datagram(format, id, bytes))).toBe("ok");
      expect(verdict(datagram(format, id, bytes + 1))).toBe("wrongLength");
    }
  });

  it("refuses every truncation of every packet, a byte at a time", () => {
    for (const {format, id, bytes} of layouts()) {
      const view = datagram(format, id, bytes);
      for (let length = 0; length < bytes; length++) {
        expect(identify(view, 0, length)).toBe(length < 29 ? "short" : "wrongLength");
      }
    }
  });

  it("tells what it does not read apart", () => {
    for (let year = 2018; year < 2023; year++) expect(verdict(datagram(year, 0, 1464))).toBe("older");
    expect(verdict(datagram(2027, 0, 1349))).toBe("newer");
    expect(verdict(datagram(2017, 0, 1349))).toBe("foreign");
    expect(verdict(datagram(0, 0, 1349))).toBe("foreign");
    expect(verdict(datagram(0xffff, 0, 1349))).toBe("foreign");
    expect(verdict(datagram(2023, 14, 101))).toBe("unknownId");
    expect(verdict(datagram(2024, 15, 1131))).toBe("unknownId");
    expect(verdict(datagram(2025, 16, 269))).toBe("unknownId");
    expect(verdict(datagram(2026, 17, 269))).toBe("unknownId");
    expect(verdict(datagram(2025, 255, 1349))).toBe("unknownId");
  });

  it("does not believe a length beyond the end of the bytes", () => {
    const view = datagram(2025, 6, 1000);
    expect(identify(view, 0, 1352)).toBe("wrongLength");
    expect(identify(view, 999, 1352)).toBe("short");
    expect(identify(view, 2000, 1352)).toBe("short");
    expect(identify(view, 0, -1)).toBe("short");
  });

  it("reads at an offset", () => {
    const shifted = new Uint8Array(1352 + 7);
    shifted.set(new Uint8Array(datagram(2025, 6, 1352).buffer), 7);
    expect(identify(new DataView(shifted.buffer), 7, 1352)).toBe("ok");
  });

  it.skipIf(!haveRealPackets)("accepts every real packet from 2023 on", () => {
    const refused = realPackets().filter(({view}) => verdict(view) !== "ok");
    expect(refused.map(({file}) => file)).toEqual([]);
  });

  it.skipIf(!haveRealPackets)("knows the real packets of 2022 as older", () => {
    const packets = singlePackets(2022);
    expect(packets).toHaveLength(28);
    for (const {view} of packets) expect(verdict(view)).toBe("older");
  });
});

describe("explain(view, offset, length)", () => {
  it("says what was expected and what was found", () => {
    expect(reason(datagram(2025, 6, 1300))).toBe("F1 packet car telemetry (2025): expected 1352 bytes, found 1300");
    expect(reason(datagram(2026, 16, 270))).toBe("F1 packet car telemetry 2 (2026): expected 269 bytes, found 270");
    expect(reason(datagram(2024, 14, 101))).toBe("F1 packet time trial (2024): 101 bytes");
    expect(reason(datagram(2023, 14, 101))).toBe("F1 packet with the unknown id 14 in format 2023, 101 bytes");
    expect(reason(datagram(2025, 6, 20))).toBe("F1 packet cut short (2025): 20 of 29 header bytes");
    expect(reason(datagram(2025, 6, 1))).toBe("not an F1 packet: 1 of the 2 bytes that name the format");
    expect(reason(datagram(20563, 6, 40))).toBe("not an F1 packet: begins with format 20563");
  });

  it("names the menu setting that mends it", () => {
    expect(reason(datagram(2022, 6, 1347))).toBe(
      "F1 packets of format 2022 are not supported: set UDP format to 2023 or later in the game's telemetry settings",
    );
    expect(reason(datagram(2027, 6, 1347))).toBe(
      "F1 packets of format 2027 are not supported: set UDP format to 2026 or earlier in the game's telemetry settings",
    );
  });
});
