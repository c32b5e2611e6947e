import {setTimeout as sleep} from "node:timers/promises";
import type {ConsumeOptions, Consumer, LogEntry} from "../log.js";
import {type Lifeline, within} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import {type Fetched, fetchRecords, type Position} from "./fetchRequest.js";
import {type Offsets, placeAt} from "./placeAt.js";
import {protocolError} from "./protocolError.js";

/** A fetch waits so long at the broker for something new. Closing waits for it. */
const FETCH = {waitMs: 500, maxBytes: 2 ** 20};
const PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** What one broker answered, or why it did not. */
interface Answer {
  nodeId: string;
  fetched: Fetched[];
  failure?: unknown;
}

/**
 * Reads all partitions of topics without a group: nobody else's coming and going stops it, and where it reads is known to it
 * alone. One fetch a broker is under way while the reader waits; kafkajs keeps the connections, which are made anew for as long
 * as it takes when they break.
 */
export class KafkaReader implements Consumer {
  readonly #connect: () => Lifeline;
  readonly #offsets: Offsets;
  readonly #topics: string[];
  readonly #positions = new Map<string, Position>();
  readonly #closing = new AbortController();
  /** ends the waiting for brokers */
  #wake = (): void => {};
  /** brokers' answers, not yet taken */
  #answers: Answer[] = [];
  #client: {line: Lifeline; cluster: Cluster} | undefined;
  /** brokers that were asked over the connection in use, until their answer is taken */
  #asked = new Set<string>();

  private constructor(connect: () => Lifeline, offsets: Offsets, topics: string[]) {
    this.#connect = connect;
    this.#offsets = offsets;
    this.#topics = topics;
  }

  /** Resolves when it is known where to begin: what is sent from then on is seen, also by `from: "latest"`. */
  static async open(
    connect: () => Lifeline,
    offsets: Offsets,
    {topics, from, signal}: ConsumeOptions,
  ): Promise<KafkaReader> {
    signal?.throwIfAborted();
    const reader = new KafkaReader(connect, offsets, topics);
    for (const {topic, partition, offset, first} of await placeAt(
      from === "committed" ? "earliest" : from,
      topics,
      offsets,
    ))
      reader.#place({topic, partition, offset: offset ?? first});
    signal?.addEventListener("abort", () => void reader.close(), {once: true});
    return reader;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LogEntry[]> {
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      const answer = await this.#next();
      if (!answer) return;
      let troubled = answer.failure !== undefined;
      if (troubled) await this.#recover(answer.failure);
      for (const {topic, partition, entries, offset, error} of answer.fetched) {
        const position = this.#positions.get(keyOf(topic, partition))!;
        if (error) {
          troubled = true;
          await this.#recover(error, position);
        }
        // two brokers may have been asked for a partition that moves from one to the other
        const fresh =
          entries[0]?.offset < position.offset ? entries.filter((e) => e.offset >= position.offset) : entries;
        position.offset = Math.max(position.offset, offset);
        if (fresh.length > 0) yield fresh;
        if (this.#closing.signal.aborted) return;
      }
      failures = troubled ? failures + 1 : 0;
      if (troubled) await this.#pause(Math.min(LONGEST_PAUSE_MS, PAUSE_MS * failures));
    }
  }

  /** Nothing is committed without a group. */
  async commit(): Promise<void> {}

  /** Where it reads on. */
  positions(): Position[] {
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
        if (!this.#asked.has(nodeId)) void this.#ask(cluster, nodeId, positions);
      }
      // no Promise.race: what loses holds on to what won, and so to all that was read until the next full collection
      while (this.#answers.length === 0 && !this.#closing.signal.aborted)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      const answer = this.#answers.shift();
      if (answer) this.#asked.delete(answer.nodeId);
      return answer;
    } catch (failure) {
      return {nodeId: "", fetched: [], failure};
    }
  }

  /** Asks a broker; its answer goes to `#answers`, unless the connection was dropped meanwhile. */
  async #ask(cluster: Cluster, nodeId: string, positions: Position[]): Promise<void> {
    const asked = this.#asked;
    asked.add(nodeId);
    let answer: Answer;
    try {
      answer = {nodeId, fetched: await fetchRecords(await cluster.findBroker({nodeId}), positions, FETCH)};
    } catch (failure) {
      answer = {nodeId, fetched: [], failure};
    }
    if (asked !== this.#asked) return;
    this.#answers.push(answer);
    this.#wake();
  }

  /** Partitions by who leads them now; of those that were made since, from their first entry on. */
  #byLeader(cluster: Cluster): Map<string, Position[]> {
    const nodes = new Map<string, Position[]>();
    for (const topic of this.#topics) {
      for (const {partitionId: partition, leader} of cluster.findTopicPartitionMetadata(topic)) {
        const position = this.#positions.get(keyOf(topic, partition)) ?? this.#place({topic, partition, offset: 0});
        const node = nodes.get(String(leader));
        if (node) node.push(position);
        else nodes.set(String(leader), [position]);
      }
    }
    return nodes;
  }

  #place(position: Position): Position {
    this.#positions.set(keyOf(position.topic, position.partition), position);
    return position;
  }

  async #connected(): Promise<Cluster> {
    if (!this.#client) {
      const line = this.#connect();
      this.#client = {line, cluster: clusterOf(line.kafka)};
      await this.#client.cluster.connect();
      await this.#client.cluster.addMultipleTargetTopics(this.#topics);
    }
    const {cluster} = this.#client;
    await cluster.refreshMetadataIfNecessary();
    return cluster;
  }

  /** After a failure: a new connection, a new place, or a new look at who leads what. */
  async #recover(failure: unknown, position?: Position): Promise<void> {
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
    this.#asked = new Set();
    this.#answers = [];
    client?.line.end();
    if (client) await within(3_000, client.cluster.disconnect());
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, {signal: this.#closing.signal}).catch(() => {});
  }
}

/** A partition by name: "topic\npartition" cannot be mistaken for another's. */
const keyOf = (topic: string, partition: number): string => `${topic}\n${partition}`;
