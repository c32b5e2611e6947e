import {expect, test} from "vitest";
import type {DatagramBatch, Flow} from "../../../src/core/capture/batch.js";
import {PcapReader} from "../../../src/core/capture/pcap.js";
import {PcapWriter, pcapHeader} from "../../../src/core/capture/pcapWriter.js";
import {concat, gamePayload} from "../../support/captureBytes.js";
import {readAll} from "../../support/readAll.js";
import {seeded} from "../../support/seeded.js";

interface Given {
  payload: Uint8Array;
  seconds?: number;
  nanos?: number;
  flow?: number;
}

const FLOWS: Flow[] = [
  {source: "192.0.2.10", sourcePort: 51234, target: "192.0.2.20", targetPort: 20777},
  {source: "2001:db8::1", sourcePort: 1, target: "fe80::2", targetPort: 65535},
  {source: "192.0.2.10", sourcePort: 5, target: "::", targetPort: 20777},
];

function batchOf(given: Given[], flows = FLOWS): DatagramBatch {
  const bytes = concat([9, 9, 9], ...given.map((g) => g.payload));
  let at = 3;
  return {
    count: given.length,
    bytes,
    view: new DataView(bytes.buffer),
    offset: Uint32Array.from(given, ({payload}) => (at += payload.length) - payload.length),
    length: Uint32Array.from(given, (g) => g.payload.length),
    seconds: Float64Array.from(given, (g) => g.seconds ?? 1768233600),
    nanos: Uint32Array.from(given, (g) => g.nanos ?? 0),
    flow: Uint16Array.from(given, (g) => g.flow ?? 0),
    flows,
  };
}

function write(batch: DatagramBatch): Uint8Array {
  const writer = new PcapWriter();
  for (let i = 0; i < batch.count; ++i) writer.append(batch, i);
  return writer.take();
}

/** RFC 1071 word by word; over data that includes a right checksum the sum is 0xffff. */
function onesComplementSum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    sum += (bytes[i] << 8) | (bytes[i + 1] ?? 0);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum;
}

test("the file header says nanoseconds, little-endian, 2.4, 65535, raw IP", () => {
  expect([...pcapHeader()]).toEqual([
    ...[0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...[0xff, 0xff, 0, 0, 101, 0, 0, 0],
  ]);
});

test("writes an IPv4 datagram byte for byte as worked out by hand", () => {
  const record = write(batchOf([{payload: Uint8Array.of(1, 2, 3), seconds: 1768233600, nanos: 123456789}]));
  expect([...record]).toEqual([
    ...[0x80, 0x1a, 0x65, 0x69, 0x15, 0xcd, 0x5b, 0x07, 31, 0, 0, 0, 31, 0, 0, 0],
    // 4500+001f+4000+4011+c000+020a+c000+0214 = 2494e → 4950, complement b6af
    ...[0x45, 0, 0, 31, 0, 0, 0x40, 0, 64, 17, 0xb6, 0xaf, 192, 0, 2, 10, 192, 0, 2, 20],
    // c000+020a+c000+0214+0011+000b + c822+5129+000b+0102+0300 = 2a192 → a194, complement 5e6b
    ...[0xc8, 0x22, 0x51, 0x29, 0, 11, 0x5e, 0x6b, 1, 2, 3],
  ]);
});

test("checksums stand an independent sum, for both families and every length", () => {
  const next = seeded(3);
  for (let n = 0; n < 300; ++n) {
    for (const flow of [0, 1, 2]) {
      const payload = Uint8Array.from({length: n}, () => next() * 256);
      const packet = write(batchOf([{payload, flow}])).subarray(16);
      const ip = flow === 0 ? 20 : 40;
      const udp = packet.subarray(ip);
      if (ip === 20) expect(onesComplementSum(packet.subarray(0, 20))).toBe(0xffff);
      const addresses = ip === 20 ? packet.subarray(12, 20) : packet.subarray(8, 40);
      expect(onesComplementSum(concat(addresses, [0, 17, udp.length >> 8, udp.length & 255], udp))).toBe(0xffff);
      expect(packet.length).toBe(ip + 8 + n);
    }
  }
});

test("a checksum that comes out as zero is sent as all ones", () => {
  const sum = write(batchOf([{payload: Uint8Array.of(0, 0)}])).slice(16 + 26, 16 + 28);
  const packet = write(batchOf([{payload: sum}])).subarray(16);
  expect([...packet.subarray(26, 28)]).toEqual([0xff, 0xff]);
});

test("what it writes is read back: payload, arrival, addresses", () => {
  const given = Array.from({length: 500}, (_, i) => ({
    payload: gamePayload((i * 37) % 1480, i),
    seconds: i * 8_000_000,
    nanos: (i * 1_999_999) % 1_000_000_000,
    flow: i % 2,
  }));
  given.push({payload: gamePayload(65507), seconds: 0xffffffff, nanos: 999_999_999, flow: 0});
  given.push({payload: gamePayload(65527), seconds: 0, nanos: 0, flow: 1});
  const {datagrams, error} = readAll(new PcapReader(), concat(pcapHeader(), write(batchOf(given))), () => 5000);
  expect(error).toBeUndefined();
  expect(datagrams).toEqual(
    given.map(({payload, seconds, nanos, flow}) => ({
      payload,
      seconds,
      nanos,
      from: `${FLOWS[flow].source} ${FLOWS[flow].sourcePort}`,
      to: `${FLOWS[flow].target} ${FLOWS[flow].targetPort}`,
    })),
  );
});

test("a flow of mixed families is written as IPv6", () => {
  const {datagrams} = readAll(
    new PcapReader(),
    concat(pcapHeader(), write(batchOf([{payload: gamePayload(9), flow: 2}]))),
  );
  expect(datagrams[0]).toMatchObject({from: "::ffff:192.0.2.10 5", to: ":: 20777"});
});

test("take() empties, and what was taken stays", () => {
  const writer = new PcapWriter();
  const batch = batchOf([{payload: gamePayload(100, 1)}, {payload: gamePayload(100, 2)}]);
  writer.append(batch, 0);
  const first = writer.take();
  const copy = first.slice();
  writer.append(batch, 1);
  expect(writer.take()).toEqual(write(batch).slice(copy.length));
  expect(first).toEqual(copy);
  expect(writer.take().length).toBe(0);
});

test("refuses what pcap cannot express and adds nothing", () => {
  const writer = new PcapWriter();
  const refuse = (given: Given, flows?: Flow[]) => (message: string) =>
    expect(() => writer.append(batchOf([given], flows), 0)).toThrow(message);
  refuse({payload: new Uint8Array(65508)})("datagram too long: 65508 bytes");
  refuse({payload: new Uint8Array(1), seconds: -1})("arrival outside 1970–2106: -1 s");
  refuse({payload: new Uint8Array(1), seconds: Number.NaN})("arrival outside 1970–2106: NaN s");
  refuse({payload: new Uint8Array(1)}, [{...FLOWS[0], source: "box"}])("invalid address: box");
  expect(writer.take().length).toBe(0);
});
