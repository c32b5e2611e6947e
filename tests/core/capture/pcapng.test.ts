import {expect, test} from "vitest";
import {CaptureError} from "../../../src/core/capture/batch.js";
import {PcapngReader} from "../../../src/core/capture/pcapng.js";
import {Blocks, concat, ethernet, gamePayload, ipv4, udp} from "../../support/captureBytes.js";
import {readAll} from "../../support/readAll.js";

const payload = gamePayload(45);
const ip = ipv4(udp(payload));
const read = (bytes: Uint8Array, size?: () => number) => readAll(new PcapngReader(), bytes, size);
const orders = [new Blocks(true), new Blocks(false)];
const NS: [number, number[]] = [9, [9]];
const time = 1768233600n;

test("reads enhanced, simple and obsolete packet blocks in both byte orders", () => {
  for (const b of orders) {
    const {datagrams, error, stats} = read(
      concat(
        b.section(),
        b.interface(1, [NS]),
        b.enhanced(0, time * 1_000_000_000n + 123_456_789n, ethernet(ip)),
        b.simple(ethernet(ip)),
        b.obsolete(0, time * 1_000_000_000n + 999_999_999n, ethernet(ip)),
      ),
    );
    expect(error).toBeUndefined();
    expect(stats).toMatchObject({records: 3, datagrams: 3});
    expect(datagrams.map((d) => [d.seconds, d.nanos])).toEqual([
      [1768233600, 123456789],
      [1768233600, 123456789], // a simple packet has no time: that of the packet before
      [1768233600, 999999999],
    ]);
    for (const d of datagrams) expect(d.payload).toEqual(payload);
  }
});

test.each<[string, number | undefined, bigint, number, number]>([
  ["microseconds when nothing is said", undefined, time * 1_000_000n + 999_999n, 1768233600, 999_999_000],
  ["10^-0 s", 0, time, 1768233600, 0],
  ["10^-3 s", 3, time * 1000n + 7n, 1768233600, 7_000_000],
  ["10^-9 s", 9, time * 1_000_000_000n + 1n, 1768233600, 1],
  ["10^-10 s", 10, time * 10_000_000_000n + 19n, 1768233600, 1],
  ["10^-12 s", 12, 1_768_233n * 1_000_000_000_000n + 1999n, 1768233, 1],
  ["2^-10 s", 0x8a, time * 1024n + 512n, 1768233600, 500_000_000],
  ["2^-20 s", 0x94, time * 1048576n + 1n, 1768233600, 953],
  ["2^-32 s", 0xa0, time * 4294967296n + 4294967295n, 1768233600, 999_999_999],
  ["2^-60 s", 0xbc, (3n << 60n) + (1n << 59n), 3, 500_000_000],
])("reads times exactly: %s", (_, resolution, ticks, seconds, nanos) => {
  for (const b of orders) {
    const options: [number, number[]][] = resolution === undefined ? [] : [[9, [resolution]]];
    const {datagrams} = read(concat(b.section(), b.interface(101, options), b.enhanced(0, ticks, ip)));
    expect(datagrams[0]).toMatchObject({seconds, nanos});
  }
});

test("adds if_tsoffset, also a negative one", () => {
  for (const b of orders) {
    for (const offset of [1768233600, -5]) {
      const option: [number, number[]] = [14, b.u64(BigInt.asUintN(64, BigInt(offset)))];
      const {datagrams} = read(concat(b.section(), b.interface(101, [option]), b.enhanced(0, 7_000_001n, ip)));
      expect(datagrams[0]).toMatchObject({seconds: 7 + offset, nanos: 1000});
    }
  }
});

test("keeps interfaces of different link types and clocks apart", () => {
  const [b] = orders;
  const {datagrams, stats} = read(
    concat(
      b.section(),
      b.interface(1),
      b.interface(220), // USB
      b.interface(101, [NS]),
      b.enhanced(2, 5_000_000_000n, ip),
      b.enhanced(1, 1n, new Uint8Array(40)),
      b.enhanced(0, 6_000_000n, ethernet(ip)),
    ),
  );
  expect(datagrams.map((d) => d.seconds)).toEqual([5, 6]);
  expect(stats).toMatchObject({records: 3, datagrams: 2, other: 1});
});

