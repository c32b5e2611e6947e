import {randomUUID} from "node:crypto";
import {setTimeout as sleep} from "node:timers/promises";
import kafkajs from "kafkajs";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {connectTo} from "../../../server/log/kafka/client.js";
import {KafkaLog} from "../../../server/log/kafka/kafkaLog.js";
import type {KafkaProducer, ProducerOptions} from "../../../server/log/kafka/producer.js";
import type {LogMessage} from "../../../server/log/log.js";
import {testBroker} from "../../support/kafkaBroker.js";
import {count} from "../../support/long.js";
import {until} from "../../support/until.js";
import {describeLog} from "./conformance.js";
import {gather} from "./gather.js";

const {ConfigResourceTypes} = kafkajs;

// The first run fetches the broker; hooks and tests wait for it here, so that none of them is timed.
const broker = await testBroker();
afterAll(() => broker?.remove());

const connect = (address: string, producer: ProducerOptions = {}) =>
  new KafkaLog(
    {brokers: [address], clientId: "lapbook-test", consumerGroup: "lapbook", ssl: false, replication: 1},
    {producer},
  );
const KEYS = ["a", "b", "c", "d", "e"];
const message = (key: string, text: string): LogMessage => ({
  key,
  value: new TextEncoder().encode(text),
  headers: {sessionId: key},
  timestamp: Date.now(),
});

