import type {LogMessage, Producer, SendOptions} from "../log.js";
import {Batch} from "./batch.js";
import {type Lifeline, within} from "./client.js";
import {type Cluster, clusterOf} from "./cluster.js";
import {Identity} from "./identity.js";
import {LingerQueue, type Queued, sizeOf} from "./lingerQueue.js";
import {protocolError} from "./protocolError.js";
import {MAX_BATCH_BYTES} from "./topicConfig.js";

export interface ProducerOptions {
  /** how long a message waits for others to travel with unless `send` says otherwise, ms */
  lingerMs?: number;
  maxBatchMessages?: number;
  maxBatchBytes?: number;
  /** unacknowledged bytes above which `send` refuses */
  maxQueuedBytes?: number;
  /** how long `close` waits for the last acknowledgements, ms */
  closeMs?: number;
}

/** The largest message that is sent, bytes: what the topics take, less the batch around it and what LZ4 may add. */
const MAX_MESSAGE_BYTES = MAX_BATCH_BYTES - 2 ** 16;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Idempotent, acknowledged by all in-sync replicas, LZ4. Messages gather until the first of them has waited long enough, and travel in one request a broker at a
 * time: no two of one partition are ever under way, so none can change places. A batch is repeated unchanged, for as long as it
 * takes, until the broker has it; the broker drops what it has already.
 *
 * kafkajs finds and keeps the connections. Its own producer is not used: it encodes several times more slowly, and winds its
 * sequence numbers back when a send fails.
 *
 * Whoever awaits `send` is slowed to the broker's pace. Who does not is refused above `maxQueuedBytes`.
 */
export class KafkaProducer implements Producer {
  readonly #connect: () => Lifeline;
  readonly #exists: (topic: string) => Promise<boolean>;
  readonly #options: Required<ProducerOptions>;
  readonly #queue = new LingerQueue();
  readonly #known = new Set<string>();
  #client: {line: Lifeline; cluster: Cluster} | undefined;
  /** outlives connections */
  #identity: Identity | undefined;
  /** bytes of the queue and of the batch under way */
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
  constructor(connect: () => Lifeline, exists: (topic: string) => Promise<boolean>, options: ProducerOptions = {}) {
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
    // one call is always taken when nothing else waits, however large
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

  /** Bytes that were sent and are not acknowledged. */
  get unacknowledgedBytes(): number {
    return this.#unacknowledged;
  }

  async close(): Promise<void> {
    if (this.#closing) return this.#running;
    this.#closing = true;
    await within(this.#options.closeMs, this.flush());
    this.#ended = true;
    this.#client?.line.end();
    this.#wake?.();
    const left = this.#queue.take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    this.#settle(left, new Error("producer closed before the broker had it"));
    await this.#dropClient();
    await within(3_000, this.#running);
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

  /** How long the queue may wait, ms: not at all when it is worth a batch or someone is in a hurry, for ever when it is empty. */
  #wait(): number {
    const {maxBatchMessages, maxBatchBytes} = this.#options;
    const {length, bytes} = this.#queue;
    if (length === 0) return Number.POSITIVE_INFINITY;
    if (length >= maxBatchMessages || bytes >= maxBatchBytes || this.#flushes.length > 0) return 0;
    return this.#due - performance.now();
  }

  /** Until the time is over, or something came for which it is too long. */
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
      const lost = batch.filter((item) => item.topic === topic);
      this.#settle(
        lost,
        new Error(this.#ended ? "producer closed before the broker had it" : `unknown topic: ${topic}`),
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
        if (parts.forgotten) this.#identity = undefined;
        if (error && protocolError(error) === undefined) throw error;
        await cluster.refreshMetadata();
      } catch (error) {
        // whatever became of the connection, the next try has a new one
        if (protocolError(error) === undefined) await this.#dropClient();
      }
      await sleep(Math.min(1_000, 100 * 2 ** attempt));
    }
    this.#settle(parts.items, new Error("producer closed before the broker had it"));
  }

  /** Those of the batch's topics that exist. kafkajs would wait for the others for ever. */
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

  /** Tries until a broker answers, or the producer ends. */
  async #connected(): Promise<Cluster> {
    if (!this.#client) {
      const line = this.#connect();
      this.#client = {line, cluster: clusterOf(line.kafka)};
    }
    const {cluster} = this.#client;
    await cluster.connect();
    return cluster;
  }

  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    client?.line.end();
    if (client) await within(3_000, client.cluster.disconnect());
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