test("starts over with each section, in either byte order", () => {
  const [little, big] = orders;
  const bytes = concat(
    little.section(),
    little.interface(1),
    little.enhanced(0, 1_000_000n, ethernet(ip)),
    big.section(),
    big.interface(101, [NS]),
    big.enhanced(0, 2_000_000_000n, ip),
  );
  expect(read(bytes).datagrams.map((d) => d.seconds)).toEqual([1, 2]);
  const stale = concat(bytes, little.section(), little.enhanced(0, 1n, ip));
  expect(String(read(stale).error)).toMatch("unknown interface: 0: the section describes 0");
});

test("skips blocks it does not know, also ones longer than any packet", () => {
  for (const [o, b] of orders.entries()) {
    const bytes = concat(
      b.section(),
      b.block(4, new Uint8Array(20)),
      b.interface(101, [[2, [101, 110, 48]]]),
      b.block(5),
      b.block(0x40000bad, new Uint8Array(600_000)),
      b.enhanced(0, 1n, ip),
      b.block(10, new Uint8Array(4)),
    );
    const expected = read(bytes);
    expect(expected.error).toBeUndefined();
    expect(expected.datagrams.length).toBe(1);
    for (const n of o === 0 ? [1, 12, 4096] : [11, 13, 65_536]) expect(read(bytes, () => n)).toEqual(expected);
  }
});

test("counts packets cut by the snap length, of simple packet blocks too", () => {
  const [b] = orders;
  const bytes = concat(
    b.section(),
    b.interface(101, [], 40),
    b.enhanced(0, 1n, ip.slice(0, 40), ip.length),
    b.simple(ip.slice(0, 40), ip.length),
  );
  expect(read(bytes).stats).toMatchObject({records: 2, truncated: 2, datagrams: 0});
});

const [b] = orders;
const parts = [
  b.section(),
  b.interface(101, [NS]),
  b.block(5, new Uint8Array(9)),
  b.enhanced(0, 1n, ip),
  b.enhanced(0, 2n, ip),
];

test("gives the same for chunks of any size", () => {
  const bytes = concat(...parts);
  const expected = read(bytes);
  expect(expected.datagrams.length).toBe(2);
  for (let n = 1; n < bytes.length; ++n) expect(read(bytes, () => n)).toEqual(expected);
});

test("tells every cut", () => {
  const bytes = concat(...parts);
  let whole = 0;
  const ends = parts.map((part) => (whole += part.length));
  for (let n = 0; n < bytes.length; ++n) {
    for (const size of [1, bytes.length]) {
      const {datagrams, error} = read(bytes.slice(0, n), () => size);
      expect(datagrams.length).toBe(n < ends[3] ? 0 : 1);
      if (ends.includes(n)) expect(error).toBeUndefined();
      else expect(error, `cut at ${n}`).toBeInstanceOf(CaptureError);
    }
  }
});

test("refuses damaged blocks with the values", () => {
  const damage = (part: number, at: number, value: number) => {
    const bytes = concat(...parts.slice(0, part), parts[part]);
    const start = parts.slice(0, part).reduce((sum, p) => sum + p.length, 0);
    new DataView(bytes.buffer).setUint32(start + at, value, true);
    return String(read(bytes).error);
  };
  expect(damage(0, 0, 1)).toMatch("not a pcapng file: block type 0x1");
  expect(damage(0, 8, 1)).toMatch("invalid byte order magic: 0x01000000");
  expect(damage(0, 12, 2)).toMatch("unsupported pcapng version: 2.0");
  expect(damage(3, 4, 0x7fffffff)).toMatch("invalid block length: 2147483647: block 4 of type 0x6");
  expect(damage(3, 4, 8)).toMatch("invalid block length: 8");
  expect(damage(3, 8, 3)).toMatch("unknown interface: 3: the section describes 1");
  expect(damage(3, 20, 4000)).toMatch("invalid captured length: 4000: block 4 has room for 76 bytes");
  expect(damage(3, parts[3].length - 4, 7)).toMatch(/block 4 begins with length 108 and ends with 7/);
  expect(damage(2, 4, 0xfffffffc)).toMatch("invalid block length: 4294967292");
  const odd = concat(b.section(), b.interface(101, [[9, [40]]]));
  expect(String(read(odd).error)).toMatch("invalid time resolution: 10^-40");
});

test("refuses a capture of nothing but link types it does not know", () => {
  const bytes = concat(b.section(), b.interface(105), b.enhanced(0, 1n, ip));
  expect(String(read(bytes).error)).toMatch("unsupported link type: 105");
});
