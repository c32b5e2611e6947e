import {decompressFrameSync} from "lz4-napi";
import {expect, it} from "vitest";
import {compressFrame} from "../../../../server/log/kafka/lz4.js";

it("compressFrame(bytes) makes frames with independent blocks, the only ones that Kafka accepts", () => {
  for (const size of [0, 1, 100, 70_000, 1 << 20]) {
    const bytes = Buffer.alloc(size, "lap after lap ");
    const frame = compressFrame(bytes);
    expect(frame.readUInt32LE(0)).toBe(0x184d2204);
    expect(frame[4] & 0x20).toBe(0x20);
    expect(decompressFrameSync(frame).equals(bytes)).toBe(true);
  }
});
