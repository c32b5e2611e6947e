import {setTimeout as sleep} from "node:timers/promises";
import type {ConsumeOptions, Consumer, LogEntry, LogOffset} from "../log.js";
import {type KafkaConnection, settleWithin} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import {type Fetched, fetchRecords} from "./fetchRequest.js";
import {partitionKey} from "./partitionKey.js";
import {protocolError} from "./protocolError.js";
import {startOffsets, type TopicOffsets} from "./startOffsets.js";

/** How long the broker holds a fetch until there is something new. Closing waits for it. */
const FETCH = {waitMs: 500, maxBytes: 2 ** 20};
const PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** The answer of one broker, or its failure. */
interface Answer {
  nodeId: string;
  fetched: Fetched[];
  failure?: unknown;
}

/**
 * Reads all partitions of topics without joining a group: other consumers do not interrupt it, and its offsets are not
 * committed. It keeps one fetch per broker under way, and reconnects until it succeeds when a connection breaks.
 */
export class KafkaReader implements Consumer {
  readonly #connect: () => KafkaConnection;
  readonly #offsets: TopicOffsets;
  readonly #topics: string[];
  readonly #positions = new Map<string, LogOffset>();
  readonly #closing = new AbortController();
  /** ends the wait for answers */
  #wake = (): void => {};
  /** answers not yet processed */
  #answers: Answer[] = [];
  /** `targeted`: the cluster looks for the leaders of our topics */
  #client: {connection: KafkaConnection; cluster: Cluster; targeted: boolean} | undefined;
  /** brokers with a fetch under way or an unprocessed answer, on the present connection */
  #pending = new Set<string>();

  private constructor(connect: () => KafkaConnection, offsets: TopicOffsets, topics: string[]) {
    this.#connect = connect;
    this.#offsets = offsets;
    this.#topics = topics;
  }

  /** Resolves when the start offsets are known: messages sent after that are read, also with `from: "latest"`. */
  static async open(
    connect: () => KafkaConnection,
    offsets: TopicOffsets,
    {topics, from, signal}: ConsumeOptions,
  ): Promise<KafkaReader> {
    signal?.throwIfAborted();
    const reader = new KafkaReader(connect, offsets, topics);
    for (const {topic, partition, offset, first} of await startOffsets(
      from === "committed" ? "earliest" : from,
      topics,
      offsets,
    ))
      reader.#setPosition({topic, partition, offset: offset ?? first});
    signal?.addEventListener("abort", () => void reader.close(), {once: true});
    return reader;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LogEntry[]> {
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      const answer = await this.#next();
      if (!answer) return;
      let failed = answer.failure !== undefined;
      if (failed) await this.#recover(answer.failure);
      for (const {topic, partition, entries, offset, error} of answer.fetched) {
        const position = this.#positions.get(partitionKey(topic, partition))!;
        if (error) {
          failed = true;
          await this.#recover(error, position);
        }
        // While a partition moves between brokers, both may have answered for it.
        const fresh =
          entries[0]?.offset < position.offset ? entries.filter((e) => e.offset >= position.offset) : entries;
        position.offset = Math.max(position.offset, offset);
        if (fresh.length > 0) yield fresh;
        if (this.#closing.signal.aborted) return;
      }
      failures = failed ? failures + 1 : 0;
      if (failed) await this.#pause(Math.min(LONGEST_PAUSE_MS, PAUSE_MS * failures));
    }
  }

  /** Does nothing: there is no group to commit to. */
  async commit(): Promise<void> {}

  /** The next offsets to read. */
  positions(): LogOffset[] {
    return [...this.#positions.values()];
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake();
    await this.#drop();
  }

  /** The next broker's answer; undefined when the reader is closed. */
  async #next(): Promise<Answer | undefined> {
    try {
      const cluster = await this.#connected();
      if (this.#closing.signal.aborted) return;
      for (const [nodeId, positions] of this.#byLeader(cluster)) {
        if (!this.#pending.has(nodeId)) void this.#fetch(cluster, nodeId, positions);
      }
      // No Promise.race: it retains every result until the losing promise settles.
      while (this.#answers.length === 0 && !this.#closing.signal.aborted)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      const answer = this.#answers.shift();
      if (answer) this.#pending.delete(answer.nodeId);
      return answer;
    } catch (failure) {
      return {nodeId: "", fetched: [], failure};
    }
  }

  /** Fetches from a broker; the answer is added to `#answers`, unless the connection was closed meanwhile. */
  async #fetch(cluster: Cluster, nodeId: string, positions: LogOffset[]): Promise<void> {
    const pending = this.#pending;
    pending.add(nodeId);
    let answer: Answer;
    try {
      answer = {nodeId, fetched: await fetchRecords(await cluster.findBroker({nodeId}), positions, FETCH)};
    } catch (failure) {
      answer = {nodeId, fetched: [], failure};
    }
    if (pending !== this.#pending) return;
    this.#answers.push(answer);
    this.#wake();
  }

  /** Partitions by the broker that leads them. Partitions created since the start are read from their first entry. */
  #byLeader(cluster: Cluster): Map<string, LogOffset[]> {
    const nodes = new Map<string, LogOffset[]>();
    for (const topic of this.#topics) {
      for (const {partitionId: partition, leader} of cluster.findTopicPartitionMetadata(topic)) {
        const position =
          this.#positions.get(partitionKey(topic, partition)) ?? this.#setPosition({topic, partition, offset: 0});
        const node = nodes.get(String(leader));
        if (node) node.push(position);
        else nodes.set(String(leader), [position]);
      }
    }
    return nodes;
  }

  #setPosition(position: LogOffset): LogOffset {
    this.#positions.set(partitionKey(position.topic, position.partition), position);
    return position;
  }

  async #connected(): Promise<Cluster> {
    if (!this.#client) {
      const connection = this.#connect();
      this.#client = {connection, cluster: clusterOf(connection.kafka), targeted: false};
      await this.#client.cluster.connect();
    }
    const client = this.#client;
    // A broker may not know a new topic yet. kafkajs forgets the topics then, and would never look for them again.
    if (!client.targeted) {
      await client.cluster.addMultipleTargetTopics(this.#topics);
      client.targeted = true;
    }
    await client.cluster.refreshMetadataIfNecessary();
    return client.cluster;
  }

  /** After a failure: drops the connection, corrects the offset, or refreshes the metadata. */
  async #recover(failure: unknown, position?: LogOffset): Promise<void> {
    const type = protocolError(failure);
    if (type === undefined) return this.#drop();
    try {
      if (type === "OFFSET_OUT_OF_RANGE" && position) {
        const {first, next} = (await this.#offsets.of(position.topic))[position.partition] ?? {first: 0, next: 0};
        position.offset = Math.min(Math.max(position.offset, first), next);
      } else await this.#client?.cluster.refreshMetadata();
    } catch {
      await this.#drop();
    }
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#pending = new Set();
    this.#answers = [];
    client?.connection.end();
    if (client) await settleWithin(3_000, client.cluster.disconnect());
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, {signal: this.#closing.signal}).catch(() => {});
  }
}
