import {join} from "node:path";
import {expect, it} from "vitest";
import {AnalystService} from "../../../server/analyst/analystService.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import type {Broker} from "../../../server/log/kafka/broker/broker.js";
import {namedTopicSpecs, topicNames} from "../../../server/log/kafka/config.js";
import {KafkaLog} from "../../../server/log/kafka/kafkaLog.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {batchOf, f1Stream} from "../../support/f1Stream.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

const ENV = {TOPIC_PREFIX: "owners."};
const topics = topicNames(ENV);

/** Sessions of several partitions. */
const STREAMS = [1, 2, 3, 4, 5, 6].map((uid) =>
  f1Stream({uid, rate: 30, startSeconds: 1_800_000_000 + uid, cars: [{car: 0, lapTimesMs: [12_000, 11_000, 11_500]}]}),
);

async function lapsOf(log: KafkaLog): Promise<string[]> {
  const topic = (await log.describeTopics()).find(({name}) => name === topics["lap-events"])!;
  const found: string[] = [];
  for (const [partition, {first, next}] of topic.offsets.entries())
    for await (const entries of log.read({topic: topic.name, partition, from: first, to: next}))
      for (const {key, value} of entries) found.push(`${key}/${eventKey(codecOf().decodeEvent("lap-events", value))}`);
  return found;
}

/** Judges analysts that share a broker, which other tests use as well. */
export function describeOwners(broker: Broker): void {
  const connect = (consumerGroup: string) =>
    new KafkaLog({brokers: [broker.address], clientId: "owners", consumerGroup, ssl: false, replication: 1});

  it("two analysts on one broker share the sessions; one that stops is replaced, and no lap is published twice", async () => {
    const folder = await temporaryFolder();
    const main = connect("main");
    const logs = ["one", "two"].map(connect);
    try {
      await main.createTopics(namedTopicSpecs(ENV));
      const publisher = new Publisher({producer: await main.producer(), topics});
      const take = (from: number, to: number) => {
        for (const [i, stream] of STREAMS.entries()) publisher.take(`console ${i}`, batchOf(stream.slice(from, to)));
        return publisher.flush();
      };
      const stops = logs.map((log, i) => {
        const stop = new AbortController();
        const service = new AnalystService({
          ...{log, topics, stateFile: join(folder.path, String(i)), saveMs: 50},
        });
        const running = service.run(stop.signal);
        return async () => {
          stop.abort();
          await running;
          await log.close();
        };
      });
      const half = Math.floor(STREAMS[0].length / 2);
      await take(0, half);
      await until(
        async () => (await lapsOf(main)).length >= STREAMS.length,
        "first laps",
        () => lapsOf(main),
      );
      await stops[0]();
      await take(half, STREAMS[0].length);
      await publisher.close();
      await until(
        async () => (await lapsOf(main)).length >= 3 * STREAMS.length,
        "all laps",
        () => lapsOf(main),
      );
      await stops[1]();
      const laps = await lapsOf(main);
      expect(laps.length).toBe(3 * STREAMS.length);
      expect(new Set(laps).size).toBe(laps.length);
    } finally {
      await Promise.all([main, ...logs].map((log) => log.close()));
      await folder.remove();
    }
  });
}
