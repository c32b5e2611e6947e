import {deflateRawSync, gzipSync} from "node:zlib";
import {expect, it} from "vitest";
import {gunzip, isGzip} from "../../../src/components/ui/gunzip.js";
import {random} from "../../../src/core/signal/random.js";

const generator = random(7);
const part = (bytes: number) => Uint8Array.from({length: bytes}, (_, i) => (i % 3 ? i & 255 : generator.next() * 256));
const PARTS = [700_000, 10, 1_500_000, 0, 300_000].map(part);
const WHOLE = Buffer.concat(PARTS);
const packed = (parts: readonly Uint8Array[]) => new Blob(parts.map((p) => new Uint8Array(gzipSync(p))));

it("gunzip(blob) unpacks one member, several, and at most a given length", async () => {
  expect(Buffer.from(await gunzip(packed([WHOLE]))).equals(WHOLE)).toBe(true);
  expect(Buffer.from(await gunzip(packed(PARTS))).equals(WHOLE)).toBe(true);
  for (const most of [1, 65_536, 700_000, 700_005, 1_000_000])
    expect(Buffer.from(await gunzip(packed(PARTS), most)).equals(WHOLE.subarray(0, most))).toBe(true);
  expect([await isGzip(packed(PARTS)), await isGzip(new Blob(["PK"])), await isGzip(new Blob([]))]).toEqual([
    ...[true, false, false],
  ]);
});

it("gunzip(blob) ignores bytes that only look like a member's header", async () => {
  // stored, not deflated: the packed bytes hold the unpacked ones
  const fake = Buffer.concat([part(1000), gzipSync(part(50)), part(1000), gzipSync(Buffer.from("x")), part(10)]);
  const stored = gzipSync(fake, {level: 0});
  expect(stored.includes(deflateRawSync(Buffer.from("x")))).toBe(true);
  const file = new Blob([new Uint8Array(stored), new Uint8Array(gzipSync(PARTS[0]))]);
  expect(Buffer.from(await gunzip(file)).equals(Buffer.concat([fake, PARTS[0]]))).toBe(true);
});

it("gunzip(blob) of a damaged file gives the bytes before the damage", async () => {
  const bytes = new Uint8Array(await packed(PARTS).arrayBuffer());
  const cut = await gunzip(new Blob([bytes.subarray(0, bytes.length - 5000)]));
  expect(cut.length).toBeGreaterThanOrEqual(2_200_010);
  expect(Buffer.from(cut).equals(WHOLE.subarray(0, cut.length))).toBe(true);
  expect((await gunzip(new Blob([bytes.subarray(0, 3)]))).length).toBe(0);
});
