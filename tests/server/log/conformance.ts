import {randomBytes, randomUUID} from "node:crypto";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {ConsumeOptions, Consumer, Log, LogEntry, LogMessage, TopicSpec} from "../../../server/log/log.js";
import {until} from "../../support/until.js";
import {gather} from "./gather.js";

/** A log to be tried, and what only its owner can do with it. */
export interface LogUnderTest {
  log: Log;
  /** closes the log and opens it anew over the same data; the one before is of no more use */
  restart(): Promise<Log>;
  stop(): Promise<void>;
  /** resolves when what retention allows to drop is dropped; absent: retention is not tried */
  enforceRetention?(): Promise<void>;
}

/** The keys that Kafka's own tests hash with murmur2, and the partition of ten that follows from the published values. */
const KAFKA_PARTITIONS: Record<string, number> = {
  "21": 0,
  foobar: 6,
  "a-little-bit-long-string": 2,
  "a-little-bit-longer-string": 9,
  lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: 7,
  abc: 7,
};

const SESSIONS = Array.from({length: 24}, (_, i) => `session-${i}`);
const text = (value: Uint8Array) => new TextDecoder().decode(value);
const texts = (entries: LogEntry[]) => entries.map(({value}) => text(value));

/** What every log keeps to, whichever stands behind the port. One log serves all tests; each makes topics of its own. */
export function describeLog(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`${name} log`, () => {
    let under: LogUnderTest;
    let log: Log;
    const open = new Set<Consumer>();
    beforeAll(async () => {
      under = await make();
      log = under.log;
    });
    afterAll(async () => {
      for (const consumer of open) await consumer.close().catch(() => {});
      await under?.stop();
    });

    async function topic(partitions = 1, spec: Partial<TopicSpec> = {}): Promise<string> {
      const name = `test-${randomUUID()}`;
      await log.createTopics([{name, partitions, retentionMs: Number.POSITIVE_INFINITY, ...spec}]);
      return name;
    }
    async function consume(topic: string, options: Omit<ConsumeOptions, "topics">): Promise<Consumer> {
      const consumer = await log.consume({topics: [topic], ...options});
      open.add(consumer);
      return consumer;
    }
    async function send(topic: string, ...messages: LogMessage[]): Promise<void> {
      const producer = await log.producer();
      await producer.send(topic, messages);
      await producer.close();
    }
    /** The first `count` entries from the earliest on, read by nobody's group. */
    async function read(topic: string, count: number): Promise<LogEntry[]> {
      const reader = gather(await consume(topic, {from: "earliest"}));
      await until(
        () => reader.entries.length >= count,
        `${count} entries`,
        () => `${reader.entries.length} came`,
      );
      await reader.close();
      return reader.entries;
    }
    const message = (key: string, value: string): LogMessage => ({
      key,
      value: new TextEncoder().encode(value),
      headers: {},
      timestamp: Date.now(),
    });
    const numbered = (from: number, to: number, key = "k") =>
      Array.from({length: to - from}, (_, i) => message(key, String(from + i)));

    it("keeps the order of each key under overlapping sends, without loss or duplicates", async () => {
      const t = await topic(4);
      const producer = await log.producer();
      const sends: Promise<void>[] = [];
      for (let i = 0; i < 100; i++) {
        // a whole turn of the event loop now and then, so that some sends share a write and some do not
        if (i % 7 === 0) await new Promise((done) => setTimeout(done, 1));
        for (const key of SESSIONS) sends.push(producer.send(t, [message(key, `${i}a`), message(key, `${i}b`)]));
      }
      await producer.flush();
      await Promise.all(sends);
      await producer.close();
      const entries = await read(t, 200 * SESSIONS.length);
      expect(entries).toHaveLength(200 * SESSIONS.length);
      const want = Array.from({length: 100}, (_, i) => [`${i}a`, `${i}b`]).flat();
      for (const key of SESSIONS) expect(texts(entries.filter((e) => e.key === key))).toEqual(want);
    });

    it("numbers the entries of a partition 0, 1, 2 … and keeps a key in one partition", async () => {
      const t = await topic(3);
      for (let i = 0; i < 5; i++) await send(t, ...SESSIONS.map((key) => message(key, String(i))));
      const entries = await read(t, 5 * SESSIONS.length);
      const homes = new Map<string, Set<number>>();
      for (const {key, partition} of entries) homes.set(key, (homes.get(key) ?? new Set()).add(partition));
      expect([...homes.values()].map((set) => set.size)).toEqual(SESSIONS.map(() => 1));
      for (let partition = 0; partition < 3; partition++) {
        const offsets = entries.filter((e) => e.partition === partition).map((e) => e.offset);
        expect(offsets).toEqual(offsets.map((_, i) => i));
      }
    });

    it("chooses the partition as Kafka's default partitioner does", async () => {
      const t = await topic(10);
      await send(t, ...Object.keys(KAFKA_PARTITIONS).map((key) => message(key, "")));
      const entries = await read(t, Object.keys(KAFKA_PARTITIONS).length);
      expect(Object.fromEntries(entries.map(({key, partition}) => [key, partition]))).toEqual(KAFKA_PARTITIONS);
    });

    it("returns keys, headers, timestamps and values exactly: empty, every byte, 1 MiB", async () => {
      const t = await topic();
      const timestamp = Date.now() - 12_345;
      const sent: LogMessage[] = [
        new Uint8Array(),
        Uint8Array.from({length: 256}, (_, i) => i),
        new Uint8Array(randomBytes(1 << 20)),
        new Uint8Array(1 << 10),
      ].map((value, i) => ({
        key: ["20251121-100000-abcdef", "ключ 🏁", "k", ""][i],
        value,
        headers: [{}, {sessionId: "s", userId: "", encoding: "protobuf"}, {Köpfe: "Å→🏎"}, {a: "x".repeat(5000)}][i],
        timestamp: timestamp + i,
      })) as LogMessage[];
      const copies = sent.map((m) => ({...m, value: m.value.slice()}));
      const producer = await log.producer();
      // values are views of larger buffers in the kernel; a sender may reuse its bytes after the acknowledgement
      for (const m of sent) {
        const roomy = new Uint8Array(m.value.length + 13);
        roomy.set(m.value, 5);
        await producer.send(t, [{...m, value: roomy.subarray(5, 5 + m.value.length)}]);
        roomy.fill(255);
      }
      await producer.close();
      const entries = await read(t, sent.length);
      entries.forEach(({key, headers, timestamp, value}, i) => {
        expect({key, headers, timestamp}).toEqual({
          key: copies[i].key,
          headers: copies[i].headers,
          timestamp: copies[i].timestamp,
        });
        expect(value).toBeInstanceOf(Uint8Array);
        expect(Buffer.compare(value, copies[i].value)).toBe(0);
      });
    });

    it("begins at the earliest, the latest or a given offset, and follows new entries", async () => {
      const t = await topic();
      await send(t, ...numbered(0, 10));
      const [all, fresh, replay] = await Promise.all(
        (["earliest", "latest", [{topic: t, partition: 0, offset: 7}]] as const).map(async (from) =>
          gather(await consume(t, {from: from as ConsumeOptions["from"]})),
        ),
      );
      await send(t, ...numbered(10, 13));
      await until(
        () => [all, fresh, replay].every(({entries}) => entries.at(-1)?.offset === 12),
        "entry 12 everywhere",
      );
      const range = (from: number) => numbered(from, 13).map(({value}) => text(value));
      expect(texts(all.entries)).toEqual(range(0));
      expect(texts(fresh.entries)).toEqual(range(10));
      expect(texts(replay.entries)).toEqual(range(7));
      await Promise.all([all, fresh, replay].map((reader) => reader.close()));
    });

    it("reads a range and ends: within, across, after and before the stored entries", async () => {
      const t = await topic(2);
      const producer = await log.producer();
      for (let i = 0; i < 10; i++) await producer.send(t, numbered(i * 100, (i + 1) * 100, "foobar"));
      await producer.close();
      const [{partition}] = await read(t, 1);
      const stretch = async (from: number, to: number) => {
        const entries: LogEntry[] = [];
        for await (const batch of log.read({topic: t, partition, from, to})) entries.push(...batch);
        return entries;
      };
      for (const [from, to] of [
        [0, 1000],
        [150, 151],
        [399, 801],
        [950, 5000],
      ]) {
        const entries = await stretch(from, to);
        const end = Math.min(to, 1000);
        expect(texts(entries)).toEqual(numbered(from, end).map(({value}) => text(value)));
        expect(entries.map(({offset}) => offset)).toEqual(Array.from({length: end - from}, (_, i) => from + i));
      }
      expect(await stretch(1000, 1001)).toEqual([]);
      expect(await stretch(2000, 3000)).toEqual([]);
      expect(await stretch(7, 7)).toEqual([]);
      const other: LogEntry[][] = [];
      for await (const batch of log.read({topic: t, partition: 1 - partition, from: 0, to: 10})) other.push(batch);
      expect(other).toEqual([]);
      // left half-way: the next is served none the less
      for await (const batch of log.read({topic: t, partition, from: 0, to: 1000})) {
        expect(batch[0].offset).toBe(0);
        break;
      }
      expect(await stretch(0, 10)).toHaveLength(10);
    });

    it("continues after the last commit when a consumer ends, also in mid-batch", async () => {
      const t = await topic();
      const group = `group-${randomUUID()}`;
      await send(t, ...numbered(0, 50));
      const first = await consume(t, {group, from: "committed"});
      const one = gather(first, {commit: false});
      await until(() => one.entries.length === 50, "50 entries");
      expect(texts(one.entries)).toEqual(numbered(0, 50).map(({value}) => text(value)));
      await first.commit(one.entries[9]);
      await first.commit(one.entries[19]);
      await one.close();
      const two = gather(await consume(t, {group, from: "committed"}));
      await until(() => two.entries.length >= 30, "30 entries");
      expect(two.entries.map(({offset}) => offset)).toEqual(Array.from({length: 30}, (_, i) => 20 + i));
      await two.close();
    });

    it("keeps the positions of groups separate", async () => {
      const t = await topic(2);
      await send(t, ...SESSIONS.map((key) => message(key, key)));
      const groups = await Promise.all(
        ["a", "b", "c"].map(async (g) => gather(await consume(t, {group: g + t, from: "committed"}))),
      );
      await until(() => groups.every(({entries}) => entries.length >= SESSIONS.length), "every group has all");
      for (const {entries} of groups) expect(texts(entries).sort()).toEqual([...SESSIONS].sort());
      await Promise.all(groups.map((reader) => reader.close()));
    });

    it("distributes the partitions of a group, again when a consumer joins or leaves", async () => {
      const t = await topic(4);
      const group = `group-${randomUUID()}`;
      let round = 0;
      const sendRound = async () => {
        round++;
        await send(t, ...SESSIONS.map((key) => message(key, `${round} ${key}`)));
      };
      const ofRound = ({entries}: {entries: LogEntry[]}) =>
        entries.filter(({value}) => text(value).startsWith(`${round} `));
      const a = gather(await consume(t, {group, from: "committed"}));
      await sendRound();
      await until(() => ofRound(a).length === SESSIONS.length, "the first consumer has all");

      const b = gather(await consume(t, {group, from: "committed"}));
      while (b.entries.length === 0) {
        await sendRound();
        await until(() => ofRound(a).length + ofRound(b).length >= SESSIONS.length, "a round between two");
      }
      await sendRound();
      const both = () => [...ofRound(a), ...ofRound(b)];
      await until(() => both().length >= SESSIONS.length, "a round between two");
      expect(texts(both()).sort()).toEqual(SESSIONS.map((key) => `${round} ${key}`).sort());
      const partitions = [a, b].map((reader) => new Set(ofRound(reader).map(({partition}) => partition)));
      expect(partitions.map(({size}) => size)).toEqual([2, 2]);
      expect(new Set([...partitions[0], ...partitions[1]]).size).toBe(4);

      await b.close();
      await sendRound();
      await until(() => ofRound(a).length === SESSIONS.length, "the one that stayed has all");
      // at least once over the whole, and each key's values never go back by more than what was not committed
      const seen = new Set(texts([...a.entries, ...b.entries]));
      expect(seen.size).toBe(round * SESSIONS.length);
      await a.close();
    });

    it("lets a consumer continue by committing past a message that its handler rejects", async () => {
      const t = await topic();
      const group = `group-${randomUUID()}`;
      await send(t, ...numbered(0, 3), message("k", "poison"), ...numbered(3, 6));
      const handled: string[] = [];
      const handle = (entry: LogEntry) => {
        if (text(entry.value) === "poison") throw new Error("poison");
        handled.push(text(entry.value));
      };
      /** Handles and commits one by one until the handler throws or `count` are handled; the entry it threw at. */
      async function work(consumer: Consumer, count: number): Promise<LogEntry | undefined> {
        for await (const batch of consumer) {
          for (const entry of batch) {
            try {
              handle(entry);
            } catch {
              return entry;
            }
            await consumer.commit(entry);
            if (handled.length === count) return;
          }
        }
      }
      // dies at it: it comes again
      for (let attempt = 0; attempt < 2; attempt++) {
        const consumer = await consume(t, {group, from: "committed"});
        const stuck = await work(consumer, 6);
        expect(stuck && text(stuck.value)).toBe("poison");
        expect(handled).toEqual(["0", "1", "2"]);
        if (attempt === 1) await consumer.commit(stuck!);
        await consumer.close();
      }
      const consumer = await consume(t, {group, from: "committed"});
      expect(await work(consumer, 6)).toBeUndefined();
      expect(handled).toEqual(["0", "1", "2", "3", "4", "5"]);
      await consumer.close();
    });

    it("ends a consumer's iteration when it is closed or its signal aborts", async () => {
      const t = await topic();
      const abort = new AbortController();
      const aborted = gather(await consume(t, {from: "earliest", signal: abort.signal}));
      const closed = gather(await consume(t, {group: `group-${randomUUID()}`, from: "committed"}));
      await send(t, message("k", "1"));
      await until(() => aborted.entries.length + closed.entries.length === 2, "an entry each");
      abort.abort();
      await aborted.done;
      await closed.close();
      await closed.done;
    });

    it("has everything after a restart, including offsets and committed positions", async () => {
      const t = await topic(2, {retentionMs: 3_600_000});
      const group = `group-${randomUUID()}`;
      await send(t, ...SESSIONS.map((key) => message(key, `1 ${key}`)));
      const before = gather(await consume(t, {group, from: "committed"}));
      await until(() => before.entries.length >= SESSIONS.length, "all entries");
      await before.close();
      const described = (await log.describeTopics()).find(({name}) => name === t);

      log = await under.restart();

      expect((await log.describeTopics()).find(({name}) => name === t)).toEqual(described);
      await send(t, ...SESSIONS.map((key) => message(key, `2 ${key}`)));
      const after = gather(await consume(t, {group, from: "committed"}));
      await until(() => after.entries.length >= SESSIONS.length, "the new entries");
      expect(texts(after.entries).sort()).toEqual(SESSIONS.map((key) => `2 ${key}`).sort());
      await after.close();
      const entries = await read(t, 2 * SESSIONS.length);
      for (const partition of [0, 1]) {
        const offsets = entries.filter((e) => e.partition === partition).map((e) => e.offset);
        expect(offsets).toEqual(offsets.map((_, i) => i));
      }
    });

    it("describes its topics; creating one again changes only its retention", async () => {
      const t = await topic(3, {retentionMs: 3_600_000, retentionBytes: 1 << 30});
      await send(t, message("foobar", "1"), message("foobar", "2"));
      const mine = async () => (await log.describeTopics()).find(({name}) => name === t);
      const home = (await read(t, 2))[0].partition;
      const offsets = [0, 1, 2].map((p) => ({first: 0, next: p === home ? 2 : 0}));
      const want = {name: t, partitions: 3, retentionMs: 3_600_000, retentionBytes: 1 << 30, offsets};
      expect(await mine()).toEqual(want);
      await log.createTopics([{name: t, partitions: 5, retentionMs: 7_200_000, retentionBytes: 2 ** 31}]);
      expect(await mine()).toEqual({...want, retentionMs: 7_200_000, retentionBytes: 2 ** 31});
    });

    it("deletes a partition's oldest segments above its size limit, and serves the rest", async (test) => {
      if (!under.enforceRetention) return test.skip();
      const COUNT = 1000;
      const t = await topic(1, {retentionBytes: 3 << 20});
      const producer = await log.producer();
      for (let i = 0; i < COUNT; i++) {
        const value = new Uint8Array(randomBytes(10_000));
        const sent = producer.send(t, [{key: "k", value, headers: {i: String(i)}, timestamp: Date.now()}]);
        if (i % 10 === 9) await sent;
      }
      await producer.flush();
      await producer.close();
      await under.enforceRetention();
      const [{first, next}] = (await log.describeTopics()).find(({name}) => name === t)!.offsets;
      expect(next).toBe(COUNT);
      expect(first).toBeGreaterThan(0);
      // at least what is to be kept is kept (the records' frames count in the size too)
      expect((next - first) * 10_000).toBeGreaterThan((3 << 20) - 50_000);
      const entries = await read(t, next - first);
      expect(entries.map(({headers}) => Number(headers.i))).toEqual(
        Array.from({length: next - first}, (_, i) => first + i),
      );
      const late = gather(await consume(t, {from: [{topic: t, partition: 0, offset: 0}]}));
      await until(() => late.entries.length >= next - first, "a reader of dropped offsets goes on at the first kept");
      expect(late.entries[0].offset).toBe(first);
      await late.close();
      // a stretch that retention has cut ends all the same
      const stretch = async (from: number, to: number) => {
        const offsets: number[] = [];
        for await (const batch of log.read({topic: t, partition: 0, from, to}))
          offsets.push(...batch.map(({offset}) => offset));
        return offsets;
      };
      expect(await stretch(0, first)).toEqual([]);
      expect(await stretch(0, first + 3)).toEqual([first, first + 1, first + 2]);
    });
  });
}