if (!broker) it.skip("Kafka: no broker could be started", () => {});
else {
  describeLog("Kafka", async () => {
    let log = connect(broker.address);
    return {
      log,
      async restart() {
        await log.close();
        await broker.stop();
        await broker.start();
        log = connect(broker.address);
        return log;
      },
      stop: () => log.close(),
      // the broker looks after it twice a second
      enforceRetention: () => sleep(2_500),
    };
  });

  describe("Kafka log and its broker", () => {
    const logs: KafkaLog[] = [];
    afterAll(() => Promise.all(logs.map((log) => log.close())));
    async function fresh(partitions: number, producer: ProducerOptions = {}) {
      const log = connect(broker!.address, producer);
      logs.push(log);
      const topic = `fault-${randomUUID()}`;
      await log.createTopics([{name: topic, partitions, retentionMs: Number.POSITIVE_INFINITY}]);
      return {log, topic};
    }

    describe("killed, and later stopped for longer than a request or a group's session may last", () => {
      const STOPPED_MS = count(11_000, 20_000);
      let loaded: Awaited<ReturnType<typeof underLoad>>;
      let grouped: Awaited<ReturnType<typeof readingInGroup>>;
      let small: Awaited<ReturnType<typeof smallQueue>>;

      beforeAll(async () => {
        [loaded, grouped, small] = await Promise.all([underLoad(), readingInGroup(), smallQueue()]);
        await sleep(300);
        await broker.stop({kill: true});
        small.overfill();
        await sleep(1500);
        await broker.start();
        await grouped.next();
        await sleep(300);
        await broker.stop();
        await sleep(STOPPED_MS);
        await broker.start();
        await sleep(300);
        loaded.end();
      });

      /** Five messages every 4 ms, and a reader of them. */
      async function underLoad() {
        const {log, topic} = await fresh(4);
        const producer = (await log.producer()) as KafkaProducer;
        const reader = gather(await log.consume({topics: [topic], from: "earliest"}));
        const load = {topic, producer, reader, sends: [] as Promise<void>[], rounds: 0, largest: 0, end: () => {}};
        const feed = setInterval(() => {
          for (const key of KEYS) load.sends.push(producer.send(topic, [message(key, String(load.rounds))]));
          load.rounds++;
          load.largest = Math.max(load.largest, producer.unacknowledgedBytes);
        }, 4);
        load.end = () => clearInterval(feed);
        return load;
      }

      /** A reader that has committed two entries; `next` sends one more and waits for it. */
      async function readingInGroup() {
        const {log, topic} = await fresh(1);
        const producer = await log.producer();
        const consumer = await log.consume({topics: [topic], group: `group-${randomUUID()}`, from: "committed"});
        const {entries, close} = gather(consumer);
        const next = async () => {
          const count = entries.length + 1;
          await producer.send(topic, [message("k", String(count))]);
          await until(() => entries.length >= count, `entry ${count}`);
        };
        await next();
        await next();
        return {entries, close, next};
      }

      /** A producer that may keep 100,000 bytes; `overfill` sends five times as many. */
      async function smallQueue() {
        const {log, topic} = await fresh(1, {maxQueuedBytes: 100_000});
        const producer = (await log.producer()) as KafkaProducer;
        await producer.send(topic, [message("k", "first")]);
        const queue = {log, topic, queued: 0, results: Promise.resolve([] as PromiseSettledResult<void>[]), overfill};
        function overfill(): void {
          const sends = Array.from({length: 50}, (_, i) => producer.send(topic, [message("k", `${i}`.padEnd(10_000))]));
          queue.results = Promise.allSettled(sends);
          queue.queued = producer.unacknowledgedBytes;
        }
        return queue;
      }

      it("loses nothing, doubles nothing and keeps order under load", async () => {
        const {producer, reader, sends, rounds, largest} = loaded;
        await producer.flush();
        await Promise.all(sends);
        expect(producer.unacknowledgedBytes).toBe(0);
        // what piled up is what was sent meanwhile, and nothing more
        expect(largest).toBeLessThan(sends.length * 100);
        await until(
          () => reader.entries.length >= sends.length,
          `${sends.length} entries`,
          () => `${reader.entries.length} came`,
        );
        await reader.close();
        for (const key of KEYS) {
          const values = reader.entries
            .filter((entry) => entry.key === key)
            .map(({value}) => Number(Buffer.from(value)));
          expect(values).toEqual(Array.from({length: rounds}, (_, i) => i));
        }
      });

      it("goes on from the committed position when a group's reader lived through it", async () => {
        await grouped.next();
        expect(grouped.entries.map(({offset}) => offset)).toEqual([0, 1, 2, 3]);
        await grouped.close();
      });

      it("rejects messages beyond its queue while no broker answers, and sends the others when one does", async () => {
        const {log, topic, queued, results} = small;
        expect(queued).toBeLessThanOrEqual(100_000);
        const refused = (await results).flatMap((result) =>
          result.status === "rejected" ? [result.reason.message] : [],
        );
        expect(refused).toHaveLength(41);
        expect(refused[0]).toMatch(/^producer queue full: \d+ bytes unacknowledged$/);
        const reader = gather(await log.consume({topics: [topic], from: "earliest"}));
        await until(() => reader.entries.length >= 10, "the ten that were taken");
        await reader.close();
        expect(reader.entries).toHaveLength(10);
      });
    });

    it("sends lingering messages with the next immediate one, in the order of the calls", async () => {
      const {log, topic} = await fresh(1);
      const producer = await log.producer();
      const patient = producer.send(topic, [message("k", "1"), message("k", "2")], {lingerMs: 600_000});
      await producer.send(topic, [message("k", "3")], {lingerMs: 0});
      await patient;
      const entries = [];
      for await (const batch of log.read({topic, partition: 0, from: 0, to: 3})) entries.push(...batch);
      expect(entries.map(({value}) => String(value))).toEqual(["1", "2", "3"]);
    });

    it("rejects an unknown topic and a message that is too large, and sends the next", async () => {
      const {log, topic} = await fresh(1);
      const producer = await log.producer();
      const large = {...message("k", ""), value: new Uint8Array(9 << 20)};
      const results = await Promise.allSettled([
        producer.send("no-such-topic", [message("k", "1")]),
        producer.send(topic, [large]),
        producer.send(topic, [message("k", "2")]),
      ]);
      expect(results.map((result) => (result.status === "rejected" ? result.reason.message : "sent"))).toEqual([
        "unknown topic: no-such-topic",
        expect.stringMatching(/^message too large: \d+ bytes$/),
        "sent",
      ]);
      await expect(log.consume({topics: ["no-such-topic"], from: "earliest"})).rejects.toThrow(
        "unknown topic: no-such-topic",
      );
    });

    it("reports a named reader's lag under KAFKA_CONSUMER_GROUP, and reads from any offset", async () => {
      const {log, topic} = await fresh(2);
      const producer = await log.producer();
      await producer.send(topic, [message("a", "1"), message("a", "2"), message("a", "3")]);
      const [{partition}] = (await log.describeTopics([topic]))[0].offsets
        .map(({next}, partition) => ({next, partition}))
        .filter(({next}) => next === 3);
      const name = `recorder-${randomUUID()}`;
      const read = async (count: number) => {
        const reader = gather(await log.consume({topics: [topic], from: "earliest", name}));
        await until(() => reader.entries.length >= count, "what was sent");
        await reader.close();
      };
      await read(3);
      const {kafka} = connectTo(
        {brokers: [broker.address], clientId: "watcher", consumerGroup: "", ssl: false, replication: 1},
        {retries: 3},
      );
      const admin = kafka.admin();
      await admin.connect();
      const offset = async () => {
        const [{partitions}] = await admin.fetchOffsets({groupId: `lapbook-${name}`, topics: [topic]});
        return partitions.find((p) => p.partition === partition)?.offset;
      };
      expect(await offset()).toBe("3");
      await producer.send(topic, [message("a", "4")]);
      await read(4); // from the earliest again, whatever was noted
      expect(await offset()).toBe("4");
      const {groups} = await admin.listGroups();
      await admin.disconnect();
      expect(groups.every(({groupId}) => groupId.startsWith("lapbook-"))).toBe(true);
    });

    it("keeps an operator's topic settings when the topic is created again", async () => {
      const {log, topic} = await fresh(1);
      const {kafka} = connectTo(
        {brokers: [broker.address], clientId: "operator", consumerGroup: "", ssl: false, replication: 1},
        {retries: 3},
      );
      const admin = kafka.admin();
      await admin.connect();
      const resource = {type: ConfigResourceTypes.TOPIC, name: topic};
      const setting = {name: "max.compaction.lag.ms", value: "12345"};
      await admin.alterConfigs({validateOnly: false, resources: [{...resource, configEntries: [setting]}]});
      await log.createTopics([{name: topic, partitions: 1, retentionMs: 60_000}]);
      const {resources} = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{...resource, configNames: ["max.compaction.lag.ms", "retention.ms"]}],
      });
      await admin.disconnect();
      const values = resources[0].configEntries.map(({configName, configValue}) => `${configName}=${configValue}`);
      expect(values.sort()).toEqual(["max.compaction.lag.ms=12345", "retention.ms=60000"]);
    });
  });
}
