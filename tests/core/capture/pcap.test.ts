import {expect, test} from "vitest";
import {CaptureError} from "../../../src/core/capture/batch.js";
import {PcapReader} from "../../../src/core/capture/pcap.js";
import {
  concat,
  cooked,
  cooked2,
  ethernet,
  gamePayload,
  ipv4,
  ipv6,
  loopback,
  type PcapOptions,
  pcapFile,
  udp,
} from "../../support/captureBytes.js";
import {readAll} from "../../support/readAll.js";
import {seeded} from "../../support/seeded.js";

const payload = gamePayload(45);
const four = ipv4(udp(payload));
const six = ipv6(udp(payload));
const read = (bytes: Uint8Array, size?: () => number) => readAll(new PcapReader(), bytes, size);
const one = (bytes: Uint8Array, options: PcapOptions = {}, original = bytes.length) =>
  read(pcapFile([{bytes, original}], options));

test.each([
  ["Ethernet", 1, ethernet(four), ethernet(six)],
  ["raw IP", 101, four, six],
  ["raw IP (12)", 12, four, six],
  ["raw IP (14)", 14, four, six],
  ["raw IPv4, raw IPv6", 228, four, six],
  ["raw IPv6 (229)", 229, four, six],
  ["Linux cooked", 113, cooked(four), cooked(six)],
  ["Linux cooked v2", 276, cooked2(four), cooked2(six)],
  ["BSD null of a little-endian machine", 0, loopback(four, [2, 0, 0, 0]), loopback(six, [30, 0, 0, 0])],
  ["BSD null of a big-endian machine", 0, loopback(four, [0, 0, 0, 2]), loopback(six, [0, 0, 0, 24])],
  ["OpenBSD loopback", 108, loopback(four, [0, 0, 0, 2]), loopback(six, [0, 0, 0, 28])],
])("reads IPv4 and IPv6 over %s", (_, link, a, b) => {
  const {datagrams, error, stats} = read(pcapFile([{bytes: a}, {bytes: b}], {link}));
  expect(error).toBeUndefined();
  expect(stats).toMatchObject({records: 2, datagrams: 2});
  expect(datagrams.map((d) => d.payload)).toEqual([payload, payload]);
  expect(datagrams.map((d) => `${d.from} → ${d.to}`)).toEqual([
    "192.0.2.10 51234 → 192.0.2.20 20777",
    "2001:db8::1 51234 → 2001:db8::1:0:0:2 20777",
  ]);
});

test("goes through one and two VLAN tags", () => {
  const tag = [0x81, 0, 0, 7];
  for (const tags of [[tag], [[0x88, 0xa8, 0, 9], tag]]) {
    expect(one(ethernet(four, undefined, ...tags)).datagrams[0]?.payload).toEqual(payload);
  }
});

test("keeps the arrival in both byte orders and both units", () => {
  const packet = {bytes: ethernet(four), seconds: 4102444800};
  for (const little of [true, false]) {
    const micros = read(pcapFile([{...packet, fraction: 999999}], {little})).datagrams[0];
    expect(micros).toMatchObject({seconds: 4102444800, nanos: 999999000});
    const nanos = read(pcapFile([{...packet, fraction: 999999999}], {little, nanos: true})).datagrams[0];
    expect(nanos).toMatchObject({seconds: 4102444800, nanos: 999999999});
  }
});

test("carries a fraction of more than a second into the seconds", () => {
  const {datagrams} = read(pcapFile([{bytes: ethernet(four), seconds: 10, fraction: 2_500_000}]));
  expect(datagrams[0]).toMatchObject({seconds: 12, nanos: 500_000_000});
});

test("honours IPv4 options and leaves Ethernet padding out", () => {
  const optioned = ipv4(udp(payload), {options: [1, 1, 1, 1, 1, 1, 1, 0]});
  expect(one(ethernet(optioned)).datagrams[0].payload).toEqual(payload);
  const short = ethernet(ipv4(udp(gamePayload(3))));
  expect(one(concat(short, new Uint8Array(60 - short.length))).datagrams[0].payload).toEqual(gamePayload(3));
});

