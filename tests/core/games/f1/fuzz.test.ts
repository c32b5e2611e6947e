import {describe, expect, it} from "vitest";
import {createColumns, decoderOf, type PacketColumns} from "../../../../src/core/games/f1/decode.js";
import {encoderOf} from "../../../../src/core/games/f1/encode.js";
import {readEvent} from "../../../../src/core/games/f1/events.js";
import type {Format} from "../../../../src/core/games/f1/formats.js";
import {createHeader, readHeader, writeHeader} from "../../../../src/core/games/f1/header.js";
import {identify} from "../../../../src/core/games/f1/identify.js";
import {layoutOf, layouts} from "../../../../src/core/games/f1/layout.js";
import {count} from "../../../support/long.js";
import {memoryKept} from "../../../support/oldSpace.js";
import {seededBits} from "../../../support/seeded.js";
import {realPackets, singlePackets} from "./realPackets.js";

const MUTATIONS = count(200_000, 1_000_000);
const GUARD = 64;

/** Real packets where they are, packets of our own encoder besides: every (format, id) is there. */
function seeds(): Uint8Array[] {
  const real = [...realPackets(), ...singlePackets(2022)].map(
    ({view}) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength),
  );
  const made = layouts().map((layout) => {
    const random = seededBits(layout.format + layout.id);
    const columns = createColumns(layout);
    for (const column of Object.values(columns)) for (let i = 0; i < column.length; i++) column[i] = random() % 1000;
    const view = new DataView(new ArrayBuffer(layout.bytes));
    writeHeader(view, 0, {...createHeader(), packetFormat: layout.format, packetId: layout.id});
    encoderOf(layout.format, layout.id)(columns, view, 0);
    return new Uint8Array(view.buffer);
  });
  return [...real, ...made];
}

describe("mutated packets", () => {
  it("are all named or decoded: no crash, no hang, no growth", () => {
    const packets = seeds();
    const columns = new Map<string, PacketColumns>();
    for (const layout of layouts()) columns.set(`${layout.format}/${layout.id}`, createColumns(layout));
    const random = seededBits(20777);
    // the datagram lies in the middle of a larger buffer, as in a batch: neighbours must not be needed or touched
    const buffer = new Uint8Array(2 * GUARD + 4096).fill(0x5a);
    const view = new DataView(buffer.buffer);
    const header = createHeader();
    const verdicts: Record<string, number> = {};
    let events = 0;
    let before = memoryKept();

    for (let n = 0; n < MUTATIONS; n++) {
      const packet = packets[random() % packets.length];
      buffer.set(packet, GUARD);
      let length = packet.length;
      switch (random() % 8) {
        case 0: // cut
          length = random() % (packet.length + 1);
          break;
        case 1: // padded
          length = packet.length + (random() % 64);
          break;
        case 2: // another format or id in the header
          buffer[GUARD] = 0xe4 + (random() % 10);
          buffer[GUARD + 6] = random() % 20;
          break;
        case 3: // noise in the header
          buffer[GUARD + (random() % 29)] = random();
          break;
        default: // noise in the body
          for (let k = random() % 8; k >= 0; k--) buffer[GUARD + 29 + (random() % Math.max(1, length - 29))] = random();
      }
      const verdict = identify(view, GUARD, length);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      if (verdict === "ok") {
        const {packetFormat, packetId} = readHeader(view, GUARD, header);
        const format = packetFormat as Format;
        decoderOf(format, packetId)(view, GUARD, columns.get(`${format}/${packetId}`)!);
        if (packetId === 3) events += readEvent(view, GUARD, format).code.length / 4;
        if (length !== layoutOf(format, packetId)!.bytes) throw new Error(`length ${length} was taken`);
      }
      if (n === MUTATIONS / 2) before = memoryKept();
    }
    const after = memoryKept();

    expect(Object.values(verdicts).reduce((a, b) => a + b)).toBe(MUTATIONS);
    expect(Object.keys(verdicts).sort()).toEqual([
      "foreign",
      "newer",
      "ok",
      "older",
      "short",
      "unknownId",
      "wrongLength",
    ]);
    expect(verdicts.ok).toBeGreaterThan(MUTATIONS / 3);
    expect(events).toBeGreaterThan(1000);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1_000_000);
    // 20 bytes kept a packet would show
    expect(after.heapUsed - before.heapUsed).toBeLessThan(10 * MUTATIONS);
    expect(buffer.subarray(0, GUARD).every((byte) => byte === 0x5a)).toBe(true);
  });
});
