import {describe, expect, it} from "vitest";
import {createColumns, decoderOf, type PacketColumns} from "../../../../src/core/games/f1/decode.js";
import {encoderOf, packetBytes} from "../../../../src/core/games/f1/encode.js";
import type {Format} from "../../../../src/core/games/f1/formats.js";
import {createHeader, readHeader, writeHeader} from "../../../../src/core/games/f1/header.js";
import {type Layout, layoutOf, layouts} from "../../../../src/core/games/f1/layout.js";
import {seededBits} from "../../../support/seeded.js";
import {haveRealPackets, realPackets} from "./realPackets.js";

function randomColumns(layout: Layout, seed: number): PacketColumns {
  const random = seededBits(seed);
  const columns = createColumns(layout);
  for (const column of Object.values(columns)) {
    for (let i = 0; i < column.length; i++) column[i] = (random() - 2 ** 31) / (column.BYTES_PER_ELEMENT > 2 ? 7 : 1);
  }
  return columns;
}

describe("encoderOf(format, id)", () => {
  it.each(layouts().map((layout) => [layout.format, layout.name, layout] as const))(
    "%i %s: what it writes is read back",
    (format, _name, layout) => {
      const columns = randomColumns(layout, format + layout.id);
      const view = new DataView(new ArrayBuffer(layout.bytes + 5));
      encoderOf(format, layout.id)(columns, view, 5);
      const back = createColumns(layout);
      decoderOf(format, layout.id)(view, 5, back);
      expect(back).toEqual(columns);
    },
  );

  it("leaves the header alone", () => {
    for (const layout of layouts()) {
      const view = new DataView(new ArrayBuffer(layout.bytes));
      encoderOf(layout.format, layout.id)(randomColumns(layout, 1), view, 0);
      expect(new Uint8Array(view.buffer, 0, 29)).toEqual(new Uint8Array(29));
    }
  });

  it.skipIf(!haveRealPackets)("gives every real packet back, byte for byte", () => {
    for (const {file, format, id, view} of realPackets()) {
      const layout = layoutOf(format, id)!;
      const columns = createColumns(layout);
      decoderOf(layout.format, id)(view, 0, columns);
      const bytes = new Uint8Array(packetBytes(layout.format, id)).fill(0xaa);
      const written = new DataView(bytes.buffer);
      writeHeader(written, 0, readHeader(view, 0, createHeader()));
      encoderOf(layout.format, id)(columns, written, 0);
      expect(bytes, file).toEqual(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
  });

  it("throws for a packet the format does not have", () => {
    expect(() => encoderOf(2024, 15)).toThrow("unknown packet: id 15 in format 2024");
    expect(() => packetBytes(2022 as Format, 0)).toThrow("unknown packet: id 0 in format 2022");
  });
});
