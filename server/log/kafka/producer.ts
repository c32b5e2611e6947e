import kafkajs, {type ICustomPartitioner, type Producer as KafkaJsProducer, type Message} from "kafkajs";
import type {LogMessage, Producer} from "../log.js";
import {type Lifeline, within} from "./client.js";
import {LingerQueue, type Queued, sizeOf} from "./lingerQueue.js";
import {protocolError} from "./protocolError.js";
import {MAX_BATCH_BYTES} from "./topicConfig.js";

const {CompressionTypes, Partitioners} = kafkajs;

export interface ProducerOptions {
  /** how long a message waits for others to travel with, ms */
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

/** The broker's last word: sending the same again changes nothing. */
const REFUSED = new Set([
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
  "INVALID_RECORD",
  "INVALID_TIMESTAMP",
  "INVALID_TOPIC_EXCEPTION",
  "TOPIC_AUTHORIZATION_FAILED",
  "CLUSTER_AUTHORIZATION_FAILED",
  "UNSUPPORTED_FOR_MESSAGE_FORMAT",
  "POLICY_VIOLATION",
]);

/** The broker no longer knows this producer (its state expired, or was lost with data): only a new producer id helps. */
const FORGOTTEN = new Set([
  "OUT_OF_ORDER_SEQUENCE_NUMBER",
  "DUPLICATE_SEQUENCE_NUMBER",
  "UNKNOWN_PRODUCER_ID",
  "INVALID_PRODUCER_EPOCH",
  "PRODUCER_FENCED",
  "INVALID_PRODUCER_ID_MAPPING",
]);

/** kafkajs wraps a partition's sequence number wrongly at 2³¹: a new producer id long before. */
const MESSAGES_AN_ID = 2 ** 30;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Idempotent, acknowledged by all in-sync replicas, LZ4. Messages gather for `lingerMs` and travel in one `sendBatch` at a
 * time: kafkajs winds sequence numbers back when a send fails, so two under way could change places or swallow each other.
 * A batch is repeated unchanged, for as long as it takes, until the broker has it; the broker drops what it has already.
 *
 * Whoever awaits `send` is slowed to the broker's pace. Who does not is refused above `maxQueuedBytes`.
 */
export class KafkaProducer implements Producer {
  readonly #connect: () => Lifeline;
  readonly #exists: (topic: string) => Promise<boolean>;
  readonly #options: Required<ProducerOptions>;
  readonly #queue = new LingerQueue();
  readonly #known = new Set<string>();
  #client: {line: Lifeline; producer: KafkaJsProducer; sent: number} | undefined;
  /** bytes of the queue and of the batch under way */
  #unacknowledged = 0;
  #pushed = 0;
  #settled = 0;
  #flushes: {upTo: number; resolve: () => void}[] = [];
  #oldest = 0;
  #wake: (() => void) | undefined;
  #closing = false;
  #ended = false;
  readonly #running: Promise<void>;

  /** `exists` rejects when no broker answers. */
  constructor(connect: () => Lifeline, exists: (topic: string) => Promise<boolean>, options: ProducerOptions = {}) {
    this.#connect = connect;
    this.#exists = exists;
    this.#options = {
      lingerMs: 3,
      maxBatchMessages: 1000,
      maxBatchBytes: 2 ** 20,
      maxQueuedBytes: 128 * 2 ** 20,
      closeMs: 10_000,
      ...options,
    };
    this.#running = this.#run();
  }

