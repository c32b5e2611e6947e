import {expect, it} from "vitest";
import {PARTS} from "../../../../src/core/channels/catalogue.js";
import {decoderOf} from "../../../../src/core/games/f1/decode.js";
import {carCount, FORMATS, type Format} from "../../../../src/core/games/f1/formats.js";
import {createFrame, PACKET_OF_PART} from "../../../../src/core/games/f1/frame.js";
import {type FrameContext, FrameRows} from "../../../../src/core/games/f1/frameRows.js";
import {layoutOf} from "../../../../src/core/games/f1/layout.js";
import {TelemetryWriter} from "../../../../src/core/games/f1/telemetryWriter.js";
import {encodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";
import {seeded} from "../../../support/seeded.js";

/** Bytes that no game sends: every integer, and floats with NaN and infinities among them. */
function hostilePacket(format: Format, id: number, random: () => number): Uint8Array {
  const {bytes, fields} = layoutOf(format, id)!;
  // it stands somewhere in a longer buffer, as in a batch
  const packet = new Uint8Array(new ArrayBuffer(bytes + 16), 16, bytes);
  const kind = random();
  for (let i = 0; i < bytes; i++) packet[i] = kind < 0.2 ? random() * 4 : random() * 256;
  const view = new DataView(packet.buffer, 16);
  const strange = [Number.NaN, Number.NEGATIVE_INFINITY, -0, 0, 1e-40];
  for (const {type, offset, stride, entities} of fields) {
    if (type !== "f32") continue;
    for (let e = 0; e < entities; e++)
      if (random() < 0.3) view.setFloat32(offset + e * stride, strange[Math.floor(random() * strange.length)], true);
  }
  return packet;
}

it.each(FORMATS)(
  "format %i: TelemetryWriter writes what encodeTelemetry makes of FrameRows, byte for byte",
  (format) => {
    const random = seeded(format);
    const frame = createFrame(format);
    const rows = new FrameRows(format);
    const writer = new TelemetryWriter(format);
    let messages = 0;
    for (let round = 0; round < 60; round++) {
      frame.parts = 0;
      PARTS.forEach((name, part) => {
        const id = PACKET_OF_PART[name];
        if (id === undefined || !layoutOf(format, id) || random() < 0.3) return;
        const packet = hostilePacket(format, id, random);
        decoderOf(format, id)(new DataView(packet.buffer), 16, frame.columns[part]!);
        writer.keep(part, new DataView(packet.buffer), 16, packet.length);
        frame.parts |= 1 << part;
      });
      frame.sessionTime = round % 7 ? random() * 5000 : Number.NaN;
      frame.frame = Math.floor(random() * 2 ** 32);
      frame.overallFrame = Math.floor(random() * 2 ** (round % 33));
      const context: FrameContext = {
        trackLengthM: [0, 5412, Number.NaN][round % 3],
        player: Math.floor(random() * 25),
        restricted: new Set(round % 2 ? [1, 5, 6] : []),
      };
      for (let car = 0; car < carCount(format); car++) {
        const row = rows.of(frame, car, context);
        const bytes = writer.of(frame, car, context);
        expect(bytes && Uint8Array.from(bytes)).toEqual(row && encodeTelemetry(row));
        if (bytes) messages++;
      }
    }
    expect(messages).toBeGreaterThan(500);
  },
);
