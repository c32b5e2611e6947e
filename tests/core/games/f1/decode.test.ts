import {afterEach, describe, expect, it, vi} from "vitest";
import {createColumns, decoderOf, interpretPacket, type PacketColumns} from "../../../../src/core/games/f1/decode.js";
import type {Format} from "../../../../src/core/games/f1/formats.js";
import {type Layout, layoutOf, layouts} from "../../../../src/core/games/f1/layout.js";
import {seededBits} from "../../../support/seeded.js";
import {haveRealPackets, realPackets} from "./realPackets.js";

function randomBytes(seed: number, length: number): DataView {
  const random = seededBits(seed);
  return new DataView(Uint8Array.from({length}, () => random() & 255).buffer);
}

/** PacketColumns that differ from anything read, so that an element left out shows. */
function dirty(layout: Layout): PacketColumns {
  const columns = createColumns(layout);
  for (const column of Object.values(columns)) column.fill(77);
  return columns;
}

function bothWays(layout: Layout, view: DataView, offset = 0): [PacketColumns, PacketColumns] {
  const generated = dirty(layout);
  const interpreted = dirty(layout);
  decoderOf(layout.format, layout.id)(view, offset, generated);
  interpretPacket(layout, view, offset, interpreted);
  return [generated, interpreted];
}

describe("createColumns(layout)", () => {
  it("makes a column of the wire's own width for every field", () => {
    const columns = createColumns(layoutOf(2025, 6)!);
    expect(columns.speed).toEqual(new Uint16Array(22));
    expect(columns.gear).toEqual(new Int8Array(22));
    expect(columns.tyresPressure).toEqual(new Float32Array(22 * 4));
    expect(columns.suggestedGear).toEqual(new Int8Array(1));
    expect(createColumns(layoutOf(2026, 6)!).engineTemperature).toEqual(new Uint8Array(24));
    expect(createColumns(layoutOf(2025, 8)!).totalRaceTime).toEqual(new Float64Array(22));
    expect(createColumns(layoutOf(2025, 15)!).positionForVehicleIdx).toEqual(new Uint8Array(50 * 22));
  });
});

describe("decoderOf(format, id)", () => {
  it.each(layouts().map((layout) => [layout.format, layout.name, layout] as const))(
    "%i %s: equals the interpreter on random bytes, at any offset",
    (format, _name, layout) => {
      for (let seed = 0; seed < 5; seed++) {
        const view = randomBytes(format * 100 + layout.id * 7 + seed, layout.bytes + 11);
        const [generated, interpreted] = bothWays(layout, view, seed * 2);
        expect(generated).toEqual(interpreted);
      }
    },
  );

  it.skipIf(!haveRealPackets)("equals the interpreter on every real packet", () => {
    const packets = realPackets();
    expect(packets.length).toBeGreaterThan(1500);
    for (const {file, format, id, view} of packets) {
      const [generated, interpreted] = bothWays(layoutOf(format, id)!, view);
      expect(generated, file).toEqual(interpreted);
    }
  });

  it("keeps every bit of a float, also of one that is not a number", () => {
    const layout = layoutOf(2025, 6)!;
    const view = randomBytes(1, layout.bytes);
    view.setUint32(29 + 2, 0x7f812345, true);
    const columns = createColumns(layout);
    decoderOf(2025, 6)(view, 0, columns);
    expect(new DataView(columns.throttle.buffer, columns.throttle.byteOffset).getUint32(0, true)).toBe(0x7f812345);
  });

  it("fills columns made by others or for another format too, by name, and none of another packet", () => {
    const layout = layoutOf(2025, 6)!;
    const view = randomBytes(2, layout.bytes);
    const [generated] = bothWays(layout, view);
    const others: PacketColumns = Object.fromEntries(
      Object.entries(createColumns(layout)).map(([name, column]) => [name, column.slice()]),
    );
    decoderOf(2025, 6)(view, 0, others);
    expect(others).toEqual(generated);
    const earlier = createColumns(layoutOf(2024, 6)!);
    decoderOf(2025, 6)(view, 0, earlier);
    expect(earlier).toEqual(generated);
    expect(() => decoderOf(2025, 6)(view, 0, createColumns(layoutOf(2025, 7)!))).toThrow(TypeError);
  });

  it("leaves the columns as they were where the datagram ends too early", () => {
    const layout = layoutOf(2025, 6)!;
    const columns = dirty(layout);
    expect(() => decoderOf(2025, 6)(randomBytes(3, layout.bytes - 1), 0, columns)).toThrow(RangeError);
    expect(columns).toEqual(dirty(layout));
  });

  it("returns one function a packet", () => {
    expect(decoderOf(2025, 6)).toBe(decoderOf(2025, 6));
    expect(decoderOf(2025, 6)).not.toBe(decoderOf(2024, 6));
  });

  it("reads the very last byte and nothing beyond it", () => {
    for (const layout of layouts()) {
      const whole = new DataView(new ArrayBuffer(layout.bytes));
      const cut = new DataView(whole.buffer, 0, layout.bytes - 1);
      const decode = decoderOf(layout.format, layout.id);
      decode(whole, 0, createColumns(layout));
      expect(() => decode(cut, 0, createColumns(layout))).toThrow(RangeError);
    }
  });

  it("throws for a packet the format does not have", () => {
    expect(() => decoderOf(2025, 16)).toThrow("unknown packet: id 16 in format 2025");
    expect(() => decoderOf(2022 as Format, 6)).toThrow("unknown packet: id 6 in format 2022");
  });
});

describe("where new Function is forbidden", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("decodes and encodes the same, from the table", async () => {
    vi.resetModules();
    vi.stubGlobal("Function", function forbidden() {
      throw new EvalError("refused by the content security policy");
    });
    const {decoderOf: plainDecoder} = await import("../../../../src/core/games/f1/decode.js");
    const {encoderOf: plainEncoder} = await import("../../../../src/core/games/f1/encode.js");
    for (const layout of layouts().filter(({name}) => name !== "event")) {
      const view = new DataView(new ArrayBuffer(layout.bytes));
      for (let i = 29; i < layout.bytes; i++) view.setUint8(i, i % 100);
      const columns = dirty(layout);
      plainDecoder(layout.format, layout.id)(view, 0, columns);
      expect(columns).toEqual(bothWays(layout, view)[0]);
      const written = new DataView(new ArrayBuffer(layout.bytes));
      plainEncoder(layout.format, layout.id)(columns, written, 0);
      expect(new Uint8Array(written.buffer)).toEqual(new Uint8Array(view.buffer));
    }
  });
});
