import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {gather} from "../gather.js";
import {message, newFolder, openLog, segments, sendEach} from "./support.js";
import {textOf, valuesIn} from "./valuesIn.js";

const MINUTE = 60_000;

async function minuteByMinute(retentionMs: number) {
  const folder = await newFolder();
  const clock = {now: 1e12};
  const log = await openLog(folder, {clock: () => clock.now, segmentBytes: 300});
  await log.createTopics([{name: "t", partitions: 1, retentionMs}]);
  for (let i = 0; i < 30; i++) {
    clock.now += MINUTE;
    await sendEach(log, [String(i)]);
  }
  return {folder, clock, log};
}

describe("an embedded log's retention by time", () => {
  it("deletes segments whose last append is too old, and keeps younger ones", async () => {
    const {folder, log} = await minuteByMinute(10 * MINUTE);
    const before = (await segments(folder)).length;
    await log.enforceRetention();
    const values = (await valuesIn(log)).map(Number);
    expect(values.at(-1)).toBe(29);
    expect(values[0]).toBeLessThanOrEqual(19);
    expect(values[0]).toBeGreaterThanOrEqual(13);
    expect((await segments(folder)).length).toBeLessThan(before);
  });

  it("deletes everything of a topic that was idle for longer; offsets continue", async () => {
    const {folder, clock, log} = await minuteByMinute(10 * MINUTE);
    clock.now += 60 * MINUTE;
    const early = gather(await log.consume({topics: ["t"], from: "earliest"}));
    await log.enforceRetention();
    expect((await log.describeTopics())[0].offsets).toEqual([{first: 30, next: 30}]);
    await early.close();
    // a reader that is overtaken goes on at what is left: forwards, and nothing twice
    const offsets = early.entries.map(({offset}) => offset);
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
    expect(early.entries.map(textOf)).toEqual(offsets.map(String));
    const late = await log.consume({topics: ["t"], from: [{topic: "t", partition: 0, offset: 0}]});
    setTimeout(() => void late.close(), 20);
    for await (const batch of late) expect(batch).toEqual([]);
    expect(await segments(folder)).toHaveLength(1);
    await log.close();
    const again = await openLog(folder);
    expect((await again.describeTopics())[0].offsets).toEqual([{first: 30, next: 30}]);
    await sendEach(again, ["new"]);
    const consumer = await again.consume({topics: ["t"], from: [{topic: "t", partition: 0, offset: 3}]});
    for await (const [entry] of consumer) {
      expect([entry.offset, textOf(entry)]).toEqual([30, "new"]);
      break;
    }
  });

  it("keeps everything with Infinity", async () => {
    const {clock, log} = await minuteByMinute(Number.POSITIVE_INFINITY);
    clock.now += 1e10;
    await log.enforceRetention();
    expect(await valuesIn(log)).toHaveLength(30);
  });

  it("loses nothing that is sent meanwhile", async () => {
    const {clock, log} = await minuteByMinute(10 * MINUTE);
    const producer = await log.producer();
    const sends: Promise<void>[] = [];
    for (let i = 0; i < 200; i++) {
      clock.now += MINUTE / 10;
      sends.push(producer.send("t", [message(`x${i}`)]));
      if (i % 10 === 0) sends.push(log.enforceRetention());
      if (i % 3 === 0) await new Promise((next) => setImmediate(next));
    }
    await Promise.all(sends);
    const [{offsets}] = await log.describeTopics();
    expect(offsets[0].next).toBe(230);
    const kept = await valuesIn(log);
    expect(kept).toEqual(Array.from({length: 200}, (_, i) => `x${i}`).slice(-kept.length));
  });
});

describe("openEmbeddedLog(folder)", () => {
  it("refuses unknown topics, invalid specs and sends after close, with the reason", async () => {
    const log = await openLog(await newFolder());
    const producer = await log.producer();
    await expect(producer.send("u", [message("1")])).rejects.toThrow("unknown topic: u");
    await expect(log.consume({topics: ["u"], from: "earliest"})).rejects.toThrow("unknown topic: u");
    const spec = {partitions: 1, retentionMs: 1};
    await expect(log.createTopics([{...spec, name: "../u"}])).rejects.toThrow('invalid topic name: "../u"');
    await expect(log.createTopics([{...spec, name: "u", partitions: 0}])).rejects.toThrow("invalid partitions of u: 0");
    const long = message("1", "k".repeat(70_000));
    await expect(producer.send("t", [long])).rejects.toThrow("key too long: 70000 bytes");
    await expect(producer.send("t", [{...message("1"), headers: {n: 1 as unknown as string}}])).rejects.toThrow();
    await producer.send("t", [message("good")]);
    expect(await valuesIn(log)).toEqual(["good"]);
    await producer.close();
    await expect(producer.send("t", [message("1")])).rejects.toThrow("producer closed");
    await log.close();
    await expect(log.producer()).rejects.toThrow(`log closed: ${log.folder}`);
  });

  it("leaves no file open", async () => {
    const open = async () => {
      const names = await readdir("/proc/self/fd").catch(() => []);
      return names.length;
    };
    const before = await open();
    const folder = await newFolder();
    const log = await openLog(folder, {segmentBytes: 1000});
    await sendEach(
      log,
      Array.from({length: 50}, (_, i) => `${i}`.padEnd(100)),
    );
    expect(await valuesIn(log)).toHaveLength(50);
    const consumer = await log.consume({topics: ["t"], group: "g", from: "committed"});
    for await (const batch of consumer) {
      await consumer.commit(batch.at(-1)!);
      break;
    }
    await log.close();
    expect(await open()).toBe(before);
    expect(await readdir(join(folder))).not.toContain("lock");
  });
});
