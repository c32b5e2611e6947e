import type {LogMessage, Producer, SendOptions} from "../log.js";
import {Batch} from "./batch.js";
import {type KafkaConnection, settleWithin} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import {Identity} from "./identity.js";
import {LingerQueue, type Queued, sizeOf} from "./lingerQueue.js";
import {protocolError} from "./protocolError.js";
import {MAX_BATCH_BYTES} from "./topicConfig.js";

export interface ProducerOptions {
  /** default of SendOptions.lingerMs */
  lingerMs?: number;
  maxBatchMessages?: number;
  maxBatchBytes?: number;
  /** unacknowledged bytes above which `send` refuses */
  maxQueuedBytes?: number;
  /** how long `close` waits for the last acknowledgements, ms */
  closeMs?: number;
}

/** The largest message, bytes: the topics' limit less the batch header and what LZ4 may add. */
const MAX_MESSAGE_BYTES = MAX_BATCH_BYTES - 2 ** 16;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends messages idempotently, compressed with LZ4 and acknowledged by all in-sync replicas. Messages are gathered until the
 * first of them has waited `lingerMs`, then sent in one request per broker. One batch is under way at a time, so messages keep
 * their order. A batch is repeated unchanged until the broker acknowledges it; the broker discards duplicates.
 *
 * Connections are those of kafkajs. Its producer is not used: it encodes several times more slowly, and resets sequence
 * numbers when a send fails.
 *
 * Callers that await `send` are slowed to the broker's pace. For others, `send` rejects above `maxQueuedBytes`.
 */
export class KafkaProducer implements Producer {
  readonly #connect: () => KafkaConnection;
  readonly #exists: (topic: string) => Promise<boolean>;
  readonly #options: Required<ProducerOptions>;
  readonly #queue = new LingerQueue();
  readonly #known = new Set<string>();
  #client: {connection: KafkaConnection; cluster: Cluster} | undefined;
  /** kept across connections */
  #identity: Identity | undefined;
  /** bytes of the queue and of the batch being sent */
  #unacknowledged = 0;
  #pushed = 0;
  #settled = 0;
  #flushes: {upTo: number; resolve: () => void}[] = [];
  /** when the queue must be sent, on the monotonic clock */
  #due = Number.POSITIVE_INFINITY;
  #wake: (() => void) | undefined;
  #closing = false;
  #ended = false;
  readonly #running: Promise<void>;