test("reads a packet whose total length the network card was to fill in", () => {
  expect(one(ethernet(ipv4(udp(payload), {total: 0}))).datagrams[0].payload).toEqual(payload);
});

test("delivers an empty payload", () => {
  expect(one(ethernet(ipv4(udp(new Uint8Array(0))))).datagrams[0].payload).toEqual(new Uint8Array(0));
});

test("goes through IPv6 extension headers", () => {
  const eight = [0, 0, 0, 0, 0, 0, 0, 0];
  const sixteen = [0, 1, ...new Array(14).fill(0)];
  const packet = ipv6(udp(payload), [
    [0, eight],
    [60, sixteen],
    [43, eight],
    [51, [0, 4, ...new Array(22).fill(0)]],
    [44, eight], // a fragment header on a whole packet
  ]);
  expect(one(ethernet(packet)).datagrams[0]?.payload).toEqual(payload);
});

test("counts what is not UDP as other", () => {
  const others = [
    ethernet(ipv4(udp(payload), {protocol: 6})),
    ethernet(ipv4(udp(payload), {protocol: 1})),
    ethernet(four, [8, 6]), // ARP
    ethernet(four, [0, 46]), // 802.3 length
    ethernet(ipv6(udp(payload), [], 58)),
    ethernet(concat([0x50], four.subarray(1)), [8, 0]), // IP version 5
  ];
  const {stats, datagrams} = read(pcapFile(others.map((bytes) => ({bytes}))));
  expect(datagrams).toEqual([]);
  expect(stats).toEqual({records: 6, datagrams: 0, other: 6, truncated: 0, fragments: 0, damaged: 0});
});

test("counts every snap length that cuts the payload as truncated, and delivers nothing of it", () => {
  const whole = ethernet(four);
  for (let n = 0; n < whole.length; ++n) {
    const {stats, datagrams} = one(whole.slice(0, n), {}, whole.length);
    expect(datagrams).toEqual([]);
    expect(stats.truncated, `captured ${n}`).toBe(1);
  }
});

test("delivers a payload that is whole though the padding behind it was cut", () => {
  expect(one(ethernet(four), {}, ethernet(four).length + 6).datagrams[0].payload).toEqual(payload);
});

test("counts headers that contradict themselves as damaged", () => {
  const damaged = [
    ethernet(ipv4(udp(payload), {total: 19})),
    ethernet(ipv4(udp(payload), {total: 30})),
    ethernet(ipv4(udp(payload, {length: 7}))),
    ethernet(ipv4(udp(payload, {length: 1000}))),
    ethernet(concat([0x44], four.subarray(1))), // header of four words
    ethernet(ipv6(udp(payload), [[0, [0, 255, 0, 0, 0, 0, 0, 0]]])),
    ethernet(four.subarray(0, 12)),
  ];
  expect(read(pcapFile(damaged.map((bytes) => ({bytes})))).stats).toMatchObject({records: 7, damaged: 7, datagrams: 0});
});