  send(topic: string, messages: readonly LogMessage[]): Promise<void> {
    if (this.#closing) return Promise.reject(new Error("producer is closed"));
    if (messages.length === 0) return Promise.resolve();
    const sizes = messages.map(sizeOf);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const largest = Math.max(...sizes);
    if (largest > MAX_MESSAGE_BYTES) return Promise.reject(new Error(`message too large: ${largest} bytes`));
    // one call is always taken when nothing else waits, however large
    if (this.#unacknowledged > 0 && this.#unacknowledged + bytes > this.#options.maxQueuedBytes)
      return Promise.reject(new Error(`producer queue full: ${this.#unacknowledged} bytes unacknowledged`));
    return new Promise((resolve, reject) => {
      const call = {left: messages.length, resolve, reject};
      if (this.#queue.length === 0) this.#oldest = performance.now();
      messages.forEach((message, i) => {
        this.#queue.push({topic, message, bytes: sizes[i], call});
      });
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
    const {lingerMs, maxBatchMessages, maxBatchBytes} = this.#options;
    while (!this.#ended) {
      const full = this.#queue.length >= maxBatchMessages || this.#queue.bytes >= maxBatchBytes;
      const wait = this.#queue.length === 0 ? Number.POSITIVE_INFINITY : this.#oldest + lingerMs - performance.now();
      if (wait > 0 && !full && !(this.#queue.length > 0 && this.#flushes.length > 0)) {
        await this.#sleep(wait);
        continue;
      }
      const batch = this.#queue.take(maxBatchMessages, maxBatchBytes);
      await this.#deliver(batch);
    }
  }

  /** Until the time is over, the queue is worth a batch, or someone is in a hurry. */
  #sleep(ms: number): Promise<void> {
    const {maxBatchMessages, maxBatchBytes} = this.#options;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(done, Math.ceil(ms));
      this.#wake = () => {
        const {length, bytes} = this.#queue;
        if (timer === undefined || this.#ended || this.#flushes.length > 0) done();
        else if (length >= maxBatchMessages || bytes >= maxBatchBytes) done();
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
    const topicMessages = byTopic(rest);
    for (let attempt = 0; !this.#ended; attempt++) {
      try {
        const client = (this.#client ??= this.#newClient());
        await client.producer.connect();
        await client.producer.sendBatch({acks: -1, compression: CompressionTypes.LZ4, topicMessages});
        client.sent += rest.length;
        this.#settle(rest);
        if (client.sent > MESSAGES_AN_ID) await this.#dropClient();
        return;
      } catch (error) {
        const type = protocolError(error);
        if (type && REFUSED.has(type)) {
          // Some partitions may have taken their part: this producer's sequence numbers are no longer right.
          await this.#dropClient();
          this.#settle(rest, new Error(`kafka refused messages: ${(error as Error).message}`));
          return;
        }
        if (type && FORGOTTEN.has(type)) await this.#dropClient();
        await sleep(Math.min(1_000, 100 * 2 ** attempt));
      }
    }
    this.#settle(rest, new Error("producer closed before the broker had it"));
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

  #newClient(): {line: Lifeline; producer: KafkaJsProducer; sent: number} {
    const line = this.#connect();
    const producer = line.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: pinned,
      retry: {retries: Number.MAX_SAFE_INTEGER},
    });
    return {line, producer, sent: 0};
  }

  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    client?.line.end();
    if (client) await within(3_000, client.producer.disconnect());
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

/** Kafka's default partitioner (murmur2 of the key), asked once a key; a message keeps its partition when it is sent again. */
const pinned: ICustomPartitioner = () => {
  const choose = Partitioners.DefaultPartitioner();
  const homes = new WeakMap<object, Map<string, number>>();
  return (args) => {
    const {topic, partitionMetadata, message} = args;
    if (message.partition !== undefined) return message.partition;
    const key = message.key as Buffer;
    let home = homes.get(key);
    if (!home) homes.set(key, (home = new Map()));
    const where = `${topic}\n${partitionMetadata.length}`;
    let partition = home.get(where);
    if (partition === undefined) home.set(where, (partition = choose(args)));
    message.partition = partition;
    return partition;
  };
};

/** The bytes of the keys in use. The same object for the same key, so that what is known of it can be kept by it. */
const keys = new Map<string, Buffer>();

function keyBytes(key: string): Buffer {
  let bytes = keys.get(key);
  if (bytes) return bytes;
  if (keys.size >= 10_000) keys.clear();
  bytes = Buffer.from(key);
  keys.set(key, bytes);
  return bytes;
}

function byTopic(items: Queued[]): {topic: string; messages: Message[]}[] {
  const topics = new Map<string, Message[]>();
  for (const {topic, message} of items) {
    let messages = topics.get(topic);
    if (!messages) topics.set(topic, (messages = []));
    const {value} = message;
    messages.push({
      key: keyBytes(message.key),
      value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      headers: message.headers,
      timestamp: String(message.timestamp),
    });
  }
  return [...topics].map(([topic, messages]) => ({topic, messages}));
}
