import {setTimeout as sleep} from "node:timers/promises";
import kafkajs, {type Admin} from "kafkajs";
import {UserError} from "../../userError.js";
import type {TopicSpec} from "../log.js";
import {type KafkaConnection, settleWithin} from "./client.js";
import {protocolError} from "./protocolError.js";
import {mergedConfig, topicConfig, topicRetention} from "./topicConfig.js";

const {ConfigResourceTypes} = kafkajs;

const NO_LEADER = new Set(["NOT_LEADER_FOR_PARTITION", "LEADER_NOT_AVAILABLE", "UNKNOWN_TOPIC_OR_PARTITION"]);

/** Of a topic that exists, or that a busy controller is still creating. */
const CREATED = new Set(["TOPIC_ALREADY_EXISTS", "REQUEST_TIMED_OUT"]);

/** How long a request is repeated while a partition has no leader, and how often over the same connection. */
const NO_LEADER_MS = 20_000;
const REPEATS = 5;
const PAUSE_MS = 200;

interface Open {
  connection: KafkaConnection;
  ready: Promise<Admin>;
  /** requests under way */
  asking: number;
  /** closes when they have ended */
  retired: boolean;
}

/** A connection for administrative requests, opened when first needed and again after it broke. */
export class AdminConnection {
  #open: Open | undefined;
  #closed = false;

  constructor(
    private readonly connect: () => KafkaConnection,
    private readonly brokers: readonly string[],
    private readonly noLeaderMs = NO_LEADER_MS,
  ) {}

  /**
   * Repeats the request for some seconds while a partition has no leader. Throws a UserError when no broker answers or the
   * login is refused.
   */
  async ask<T>(request: (admin: Admin) => Promise<T>): Promise<T> {
    for (const until = performance.now() + this.noLeaderMs; ; ) {
      const open = this.#opened();
      open.asking++;
      try {
        return await request(await open.ready);
      } catch (error) {
        if (error instanceof UserError) throw error;
        const type = protocolError(error);
        const noLeader = NO_LEADER.has(type ?? "");
        // kafkajs asks for the leaders again after minutes only; a new connection asks at once.
        if (type === undefined || noLeader) this.#retire(open);
        if (!noLeader || this.#closed || performance.now() > until) throw this.#explain(error as Error);
      } finally {
        if (--open.asking === 0 && open.retired) void disconnect(open);
      }
      await sleep(PAUSE_MS);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const open = this.#open;
    if (!open) return;
    this.#retire(open);
    await disconnect(open);
  }

  #opened(): Open {
    if (!this.#open) {
      const connection = this.connect();
      const admin = connection.kafka.admin();
      this.#open = {connection, ready: admin.connect().then(() => admin), asking: 0, retired: false};
    }
    return this.#open;
  }

  /** The next request opens a new connection. */
  #retire(open: Open): void {
    open.retired = true;
    if (this.#open === open) this.#open = undefined;
  }

  #explain(error: Error): Error {
    const {name, message} = error;
    if (/SASL/i.test(name)) return new UserError(`kafka refused the login: ${message}`);
    if (/Connection|BrokerNotFound|NumberOfRetries|Timeout/.test(name))
      return new UserError(`no Kafka broker answers at ${this.brokers.join(", ")} (KAFKA_BROKERS): ${message}`);
    return error;
  }
}

async function disconnect({connection, ready}: Open): Promise<void> {
  connection.end();
  await settleWithin(
    3_000,
    ready.then((admin) => admin.disconnect()),
  );
}

/** Creates topics and waits until each partition has a leader. Resolves too when another process has created them meanwhile. */
export async function createTopics(
  admin: Admin,
  topics: Parameters<Admin["createTopics"]>[0]["topics"],
): Promise<void> {
  try {
    // kafkajs' own wait fails where the broker does not know of the topic yet that the controller has created
    await admin.createTopics({topics, waitForLeaders: false});
  } catch (error) {
    const {errors = [error]} = error as {errors?: unknown[]};
    if (!errors.every((one) => CREATED.has(protocolError(one) ?? ""))) throw error;
  }
  await onceLed(() => admin.fetchTopicMetadata({topics: topics.map(({topic}) => topic)}), 20);
}

/** Repeats a request while a new or returning partition has no leader: kafkajs does not repeat these. */
async function onceLed<T>(request: () => Promise<T>, repeats = REPEATS): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await request();
    } catch (error) {
      if (attempts === repeats || !NO_LEADER.has(protocolError(error) ?? "")) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** First stored and next offset by partition. Throws `unknown topic: foo`. */
export async function topicOffsets(admin: Admin, topic: string): Promise<{first: number; next: number}[]> {
  // kafkajs would repeat the request for an unknown topic.
  if (!(await admin.listTopics()).includes(topic)) throw new UserError(`unknown topic: ${topic}`);
  const partitions = await onceLed(() => admin.fetchTopicOffsets(topic));
  return partitions
    .sort((a, b) => a.partition - b.partition)
    .map(({low, high}) => ({first: Number(low), next: Number(high)}));
}

/** Applies the settings of the specs to existing topics. Resolves when the broker reports them, or after 3 s. */
export async function reconfigureTopics(admin: Admin, specs: readonly TopicSpec[], replication: 1 | 3): Promise<void> {
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
      // Settings that are not named return to their defaults.
      configEntries: mergedConfig(entriesOf(resources, spec.name), topicConfig(spec, replication)),
    })),
  });
  for (let attempts = 0; attempts < 30; attempts++) {
    const {resources: now} = await read();
    const done = specs.every((spec) => {
      const {retentionMs, retentionBytes} = topicRetention(entriesOf(now, spec.name));
      return retentionMs === spec.retentionMs && retentionBytes === spec.retentionBytes;
    });
    if (done) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
