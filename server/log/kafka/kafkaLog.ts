import kafkajs from "kafkajs";
import type {
  ConsumeOptions,
  Consumer,
  Log,
  LogEntry,
  LogRange,
  Ownership,
  Producer,
  TopicDescription,
  TopicSpec,
} from "../log.js";
import {AdminConnection, createTopics, reconfigureTopics, topicOffsets} from "./admin.js";
import {connectTo, type KafkaConnection, settleWithin} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import type {KafkaConfig} from "./config.js";
import {KafkaConsumer} from "./consumer.js";
import {registerLz4} from "./lz4.js";
import {OffsetReport} from "./offsetReport.js";
import {partitionKey} from "./partitionKey.js";
import {KafkaProducer, type ProducerOptions} from "./producer.js";
import {readKafkaRange} from "./range.js";
import {KafkaReader} from "./reader.js";
import {topicConfig, topicRetention} from "./topicConfig.js";

const {ConfigResourceTypes} = kafkajs;

export interface KafkaLogOptions {
  /** receives a line for each lost connection or refused batch */
  log?: (line: string) => void;
  producer?: ProducerOptions;
}

/** Retries of a request when no broker answers: about ten seconds. */
const REQUEST_RETRIES = 10;

/** The log on Apache Kafka, 3.5 or newer. It connects when first used. */
export class KafkaLog implements Log {
  readonly #config: KafkaConfig;
  readonly #options: KafkaLogOptions;
  readonly #admin: AdminConnection;
  /** for reading without a group */
  #reading: {connection: KafkaConnection; ready: Promise<Cluster>} | undefined;
  readonly #open = new Set<Producer | Consumer>();

  constructor(config: KafkaConfig, options: KafkaLogOptions = {}) {
    registerLz4();
    this.#config = config;
    this.#options = options;
    this.#admin = new AdminConnection(() => this.#connect(REQUEST_RETRIES), config.brokers);
  }

  async createTopics(specs: readonly TopicSpec[]): Promise<void> {
    const {replication} = this.#config;
    await this.#admin.ask(async (admin) => {
      const existing = new Set(await admin.listTopics());
      const topics = specs
        .filter(({name}) => !existing.has(name))
        .map((spec) => ({
          topic: spec.name,
          numPartitions: spec.partitions,
          replicationFactor: replication,
          configEntries: topicConfig(spec, replication),
        }));
      if (topics.length) await createTopics(admin, topics);
      const old = specs.filter(({name}) => existing.has(name));
      if (old.length === 0) return;
      await reconfigureTopics(admin, old, replication);
    });
  }

  /** All topics except Kafka's internal ones; with `only`, those of them that exist. */
  describeTopics(only?: readonly string[]): Promise<TopicDescription[]> {
    return this.#admin.ask(async (admin) => {
      const existing = (await admin.listTopics()).filter((name) => !name.startsWith("__"));
      const names = existing.filter((name) => only?.includes(name) ?? true).sort();
      if (names.length === 0) return [];
      const {resources} = await admin.describeConfigs({
        includeSynonyms: false,
        resources: names.map((name) => ({
          type: ConfigResourceTypes.TOPIC,
          name,
          configNames: ["retention.ms", "retention.bytes"],
        })),
      });
      return Promise.all(
        names.map(async (name) => {
          const offsets = await topicOffsets(admin, name);
          const entries = resources.find(({resourceName}) => resourceName === name)?.configEntries ?? [];
          return {name, partitions: offsets.length, ...topicRetention(entries), offsets};
        }),
      );
    });
  }

  async producer(): Promise<Producer> {
    const connect = (): KafkaConnection => this.#connect(Number.POSITIVE_INFINITY);
    return this.#closeWithLog(new KafkaProducer(connect, (topic) => this.#exists(topic), this.#options.producer));
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const offsets = {of: (topic: string) => this.#admin.ask((admin) => topicOffsets(admin, topic))};
    const connect = () => this.#connect(20);
    const prefix = this.#config.consumerGroup;
    const {group, name} = options;
    if (group !== undefined)
      return this.#closeWithLog(await KafkaConsumer.open(connect, offsets, {...options, group: `${prefix}-${group}`}));
    const reader = await KafkaReader.open(connect, offsets, options);
    if (name !== undefined) this.#reportOffsets(reader, `${prefix}-${name}`);
    return this.#closeWithLog(reader);
  }

  async own(
    topic: string,
    name: string,
    changed: (owned: ReadonlySet<number>, partitions: number) => void,
    signal?: AbortSignal,
  ): Promise<Ownership> {
    const offsets = {of: (of: string) => this.#admin.ask((admin) => topicOffsets(admin, of))};
    const partitions = (await offsets.of(topic)).length;
    // a member of a group that reads nothing: the group's assignment is what counts
    const member = await KafkaConsumer.open(() => this.#connect(20), offsets, {
      topics: [topic],
      from: "committed",
      // the same for installations with different groups: they share the topic
      group: `lapbook-${name}-${topic}`,
      fetchBytes: 1,
      signal,
      onAssigned: (keys) => {
        const all = Array.from({length: partitions}, (_, partition) => partition);
        changed(new Set(all.filter((partition) => keys.has(partitionKey(topic, partition)))), partitions);
      },
    });
    return this.#closeWithLog(member);
  }

  read(range: LogRange): AsyncIterable<LogEntry[]> {
    return readKafkaRange(
      {
        cluster: () => this.#cluster(),
        reconnect: () => this.#dropReading(),
        offsets: (topic) => this.#admin.ask((admin) => topicOffsets(admin, topic)),
      },
      range,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((part) => part.close()));
    await Promise.all([this.#admin.close(), this.#dropReading()]);
  }

  #cluster(): Promise<Cluster> {
    if (!this.#reading) {
      const connection = this.#connect(REQUEST_RETRIES);
      const cluster = clusterOf(connection.kafka);
      this.#reading = {connection, ready: cluster.connect().then(() => cluster)};
    }
    return this.#reading.ready;
  }

  async #dropReading(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    if (!reading) return;
    reading.connection.end();
    await settleWithin(
      3_000,
      reading.ready.then((cluster) => cluster.disconnect()),
    );
  }

  /** Reports the reader's offsets to the broker until it is closed. */
  #reportOffsets(reader: KafkaReader, group: string): void {
    const report = new OffsetReport(group, {
      cluster: () => this.#cluster(),
      positions: () => reader.positions(),
      log: this.#options.log,
    });
    const close = reader.close.bind(reader);
    reader.close = async () => {
      await settleWithin(2_000, report.close());
      await close();
    };
  }

  /** Closes it with the log. */
  #closeWithLog<T extends Producer | Consumer>(part: T): T {
    this.#open.add(part);
    const close = part.close.bind(part);
    part.close = () => {
      this.#open.delete(part);
      return close();
    };
    return part;
  }

  #connect(retries: number): KafkaConnection {
    return connectTo(this.#config, {retries, log: this.#options.log});
  }

  async #exists(topic: string): Promise<boolean> {
    return this.#admin.ask(async (admin) => (await admin.listTopics()).includes(topic));
  }
}