  /** `exists` rejects when no broker answers. */
  constructor(
    connect: () => KafkaConnection,
    exists: (topic: string) => Promise<boolean>,
    options: ProducerOptions = {},
  ) {
    this.#connect = connect;
    this.#exists = exists;
    this.#options = {
      lingerMs: 1,
      maxBatchMessages: 1000,
      maxBatchBytes: 2 ** 20,
      maxQueuedBytes: 128 * 2 ** 20,
      closeMs: 10_000,
      ...options,
    };
    this.#running = this.#run();
  }

  send(
    topic: string,
    messages: readonly LogMessage[],
    {lingerMs = this.#options.lingerMs}: SendOptions = {},
  ): Promise<void> {
    if (this.#closing) return Promise.reject(new Error("producer is closed"));
    if (messages.length === 0) return Promise.resolve();
    let bytes = 0;
    for (const message of messages) {
      const size = sizeOf(message);
      if (size > MAX_MESSAGE_BYTES) return Promise.reject(new Error(`message too large: ${size} bytes`));
      if (!(Math.abs(message.timestamp) <= Number.MAX_SAFE_INTEGER))
        return Promise.reject(new Error(`invalid timestamp: ${message.timestamp}`));
      bytes += size;
    }
    // When nothing else waits, a call of any size is accepted.
    if (this.#unacknowledged > 0 && this.#unacknowledged + bytes > this.#options.maxQueuedBytes)
      return Promise.reject(new Error(`producer queue full: ${this.#unacknowledged} bytes unacknowledged`));
    return new Promise((resolve, reject) => {
      const call = {left: messages.length, resolve, reject};
      this.#due = Math.min(this.#due, performance.now() + lingerMs);
      for (const message of messages) this.#queue.push({topic, message, bytes: sizeOf(message), call});
      this.#unacknowledged += bytes;
      this.#pushed += messages.length;
      this.#wake?.();
    });
  }

  flush(): Promise<void> {
    if (this.#settled >= this.#pushed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#flushes.push({upTo: this.#pushed, resolve});
      this.#wake?.();
    });
  }

  /** Bytes passed to `send` and not yet acknowledged. */
  get unacknowledgedBytes(): number {
    return this.#unacknowledged;
  }

  async close(): Promise<void> {
    if (this.#closing) return this.#running;
    this.#closing = true;
    await settleWithin(this.#options.closeMs, this.flush());
    this.#ended = true;
    this.#client?.connection.end();
    this.#wake?.();
    const left = this.#queue.take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    this.#settle(left, new Error("producer closed before the broker acknowledged"));
    await this.#dropClient();
    await settleWithin(3_000, this.#running);
  }

  async #run(): Promise<void> {
    const {maxBatchMessages, maxBatchBytes} = this.#options;
    while (!this.#ended) {
      const wait = this.#wait();
      if (wait > 0) {
        await this.#sleep(wait);
        continue;
      }
      const batch = this.#queue.take(maxBatchMessages, maxBatchBytes);
      if (this.#queue.length === 0) this.#due = Number.POSITIVE_INFINITY;
      await this.#deliver(batch);
    }
  }

  /** How long the queue may wait, ms: 0 when it fills a batch or a flush waits, Infinity when it is empty. */
  #wait(): number {
    const {maxBatchMessages, maxBatchBytes} = this.#options;
    const {length, bytes} = this.#queue;
    if (length === 0) return Number.POSITIVE_INFINITY;
    if (length >= maxBatchMessages || bytes >= maxBatchBytes || this.#flushes.length > 0) return 0;
    return this.#due - performance.now();
  }

  /** Resolves after `ms`, or earlier when a new message is due before. */
  #sleep(ms: number): Promise<void> {
    const until = performance.now() + ms;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(done, Math.ceil(ms));
      this.#wake = () => {
        if (this.#ended || this.#due < until || this.#wait() <= 0) done();
      };
    });
  }

  async #deliver(batch: Queued[]): Promise<void> {
    const known = await this.#knownTopics(batch);
    const rest = known.size ? batch.filter(({topic}) => known.has(topic)) : [];
    for (const topic of new Set(batch.map((item) => item.topic))) {
      if (known.has(topic)) continue;
      const undeliverable = batch.filter((item) => item.topic === topic);
      this.#settle(
        undeliverable,
        new Error(this.#ended ? "producer closed before the broker acknowledged" : `unknown topic: ${topic}`),
      );
    }
    if (rest.length === 0) return;
    const parts = new Batch(rest, {
      delivered: (items) => this.#settle(items),
      refused: (items, error) => this.#settle(items, new Error(`kafka refused messages: ${error.message}`)),
    });
    for (let attempt = 0; !this.#ended; attempt++) {
      try {
        const cluster = await this.#connected();
        this.#identity ??= await Identity.of(cluster);
        const error = await parts.send(cluster, this.#identity);
        if (parts.done) return;
        if (parts.producerUnknown) this.#identity = undefined;
        if (error && protocolError(error) === undefined) throw error;
        await cluster.refreshMetadata();
      } catch (error) {
        // The next attempt uses a new connection.
        if (protocolError(error) === undefined) await this.#dropClient();
      }
      await sleep(Math.min(1_000, 100 * 2 ** attempt));
    }
    this.#settle(parts.items, new Error("producer closed before the broker acknowledged"));
  }

  /** The topics of the batch that exist. kafkajs would wait for the others without end. */
  async #knownTopics(batch: Queued[]): Promise<Set<string>> {
    const known = new Set<string>();
    for (const topic of new Set(batch.map((item) => item.topic))) {
      while (!this.#known.has(topic) && !this.#ended) {
        try {
          if (!(await this.#exists(topic))) break;
          this.#known.add(topic);
        } catch {
          await sleep(500);
        }
      }
      if (this.#known.has(topic)) known.add(topic);
    }
    return known;
  }

  /** Connects, retrying until a broker answers or the producer ends. */
  async #connected(): Promise<Cluster> {
    if (!this.#client) {
      const connection = this.#connect();
      this.#client = {connection, cluster: clusterOf(connection.kafka)};
    }
    const {cluster} = this.#client;
    await cluster.connect();
    return cluster;
  }

  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    client?.connection.end();
    if (client) await settleWithin(3_000, client.cluster.disconnect());
  }

  #settle(items: Queued[], error?: Error): void {
    for (const {call, bytes} of items) {
      this.#unacknowledged -= bytes;
      if (error) call.reject(error);
      else if (--call.left === 0) call.resolve();
    }
    this.#settled += items.length;
    this.#flushes = this.#flushes.filter(({upTo, resolve}) => {
      if (upTo <= this.#settled) resolve();
      return upTo > this.#settled;
    });
  }
}
