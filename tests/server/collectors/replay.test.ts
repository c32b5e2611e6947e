import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, beforeAll, expect, it} from "vitest";
import {replayCollector} from "../../../server/collectors/replayCollector.js";
import {simulatorCollector} from "../../../server/collectors/simulatorCollector.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {payloadsOf} from "./support.js";

const stream = f1Stream({seconds: 2});
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-replay-"));
  await mkdir(join(folder, "a-session"));
  await writeFile(join(folder, "a.pcap"), pcapOf(stream));
  await writeFile(join(folder, "a-session", "capture.pcap.gz"), gzipSync(pcapOf(stream)));
});
afterAll(() => rm(folder, {recursive: true}));

it.each(["a.pcap", "a-session"])("%s: every datagram unchanged, arriving now", async (name) => {
  const target = name.endsWith(".pcap") ? join(folder, name) : name;
  const collector = await replayCollector(target, {speed: Infinity, recordings: folder});
  const before = Date.now();
  let i = 0;
  for await (const batch of collector) {
    for (const bytes of payloadsOf(batch)) expect(Buffer.compare(bytes, stream[i++].bytes)).toBe(0);
    expect(Math.abs(batch.seconds[0] * 1000 + batch.nanos[0] / 1e6 - before)).toBeLessThan(60_000);
  }
  expect(i).toBe(stream.length);
  expect(collector.stats()).toMatchObject({received: stream.length, errors: 0});
});

it("keeps the intervals, divided by the speed", async () => {
  const collector = await replayCollector(join(folder, "a.pcap"), {speed: 10});
  const began = performance.now();
  for await (const _ of collector);
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(190);
});

it("loops until closed", async () => {
  const collector = await replayCollector(join(folder, "a.pcap"), {speed: Infinity, loop: true});
  for await (const _ of collector) if (collector.stats().received > 3 * stream.length) await collector.close();
  expect(collector.stats().received).toBeLessThan(4 * stream.length);
});

it("close ends a sleeping replay", async () => {
  const collector = await replayCollector(join(folder, "a.pcap"), {speed: 0.1});
  setTimeout(() => collector.close(), 20);
  for await (const _ of collector);
  expect(collector.stats().received).toBeLessThan(stream.length);
});

it("anything but a capture or session is an error", async () => {
  await expect(replayCollector("nothing", {recordings: folder})).rejects.toThrow("no such capture or session: nothing");
  await expect(replayCollector(join(folder, "a.pcap"), {speed: 0})).rejects.toThrow("invalid speed: 0");
});

it("the simulator sends the same datagrams at any speed, and ends after its last lap", async () => {
  const digest = async (speed: number, most: number) => {
    const collector = simulatorCollector({seed: 3, laps: 1, speed});
    const first: Buffer[] = [];
    for await (const batch of collector) {
      first.push(...payloadsOf(batch).map((bytes) => Buffer.from(bytes)));
      if (first.length > most) break;
    }
    return Buffer.concat(first.slice(0, most));
  };
  const some = await digest(30, 500);
  expect((await digest(Infinity, 500)).equals(some)).toBe(true);
  const all = simulatorCollector({laps: 1, speed: Infinity});
  for await (const _ of all);
  expect(all.stats().received).toBeGreaterThan(20_000);
});
