import {createRequire} from "node:module";
import {describe, expect, it} from "vitest";
import {registerLz4} from "../../../../server/log/kafka/lz4.js";
import {readRecordSet} from "../../../../server/log/kafka/readRecordSet.js";
import {encodeBatch, encodeRecords} from "../../../../server/log/kafka/recordBatch.js";
import {random} from "../../../../src/core/signal/random.js";
import {movedToOldSpace} from "../../../support/oldSpace.js";

// The judge: kafkajs' encoder. A broker judges in kafka.test.ts.
const require = createRequire(import.meta.url);
const {RecordBatch} = require("kafkajs/src/protocol/recordBatch/v0/index.js");
const Record = require("kafkajs/src/protocol/recordBatch/record/v0/index.js");
const Long = require("kafkajs/src/utils/long.js");
registerLz4();

const [NONE, GZIP, LZ4] = [0, 1, 3];
const WHERE = {topic: "t", partition: 3};

interface Message {
  key: string;
  value: Uint8Array;
  headers: Record<string, string>;
  timestamp: number;
}

/** A batch as kafkajs sends it. */
async function batch(messages: Message[], {base = 0, compression = LZ4} = {}): Promise<Buffer> {
  const firstTimestamp = messages[0].timestamp;
  const records = messages.map(({key, value, headers, timestamp}, offsetDelta) =>
    Record({offsetDelta, timestampDelta: timestamp - firstTimestamp, key, value: Buffer.from(value), headers}),
  );
  const encoder = await RecordBatch({
    ...{compression, records, firstTimestamp, maxTimestamp: firstTimestamp},
    ...{firstOffset: Long.fromNumber(base), lastOffsetDelta: records.length - 1},
  });
  return encoder.buffer;
}

const message = (i: number): Message => ({
  key: `k${i >> 2}`,
  value: Uint8Array.from({length: i * 3}, (_, at) => (at * 7 + i) & 255),
  headers: i % 5 === 0 ? {} : {sessionId: `s${i >> 3}`, encoding: "protobuf"},
  timestamp: 1_772_373_600_000 + (i % 3) * 1000 - i,
});
const messages = (from: number, to: number) => Array.from({length: to - from}, (_, i) => message(from + i));

function same(found: ReturnType<typeof readRecordSet>["entries"], wanted: Message[], base = 0): void {
  expect(found).toEqual(wanted.map((m, i) => ({...m, ...WHERE, offset: base + i, value: expect.any(Uint8Array)})));
  found.forEach(({value}, i) => {
    expect(Buffer.compare(value, wanted[i].value)).toBe(0);
  });
}

describe("readRecordSet(bytes, {topic, partition, from})", () => {
  it.each([
    ["unpacked", NONE],
    ["gzip", GZIP],
    ["LZ4", LZ4],
  ])("reads batches of kafkajs: %s", async (_, compression) => {
    const base = 2 ** 33;
    const set = Buffer.concat([
      await batch(messages(0, 20), {base, compression}),
      await batch(messages(20, 21), {base: base + 20, compression}),
    ]);
    const {entries, next} = readRecordSet(set, {...WHERE, from: base});
    same(entries, messages(0, 21), base);
    expect(next).toBe(base + 21);
  });

  it("reads batches of encodeRecords: 100 seeded batches with any text and length", () => {
    const chance = random(11);
    const whole = (most: number) => Math.floor(chance.next() ** 3 * most);
    for (let round = 0; round < 100; round++) {
      const sent = Array.from({length: 1 + whole(30)}, () => ({
        key: [..."ключ🏁"].slice(0, whole(6)).join(""),
        value: Uint8Array.from({length: whole(9_000)}, () => whole(256)),
        headers: Object.fromEntries(Array.from({length: whole(4)}, (_, i) => [`name${i}`, "é".repeat(whole(5_000))])),
        timestamp: whole(2 ** 42),
      }));
      const bytes = encodeBatch(encodeRecords(sent), {producerId: 1n, producerEpoch: 0, sequence: 0});
      same(readRecordSet(bytes, {...WHERE, from: 0}).entries, sent);
    }
  });

  it("omits entries before the requested offset, and continues after the last complete batch", async () => {
    const [a, b] = [await batch(messages(0, 10)), await batch(messages(10, 20), {base: 10})];
    const whole = readRecordSet(Buffer.concat([a, b]), {...WHERE, from: 7});
    same(whole.entries, messages(7, 20), 7);
    expect(whole.next).toBe(20);
    // a broker cuts its answer where it is long enough
    for (let length = a.length; length < a.length + b.length; length += 7) {
      const cut = readRecordSet(Buffer.concat([a, b]).subarray(0, length), {...WHERE, from: 0});
      expect([cut.entries.length, cut.next]).toEqual([10, 10]);
    }
    for (let length = 0; length < a.length; length++) {
      expect(readRecordSet(a.subarray(0, length), {...WHERE, from: 5})).toEqual({entries: [], next: 5});
    }
  });

  it("skips a transaction marker", async () => {
    const mark = await batch(messages(0, 1), {compression: NONE});
    const control = Buffer.from(mark);
    control.writeInt16BE(0x20, 21);
    rechecked(control);
    expect(readRecordSet(control, {...WHERE, from: 0})).toEqual({entries: [], next: 1});
  });

  it("refuses a changed bit, with topic, partition and offset", async () => {
    const set = await batch(messages(0, 5), {base: 40});
    for (let at = 21; at < set.length; at += 3) {
      const damaged = Buffer.from(set);
      damaged[at] ^= 1 << (at % 8);
      expect(() => readRecordSet(damaged, {...WHERE, from: 0})).toThrow(
        "record batch of t 3 at offset 40: wrong checksum",
      );
    }
  });

  it("refuses unsupported layouts: another magic, snappy, wrong record lengths", async () => {
    const set = await batch(messages(0, 3), {compression: NONE});
    const change = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(set);
      change(bytes);
      rechecked(bytes);
      return () => readRecordSet(bytes, {...WHERE, from: 0});
    };
    expect(change((bytes) => bytes.writeInt8(1, 16))).toThrow("magic 1, expected 2");
    expect(change((bytes) => bytes.writeInt16BE(2, 21))).toThrow("compressed with snappy");
    expect(change((bytes) => bytes.writeInt32BE(900, 57))).toThrow(/ends within a number|exceeds the batch/);
    for (let at = 61; at < set.length; at++) {
      const read = change((bytes) => void (bytes[at] ^= 0x55));
      try {
        const {entries} = read();
        // what a flipped text or value gives is a message all the same, and no more of them than there were
        expect(entries.length).toBeLessThanOrEqual(3);
      } catch (error) {
        expect((error as Error).message).toMatch(/^record batch of t 3 at offset 0: /);
      }
    }
  });

  it("creates short-lived entries only", async () => {
    const set = await batch(messages(0, 20));
    const readAgain = (times: number, collect = () => {}) => {
      for (let i = 0; i < times; i++) {
        readRecordSet(set, {...WHERE, from: 0});
        if (i % 20 === 0) collect();
      }
    };
    readAgain(500);
    const times = 2_000;
    // an entry and its view of the batch are 200 bytes
    expect(await movedToOldSpace(async (collect) => readAgain(times, collect))).toBeLessThan(times * 20 * 50);
  });
});

/** The checksum of a batch that was changed on purpose. */
function rechecked(bytes: Buffer): void {
  const crc32C = require("kafkajs/src/protocol/recordBatch/crc32C/index.js");
  bytes.writeUInt32BE(crc32C(bytes.subarray(21)), 17);
}
