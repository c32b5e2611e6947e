import {createSocket, type Socket} from "node:dgram";
import {networkInterfaces} from "node:os";
import {afterEach, expect, it} from "vitest";
import {Forwarder, forwarding} from "../../../server/collectors/forward.js";
import {udpCollector} from "../../../server/collectors/udpCollector.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {until} from "../../support/until.js";
import {batchesCollector} from "./support.js";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function receiver(): Promise<{port: number; got: Buffer[]; socket: Socket}> {
  const socket = createSocket({type: "udp4", recvBufferSize: 2 ** 21});
  const got: Buffer[] = [];
  socket.on("message", (message) => got.push(message));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  open.push(() => socket.close());
  return {port: socket.address().port, got, socket};
}

it("every target receives the datagrams unchanged and in order", async () => {
  const [a, b] = [await receiver(), await receiver()];
  const targets = [a, b].map(({port}) => ({host: "127.0.0.1", port}));
  const forwarder = await Forwarder.open(targets, 20777);
  const stream = f1Stream({seconds: 2});
  const batches = Array.from({length: 100}, (_, i) => batchOf(stream.slice(i * 5, i * 5 + 5)));
  const sent = stream.slice(0, 500).map(({bytes}) => Buffer.from(bytes));
  const passed: number[] = [];
  const collector = forwarding(batchesCollector(batches.filter(({count}) => count > 0)), forwarder);
  for await (const {count} of collector) {
    passed.push(count);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => a.got.length === sent.length && b.got.length === sent.length);
  for (const {got} of [a, b]) expect(got.findIndex((bytes, i) => !bytes.equals(sent[i]))).toBe(-1);
  expect(forwarder.stats().map(({sent, failed}) => [sent, failed])).toEqual([
    [sent.length, 0],
    [sent.length, 0],
  ]);
  await collector.close();
});

it("excludes this machine's own port, under any of its addresses", async () => {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const four = own.filter(({family}) => family === "IPv4").map(({address}) => address);
  const hosts = ["127.0.0.1", "localhost", "127.3.2.1", "0.0.0.0", "255.255.255.255", "::1", ...four];
  const endpoints = hosts.map((host) => ({host, port: 20777}));
  const forwarder = await Forwarder.open([...endpoints, {host: "127.0.0.1", port: 20778}], 20777);
  open.push(() => forwarder.close());
  expect(forwarder.excluded).toHaveLength(hosts.length);
  expect(forwarder.excluded[0]).toBe("not forwarded to 127.0.0.1:20777: it is the port that receives them");
  expect(forwarder.stats().map(({to}) => to)).toEqual(["127.0.0.1:20778"]);
});

it("two collectors that forward to each other do not circulate datagrams", async () => {
  const [a, b] = [await udpCollector({port: 0}), await udpCollector({port: 0})];
  const run = async (from: typeof a, to: typeof b) => {
    const forwarder = await Forwarder.open([{host: "127.0.0.1", port: to.port}], from.port);
    const collector = forwarding(from, forwarder);
    open.push(() => collector.close());
    for await (const _ of collector);
  };
  void run(a, b);
  void run(b, a);
  const socket = createSocket("udp4");
  open.push(() => socket.close());
  const stream = f1Stream({seconds: 1}).slice(0, 50);
  for (const {bytes} of stream) socket.send(bytes, a.port, "127.0.0.1");
  await until(() => b.stats().received >= 50);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(b.stats().received).toBe(50);
  expect(a.stats().received).toBe(100);
});

it("an unreachable target is counted and delays nothing", async () => {
  const {port, socket} = await receiver();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  open.pop();
  const forwarder = await Forwarder.open([{host: "127.0.0.1", port}], 20777);
  open.push(() => forwarder.close());
  const stream = f1Stream({seconds: 9});
  forwarder.send(batchOf(stream.slice(0, 1500)));
  const [{failed}] = forwarder.stats();
  expect(failed).toBeGreaterThan(400);
  await until(() => forwarder.stats()[0].refused > 0);
});

it("an unknown host is an error", async () => {
  await expect(Forwarder.open([{host: "no.such.host.invalid", port: 1}], 20777)).rejects.toThrow(
    "unknown host: no.such.host.invalid",
  );
});
