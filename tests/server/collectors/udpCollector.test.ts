import {createSocket, type Socket, type SocketOptions} from "node:dgram";
import {afterEach, expect, it} from "vitest";
import {ArrivalClock} from "../../../server/collectors/arrivalClock.js";
import {receiveBufferWarning} from "../../../server/collectors/receiveBuffer.js";
import {SenderTable} from "../../../server/collectors/senderTable.js";
import {TickBuffer} from "../../../server/collectors/tickBuffer.js";
import {type UdpCollector, type UdpOptions, udpCollector} from "../../../server/collectors/udpCollector.js";
import {payloadsOf, senderAt, sendTo} from "./support.js";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function collect(options: UdpOptions = {}): Promise<UdpCollector> {
  const collector = await udpCollector({port: 0, ...options});
  open.push(() => collector.close());
  return collector;
}

async function sender(address = "127.0.0.1"): Promise<Socket> {
  const socket = await senderAt(address);
  open.push(() => socket.close());
  return socket;
}

it("datagrams over IPv4 and IPv6 arrive unchanged, with their senders and non-decreasing times", async () => {
  const collector = await collect();
  const four = await sender();
  const six = createSocket("udp6");
  open.push(() => six.close());
  const got: {bytes: Uint8Array; source: string; at: number}[] = [];
  const done = (async () => {
    for await (const batch of collector) {
      const payloads = payloadsOf(batch);
      payloads.forEach((bytes, i) => {
        const {source, targetPort} = batch.flows[batch.flow[i]];
        expect(targetPort).toBe(collector.port);
        got.push({bytes, source, at: batch.seconds[i] * 1000 + batch.nanos[i] / 1e6});
      });
      if (got.length >= 40) return;
    }
  })();
  for (let i = 0; i < 20; i++) {
    await sendTo(four, Uint8Array.of(4, i), collector.port);
    await sendTo(six, Uint8Array.of(6, i), collector.port, "::1");
  }
  await done;
  for (const [first, source] of [
    [4, "127.0.0.1"],
    [6, "::1"],
  ] as const) {
    const own = got.filter(({bytes}) => bytes[0] === first);
    expect(own.map(({bytes}) => bytes[1])).toEqual(Array.from({length: 20}, (_, i) => i));
    expect(new Set(own.map((g) => g.source))).toEqual(new Set([source]));
  }
  for (let i = 1; i < got.length; i++) expect(got[i].at).toBeGreaterThanOrEqual(got[i - 1].at);
  expect(Math.abs(got[0].at - Date.now())).toBeLessThan(60_000);
  expect(collector.stats()).toMatchObject({received: 40, bytes: 80, errors: 0, dropped: 0});
});

it("unread datagrams are kept, and close ends the loop after them", async () => {
  const collector = await collect();
  const socket = await sender();
  for (let i = 0; i < 10; i++) await sendTo(socket, Uint8Array.of(i), collector.port);
  while (collector.stats().received < 10) await new Promise((resolve) => setTimeout(resolve, 2));
  await collector.close();
  const got: number[] = [];
  for await (const batch of collector) got.push(...payloadsOf(batch).map(([byte]) => byte));
  expect(got).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("a taken port is an error with the port and the remedy", async () => {
  const other = createSocket("udp4");
  open.push(() => other.close());
  await new Promise<void>((resolve) => other.bind(0, resolve));
  const {port} = other.address();
  await expect(udpCollector({port})).rejects.toThrow(`UDP port ${port} is taken by another program`);
});

it("a small receive buffer gives a warning with the command to enlarge it", async () => {
  const small = (options: SocketOptions) => {
    const socket = createSocket(options);
    socket.getRecvBufferSize = () => 425_984;
    return socket;
  };
  const {receiveBufferBytes, warning} = (await collect({createSocket: small})).stats();
  expect(receiveBufferBytes).toBe(process.platform === "linux" ? 212_992 : 425_984);
  expect(warning).toContain("of 4096 KiB of receive buffer");
  expect(receiveBufferWarning(4_194_304, 212_992, "linux")).toContain("sudo sysctl -w net.core.rmem_max=4194304");
  expect(receiveBufferWarning(4_194_304, 212_992, "darwin")).toContain("kern.ipc.maxsockbuf");
  expect(receiveBufferWarning(4_194_304, 4_194_304, "linux")).toBeNull();
});

it("TickBuffer: a batch stays unchanged while the next one fills; beyond 64 MiB datagrams are refused and counted", () => {
  const buffer = new TickBuffer([]);
  buffer.add(Uint8Array.of(1, 2), 1, 2, 0);
  const first = buffer.take();
  for (let i = 0; i < 1000; i++) buffer.add(new Uint8Array(60_000).fill(i), 3, 4, 0);
  expect(payloadsOf(first)).toEqual([Uint8Array.of(1, 2)]);
  const second = buffer.take();
  expect(second.count).toBe(1000);
  expect(second.view.buffer).toBe(second.bytes.buffer);
  for (const [i, payload] of payloadsOf(second).entries()) expect(payload[59_999]).toBe(i & 255);
  for (let i = 0; i < 1200; i++) buffer.add(new Uint8Array(60_000), 3, 4, 0);
  expect(buffer.count).toBe(1118);
  expect(buffer.dropped).toBe(82);
});

it("SenderTable: distinguishes 4096 conversations, then ports of an address share one number", () => {
  const table = new SenderTable(20777);
  const console = table.find("192.0.2.1", 5000);
  for (let i = 0; i < 100_000; i++) table.find(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 1000);
  expect(table.flows.length).toBeLessThan(4100);
  expect(table.find("192.0.2.1", 5000)).toBe(console);
  expect(table.find("192.0.2.1", 5001)).toBe(console);
  expect(table.flows[table.find("192.0.2.99", 1)].source).toBe("0.0.0.0");
});

it("ArrivalClock: setting the wall clock changes nothing; after a sleep it catches up", () => {
  let now = 5000;
  let wall = 1_800_000_005_000;
  const clock = new ArrivalClock({now: () => now, origin: 1_800_000_000_000, wall: () => wall});
  clock.read();
  expect([clock.seconds, clock.nanos]).toEqual([1_800_000_005, 0]);
  wall -= 3_600_000;
  now += 16.5;
  clock.read();
  expect([clock.seconds, clock.nanos]).toEqual([1_800_000_005, 16_500_000]);
  wall = 1_800_007_200_000;
  now += 20_000;
  clock.read();
  expect(Math.abs(clock.ms - wall)).toBeLessThan(1000);
});
