import kafkajs, {type Admin} from "kafkajs";
import {UserError} from "../../userError.js";
import type {ConsumeOptions, Consumer, Log, LogEntry, LogRange, Producer, TopicDescription, TopicSpec} from "../log.js";
import {connectTo, type Lifeline, within} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import type {KafkaConfig} from "./config.js";
import {KafkaConsumer} from "./consumer.js";
import {registerLz4} from "./lz4.js";
import {PositionReport} from "./positionReport.js";
import {KafkaProducer, type ProducerOptions} from "./producer.js";
import {protocolError} from "./protocolError.js";
import {readRange} from "./range.js";
import {KafkaReader} from "./reader.js";
import {keptConfig, readRetention, topicConfig} from "./topicConfig.js";

const {ConfigResourceTypes} = kafkajs;

export interface KafkaLogOptions {
  /** a line for people: connections lost, batches refused */
  log?: (line: string) => void;
  producer?: ProducerOptions;
}

const NO_LEADER_YET = new Set(["NOT_LEADER_FOR_PARTITION", "LEADER_NOT_AVAILABLE", "UNKNOWN_TOPIC_OR_PARTITION"]);

/** How often a question about topics is asked when no broker answers: about ten seconds. */
const ADMIN_RETRIES = 10;

/** The log on Apache Kafka, 3.5 or newer. Nothing is asked of a broker before it is needed. */
export class KafkaLog implements Log {
  readonly #config: KafkaConfig;
  readonly #options: KafkaLogOptions;
  #admin: {line: Lifeline; ready: Promise<Admin>} | undefined;
  /** for all that is read without a group */
  #reading: {line: Lifeline; ready: Promise<Cluster>} | undefined;
  readonly #open = new Set<Producer | Consumer>();

  constructor(config: KafkaConfig, options: KafkaLogOptions = {}) {
    registerLz4();
    this.#config = config;
    this.#options = options;
  }

  async createTopics(specs: readonly TopicSpec[]): Promise<void> {
    const {replication} = this.#config;
    await this.#ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const topics = specs
        .filter(({name}) => !there.has(name))
        .map((spec) => ({
          topic: spec.name,
          numPartitions: spec.partitions,
          replicationFactor: replication,
          configEntries: topicConfig(spec, replication),
        }));
      // false when another process was quicker
      if (topics.length) await admin.createTopics({topics, waitForLeaders: true});
      const old = specs.filter(({name}) => there.has(name));
      if (old.length === 0) return;
      await reconfigure(admin, old, replication);
    });
  }

  /** All topics that are not Kafka's own; those of `only` that are there when it is given. */
  describeTopics(only?: readonly string[]): Promise<TopicDescription[]> {
    return this.#ask(async (admin) => {
      const there = (await admin.listTopics()).filter((name) => !name.startsWith("__"));
      const names = there.filter((name) => only?.includes(name) ?? true).sort();
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
          const offsets = await offsetsOf(admin, name);
          const entries = resources.find(({resourceName}) => resourceName === name)?.configEntries ?? [];
          return {name, partitions: offsets.length, ...readRetention(entries), offsets};
        }),
      );
    });
  }

  async producer(): Promise<Producer> {
    const connect = (): Lifeline => this.#connect(Number.POSITIVE_INFINITY);
    return this.#keep(new KafkaProducer(connect, (topic) => this.#exists(topic), this.#options.producer));
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const offsets = {of: (topic: string) => this.#ask((admin) => offsetsOf(admin, topic))};
    const connect = () => this.#connect(20);
    const prefix = this.#config.consumerGroup;
    const {group, name} = options;
    if (group !== undefined)
      return this.#keep(await KafkaConsumer.open(connect, offsets, {...options, group: `${prefix}-${group}`}));
    const reader = await KafkaReader.open(connect, offsets, options);
    if (name !== undefined) this.#watch(reader, `${prefix}-${name}`);
    return this.#keep(reader);
  }

  read(range: LogRange): AsyncIterable<LogEntry[]> {
    return readRange(
      {
        cluster: () => this.#cluster(),
        broken: () => this.#dropReading(),
        offsets: (topic) => this.#ask((admin) => offsetsOf(admin, topic)),
      },
      range,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((part) => part.close()));
    await Promise.all([this.#dropAdmin(), this.#dropReading()]);
  }

  #cluster(): Promise<Cluster> {
    if (!this.#reading) {
      const line = this.#connect(ADMIN_RETRIES);
      const cluster = clusterOf(line.kafka);
      this.#reading = {line, ready: cluster.connect().then(() => cluster)};
    }
    return this.#reading.ready;
  }

  async #dropReading(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    if (!reading) return;
    reading.line.end();
    await within(
      3_000,
      reading.ready.then((cluster) => cluster.disconnect()),
    );
  }

  /** Notes the reader's position at the broker, for whoever watches it, until it is closed. */
  #watch(reader: KafkaReader, group: string): void {
    const report = new PositionReport(group, {
      cluster: () => this.#cluster(),
      positions: () => reader.positions(),
      log: this.#options.log,
    });
    const close = reader.close.bind(reader);
    reader.close = async () => {
      await within(2_000, report.close());
      await close();
    };
  }

  #keep<T extends Producer | Consumer>(part: T): T {
    this.#open.add(part);
    const close = part.close.bind(part);
    part.close = () => {
      this.#open.delete(part);
      return close();
    };
    return part;
  }

  #connect(retries: number): Lifeline {
    return connectTo(this.#config, {retries, log: this.#options.log});
  }

  async #exists(topic: string): Promise<boolean> {
    return this.#ask(async (admin) => (await admin.listTopics()).includes(topic));
  }

  /** Asks through one connection that is made when first needed and made anew when it broke. */
  async #ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    if (!this.#admin) {
      const line = this.#connect(ADMIN_RETRIES);
      const admin = line.kafka.admin();
      this.#admin = {line, ready: admin.connect().then(() => admin)};
    }
    const {ready} = this.#admin;
    try {
      return await question(await ready);
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (this.#admin?.ready === ready && protocolError(error) === undefined) await this.#dropAdmin();
      throw this.#clear(error);
    }
  }

  async #dropAdmin(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    if (!admin) return;
    admin.line.end();
    await within(
      3_000,
      admin.ready.then((client) => client.disconnect()),
    );
  }

  #clear(error: unknown): Error {
    const {name, message} = error as Error;
    if (/SASL/i.test(name)) return new UserError(`kafka refused the login: ${message}`);
    if (/Connection|BrokerNotFound|NumberOfRetries|Timeout/.test(name))
      return new UserError(`no Kafka broker answers at ${this.#config.brokers.join(", ")} (KAFKA_BROKERS): ${message}`);
    return error as Error;
  }
}

