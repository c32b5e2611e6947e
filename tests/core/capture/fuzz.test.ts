import {expect, test} from "vitest";
import {CaptureError} from "../../../src/core/capture/batch.js";
import type {CaptureReader} from "../../../src/core/capture/captureReader.js";
import {PcapReader} from "../../../src/core/capture/pcap.js";
import {PcapngReader} from "../../../src/core/capture/pcapng.js";
import {RecorderReader} from "../../../src/core/capture/recorder.js";
import {
  Blocks,
  concat,
  cooked,
  cooked2,
  ethernet,
  gamePayload,
  ipv4,
  ipv6,
  loopback,
  pcapFile,
  recorderFile,
  udp,
} from "../../support/captureBytes.js";
import {count} from "../../support/long.js";
import {seeded} from "../../support/seeded.js";

const four = ipv4(udp(gamePayload(45)), {options: [1, 1, 1, 0]});
const six = ipv6(udp(gamePayload(30)), [
  [0, [0, 0, 0, 0, 0, 0, 0, 0]],
  [44, [0, 0, 0, 0, 0, 0, 0, 0]],
]);
const sections = [true, false].map((little) => {
  const b = new Blocks(little);
  return concat(
    b.section(),
    b.interface(1, [[9, [9]]]),
    b.interface(101, [[14, b.u64(5n)]]),
    b.enhanced(0, 5n, ethernet(four)),
    b.block(5, new Uint8Array(7)),
    b.enhanced(1, 6n, six),
    b.simple(ethernet(six)),
    b.obsolete(1, 7n, four),
  );
});

const seeds: [new () => CaptureReader, Uint8Array][] = [
  [PcapReader, pcapFile([{bytes: ethernet(four)}, {bytes: ethernet(six, undefined, [0x81, 0, 0, 1])}])],
  [PcapReader, pcapFile([{bytes: cooked(four)}, {bytes: cooked(six)}], {little: false, link: 113})],
  [PcapReader, pcapFile([{bytes: cooked2(six)}, {bytes: cooked2(four)}], {nanos: true, link: 276})],
  [PcapReader, pcapFile([{bytes: loopback(four, [2, 0, 0, 0])}, {bytes: loopback(six, [30, 0, 0, 0])}], {link: 0})],
  [PcapngReader, concat(...sections)],
  [PcapngReader, concat(...sections.toReversed())],
  [RecorderReader, recorderFile([0, 1, 2].map((time) => ({time, bytes: gamePayload(40, time)})))],
];

/** Walks a file in chunks and holds every batch to its promises. Returns the datagrams. */
function walk(reader: CaptureReader, bytes: Uint8Array, size: number): number {
  let datagrams = 0;
  for (let at = 0; at < bytes.length; at += size) {
    reader.push(bytes.subarray(at, at + size));
    for (let batch = reader.next(); batch; batch = reader.next()) {
      datagrams += batch.count;
      for (let i = 0; i < batch.count; ++i) {
        if (batch.offset[i] + batch.length[i] > batch.bytes.length) throw new Error("payload outside the bytes");
        if (!(batch.nanos[i] < 1e9)) throw new Error("nanos");
        if (!batch.flows[batch.flow[i]]) throw new Error("flow");
      }
      if (batch.bytes.length > 1 << 19 || batch.view.byteLength !== batch.bytes.length) throw new Error("bytes");
    }
  }
  reader.end();
  return datagrams;
}

const FILES = count(40_000, 200_000);

test("mutated files: every batch is within its bytes, and only CaptureError is thrown", () => {
  const next = seeded(20777);
  const int = (n: number) => Math.floor(next() * n);
  const odd = [0, 1, 0x7f, 0x80, 0xff];
  let thrown = 0;
  let datagrams = 0;
  for (let round = 0; round < FILES; ++round) {
    const [Reader, seed] = seeds[round % seeds.length];
    const bytes = seed.slice(0, next() < 0.2 ? int(seed.length) : seed.length);
    for (let k = int(6); k >= 0; --k) bytes[int(bytes.length)] = next() < 0.5 ? odd[int(odd.length)] : int(256);
    const reader = new Reader();
    try {
      datagrams += walk(reader, bytes, next() < 0.3 ? 1 + int(60) : bytes.length || 1);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      thrown++;
    }
    const {records, ...kinds} = reader.stats;
    if (records !== Object.values(kinds).reduce((sum, n) => sum + n)) throw new Error("counts");
  }
  expect(thrown).toBeGreaterThan(FILES / 4);
  expect(datagrams).toBeGreaterThan(FILES / 2);
});
