import {randomBytes} from "node:crypto";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {type EmbeddedLog, openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import type {Log} from "../../../server/log/log.js";
import {relaySource} from "../../../server/relay/relaySource.js";

let folder: string;
let log: EmbeddedLog;
let now = Date.now();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-backfill-"));
  log = await openEmbeddedLog(folder, {segmentBytes: 20_000, clock: () => now});
  await log.createTopics([{name: "telemetry", partitions: 1, retentionMs: 1000}]);
});
afterEach(async () => {
  await log.close();
  await rm(folder, {recursive: true});
});

async function send(count: number): Promise<void> {
  const producer = await log.producer();
  for (let i = 0; i < count; i++) {
    await producer.send("telemetry", [{key: "s", value: randomBytes(1000), headers: {}, timestamp: now}]);
  }
  await producer.close();
}

/** The log, in which something happens between looking what there is and reading it. */
const after = (work: () => Promise<void>): Log => ({
  createTopics: (specs) => log.createTopics(specs),
  describeTopics: async () => {
    const described = await log.describeTopics();
    await work();
    return described;
  },
  producer: () => log.producer(),
  consume: (options) => log.consume(options),
  read: (range) => log.read(range),
  close: () => log.close(),
});

async function offsets(source: Log): Promise<number[]> {
  const found: number[] = [];
  const request = {session: "s", topics: ["telemetry" as const], since: 0, after: []};
  for await (const entries of relaySource(source).backfill(request)) found.push(...entries.map(({offset}) => offset));
  return found;
}

const drop = async () => {
  now += 10_000;
  await log.enforceRetention();
};

it("a backfill ends when retention deletes all of it before it is read", async () => {
  await send(50);
  expect(await offsets(log)).toEqual(Array.from({length: 50}, (_, i) => i));
  expect(await offsets(after(drop))).toEqual([]);
  expect((await log.describeTopics())[0].offsets).toEqual([{first: 50, next: 50}]);
});

it("a backfill delivers the rest when retention deletes its beginning, and excludes later entries", async () => {
  await send(50);
  const cut = async () => {
    await drop();
    await send(5);
  };
  expect(await offsets(after(cut))).toEqual([]);
  expect(await offsets(log)).toEqual([50, 51, 52, 53, 54]);
});