/** First kept and next offset by partition. Throws `unknown topic: foo`. */
async function offsetsOf(admin: Admin, topic: string): Promise<{first: number; next: number}[]> {
  // kafkajs would ask for an unknown topic again and again
  if (!(await admin.listTopics()).includes(topic)) throw new UserError(`unknown topic: ${topic}`);
  let partitions: Awaited<ReturnType<Admin["fetchTopicOffsets"]>> = [];
  for (let tries = 1; ; tries++) {
    try {
      partitions = await admin.fetchTopicOffsets(topic);
      break;
    } catch (error) {
      // a partition just made, or just come back, has no leader for a moment; kafkajs does not ask again
      if (tries === 20 || !NO_LEADER_YET.has(protocolError(error) ?? "")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return partitions
    .sort((a, b) => a.partition - b.partition)
    .map(({low, high}) => ({first: Number(low), next: Number(high)}));
}

/** Gives topics that are there the settings of their specs. Resolves when the broker that was asked goes by them. */
async function reconfigure(admin: Admin, specs: readonly TopicSpec[], replication: 1 | 3): Promise<void> {
  const read = () =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: specs.map(({name}) => ({type: ConfigResourceTypes.TOPIC, name})),
    });
  const {resources} = await read();
  const entriesOf = (all: typeof resources, name: string) =>
    all.find(({resourceName}) => resourceName === name)?.configEntries ?? [];
  await admin.alterConfigs({
    validateOnly: false,
    resources: specs.map((spec) => ({
      type: ConfigResourceTypes.TOPIC,
      name: spec.name,
      // What is not named goes back to the broker's default; what an operator set is to stay.
      configEntries: keptConfig(entriesOf(resources, spec.name), topicConfig(spec, replication)),
    })),
  });
  for (let tries = 0; tries < 30; tries++) {
    const {resources: now} = await read();
    const done = specs.every((spec) => {
      const {retentionMs, retentionBytes} = readRetention(entriesOf(now, spec.name));
      return retentionMs === spec.retentionMs && retentionBytes === spec.retentionBytes;
    });
    if (done) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