test("refuses a fragmented datagram of the game by record and with what to do", () => {
  const whole = {bytes: ethernet(four)};
  const first4 = ethernet(ipv4(udp(payload, {length: 1400}), {fragment: 0x2000}));
  const first6 = ethernet(ipv6(udp(payload, {length: 1400}), [[44, [0, 0, 0, 1, 0, 0, 0, 1]]]));
  for (const bytes of [first4, first6]) {
    const {datagrams, error} = read(pcapFile([whole, whole, {bytes}, whole]));
    expect(datagrams.length).toBe(2);
    expect(error).toBeInstanceOf(CaptureError);
    expect(String(error)).toMatch(/fragmented datagram at record 3: .*capture on the game's own machine/);
  }
});

test("counts other fragments", () => {
  const fragments = [
    ethernet(ipv4(udp(gamePayload(45, 1, 5353)), {fragment: 0x2000})),
    ethernet(ipv4(payload, {fragment: 0x2001})),
    ethernet(ipv4(payload, {fragment: 7})),
    ethernet(ipv6(payload, [[44, [0, 0, 0, 9, 0, 0, 0, 1]]])),
  ];
  expect(read(pcapFile(fragments.map((bytes) => ({bytes})))).stats).toMatchObject({fragments: 4, records: 4});
});

const many = pcapFile(
  Array.from({length: 40}, (_, i) => ({bytes: ethernet(i % 3 ? four : six), seconds: i, fraction: i})),
);

test("gives the same for chunks of any size", () => {
  const expected = read(many);
  expect(expected.datagrams.length).toBe(40);
  for (let n = 1; n < 130; ++n) expect(read(many, () => n)).toEqual(expected);
  const next = seeded(7);
  for (let i = 0; i < 50; ++i) expect(read(many, () => 1 + Math.floor(next() ** 3 * 700))).toEqual(expected);
});

test("tells every cut, with all that was whole before it", () => {
  const size = ethernet(four).length + 16;
  const bytes = pcapFile([{bytes: ethernet(four)}, {bytes: ethernet(four)}]);
  for (let n = 0; n < bytes.length; ++n) {
    const {datagrams, error} = read(bytes.slice(0, n));
    expect(datagrams.length).toBe(n < 24 ? 0 : Math.floor((n - 24) / size));
    if (n >= 24 && (n - 24) % size === 0) expect(error).toBeUndefined();
    else expect(error, `cut at ${n}`).toBeInstanceOf(CaptureError);
  }
  expect(String(read(bytes.slice(0, -10)).error)).toMatch(
    `cut mid-record: record 2 needs ${size} bytes, ${size - 10} are there`,
  );
  expect((read(bytes.slice(0, -10)).error as CaptureError).offset).toBe(24 + size);
});

test("refuses absurd record lengths before reading them", () => {
  const bytes = pcapFile([{bytes: ethernet(four)}, {bytes: ethernet(four)}]);
  const at = 24 + 16 + ethernet(four).length;
  new DataView(bytes.buffer).setUint32(at + 8, 0xfffffff0, true);
  const {datagrams, error} = read(bytes);
  expect(datagrams.length).toBe(1);
  expect(String(error)).toMatch(
    `invalid record length: 4294967280: record 2 may have at most 262144 bytes (at byte ${at})`,
  );
  const grossly = pcapFile([{bytes: new Uint8Array(70000)}], {snapLength: 100});
  expect(String(read(grossly).error)).toMatch("invalid record length: 70000: record 1 may have at most 100 bytes");
});

test("refuses link types, versions and magics it does not know", () => {
  expect(String(read(pcapFile([], {link: 105})).error)).toMatch("unsupported link type: 105 (Wi-Fi in monitor mode)");
  const bytes = pcapFile([]);
  bytes[4] = 3;
  expect(String(read(bytes).error)).toMatch("unsupported pcap version: 3.4");
  bytes[0] = 0;
  expect(String(read(bytes).error)).toMatch("not a pcap file: magic 0x00c3b2a1");
  expect(String(read(new Uint8Array(0)).error)).toMatch("empty");
});

test("throws the same again after damage", () => {
  const reader = new PcapReader();
  reader.push(new Uint8Array(24));
  expect(() => reader.next()).toThrow(CaptureError);
  expect(() => reader.next()).toThrow(CaptureError);
  expect(() => reader.end()).toThrow(CaptureError);
});

test("numbers the flows in order of appearance, however many there are", () => {
  const packets = Array.from({length: 3000}, (_, i) => ({
    bytes: ethernet(ipv4(udp(payload, {from: 1000 + (i % 1500), to: 20777 + (i % 2)}))),
  }));
  const {datagrams} = read(pcapFile(packets));
  expect(datagrams.map((d) => d.from)).toEqual(packets.map((_, i) => `192.0.2.10 ${1000 + (i % 1500)}`));
  const reader = new PcapReader();
  reader.push(pcapFile(packets));
  const batch = reader.next();
  expect(batch?.flows.length).toBe(1500);
  expect(batch?.flow[1501]).toBe(1);
});
