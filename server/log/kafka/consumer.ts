import {setTimeout} from "node:timers/promises";
import type {EachBatchPayload, Consumer as KafkaJsConsumer} from "kafkajs";
import type {ConsumeOptions, Consumer, LogEntry, LogOffset} from "../log.js";
import {type KafkaConnection, settleWithin} from "./client.js";
import {toEntry} from "./entry.js";
import {Handover} from "./handover.js";
import {partitionKey} from "./partitionKey.js";
import {startOffsets, type TopicOffsets} from "./startOffsets.js";

const HEARTBEAT_MS = 500;
/** How long the broker holds a fetch until there is something new. Closing waits for it. */
const FETCH_WAIT_MS = 500;
const REBALANCE_MS = 20_000;
/** A consumer without fetch and heartbeat for this time is replaced. Longer than a rebalance may take. */
const STALLED_MS = 30_000;

/** ConsumeOptions with the full name of a group. */
export type GroupOptions = ConsumeOptions & {
  group: string;
  /** called with the partitions (partitionKey) whenever they are assigned, and with none when they are taken away */
  onAssigned?: (partitions: ReadonlySet<string>) => void;
  /** most that one fetch brings of a partition; at least one batch comes */
  fetchBytes?: number;
};

/**
 * A member of a group: a kafkajs consumer, turned from push to pull. kafkajs hands over a batch and waits until the reader
 * takes it; heartbeats continue meanwhile, so a slow reader keeps its partitions. The read positions are kept here, because
 * kafkajs returns to the committed ones at each rebalance. A consumer that crashes or stalls is replaced.
 */
export class KafkaConsumer implements Consumer {
  readonly #connect: () => KafkaConnection;
  readonly #offsets: TopicOffsets;
  readonly #topics: string[];
  readonly #group: string;
  readonly #onAssigned: (partitions: ReadonlySet<string>) => void;
  readonly #fetchBytes: number | undefined;
  /** next offsets to read, of the assigned partitions */
  readonly #positions = new Map<string, number>();
  /** where `from` begins, until the partition is first assigned */
  readonly #starts = new Map<string, number>();
  readonly #handover = new Handover<LogEntry[]>();
  readonly #closed = new AbortController();
  #assignment = new Set<string>();
  #memberId = "";
  #current: {consumer: KafkaJsConsumer; end: () => void} | undefined;
  /** when kafkajs last fetched or sent a heartbeat */
  #lastActivity = 0;
  /** batches read until now, and until the last check */
  #read = 0;
  #readBefore = -1;
  #supervising: Promise<void> = Promise.resolve();
  /** how often the kafkajs consumer was replaced */
  restarts = 0;

  private constructor(connect: () => KafkaConnection, offsets: TopicOffsets, options: GroupOptions) {
    const {topics, group, onAssigned = () => {}, fetchBytes} = options;
    this.#connect = connect;
    this.#offsets = offsets;
    this.#topics = topics;
    this.#group = group;
    this.#onAssigned = onAssigned;
    this.#fetchBytes = fetchBytes;
  }

  /** Resolves when the group is joined: messages sent after that are read, also with `from: "latest"`. */
  static async open(
    connect: () => KafkaConnection,
    offsets: TopicOffsets,
    options: GroupOptions,
  ): Promise<KafkaConsumer> {
    options.signal?.throwIfAborted();
    const consumer = new KafkaConsumer(connect, offsets, options);
    await consumer.#findStarts(options.from);
    await new Promise<void>((resolve) => {
      consumer.#supervising = consumer.#supervise(resolve).finally(resolve);
      options.signal?.addEventListener("abort", () => void consumer.close(), {once: true});
    });
    return consumer;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LogEntry[]> {
    for (let batch = await this.#handover.take(); batch; batch = await this.#handover.take()) yield batch;
  }

  async commit({topic, partition, offset}: LogOffset): Promise<void> {
    const {consumer} = this.#current ?? {};
    if (!consumer || this.#closed.signal.aborted) throw new Error("consumer is closed");
    if (!this.#assignment.has(partitionKey(topic, partition)))
      throw new Error(`partition not assigned: ${topic} ${partition}`);
    await consumer.commitOffsets([{topic, partition, offset: String(offset + 1)}]);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#handover.close();
    this.#current?.end();
    await this.#supervising;
  }

  /** Where to begin, unless at the group's committed offsets. */
  async #findStarts(from: ConsumeOptions["from"]): Promise<void> {
    const starts = await startOffsets(from === "committed" ? [] : from, this.#topics, this.#offsets);
    for (const {topic, partition, offset} of starts)
      if (offset !== undefined) this.#starts.set(partitionKey(topic, partition), offset);
  }

  async #supervise(joined: () => void): Promise<void> {
    const {signal} = this.#closed;
    for (let failures = 0; ; this.restarts++) {
      const before = this.#lastActivity;
      await this.#runOnce(joined);
      if (signal.aborted) return;
      failures = this.#lastActivity > before ? 0 : failures + 1;
      await setTimeout(Math.min(5_000, 100 * 2 ** failures), undefined, {signal}).catch(() => {});
    }
  }

  /** Runs one kafkajs consumer until it crashes or stalls, or this one is closed. */
  async #runOnce(joined: () => void): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const connection = this.#connect();
    const consumer = connection.kafka.consumer({
      groupId: this.#group,
      sessionTimeout: 10_000,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      ...(this.#fetchBytes && {maxBytesPerPartition: this.#fetchBytes}),
    });
    let watch: NodeJS.Timeout | undefined;
    await new Promise<void>((end) => {
      this.#current = {consumer, end};
      this.#lastActivity = performance.now();
      const noteActivity = (): void => {
        this.#lastActivity = performance.now();
      };
      const {FETCH, HEARTBEAT, GROUP_JOIN, CRASH, REBALANCING} = consumer.events;
      consumer.on(FETCH, noteActivity);
      consumer.on(HEARTBEAT, noteActivity);
      consumer.on(CRASH, () => end());
      consumer.on(REBALANCING, () => this.#onAssigned(new Set()));
      // Listeners run synchronously, before the first fetch of the new generation.
      consumer.on(GROUP_JOIN, ({payload: {memberId, memberAssignment}}) => {
        noteActivity();
        this.#assigned(consumer, memberId, memberAssignment as Record<string, number[]>);
        joined();
      });
      let lagging = 0;
      watch = setInterval(async () => {
        if (performance.now() - this.#lastActivity > STALLED_MS) end();
        const stuck = await this.#stuck().catch(() => false);
        lagging = stuck ? lagging + 1 : 0;
        if (lagging === 3) end();
      }, STALLED_MS / 3);
      this.#start(consumer).catch(() => end());
    });
    clearInterval(watch);
    this.#current = undefined;
    this.#assignment = new Set();
    this.#onAssigned(this.#assignment);
    await settleWithin(3_000, consumer.disconnect());
    connection.end();
  }

  async #start(consumer: KafkaJsConsumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({topics: this.#topics, fromBeginning: true});
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
  }

  /** True when nothing was read since the last check although there is something, and the reader is waiting for it. */
  async #stuck(): Promise<boolean> {
    const idle = this.#read === this.#readBefore && !this.#handover.waiting;
    this.#readBefore = this.#read;
    if (!idle) return false;
    if (this.#assignment.size === 0) return false;
    for (const topic of this.#topics) {
      const offsets = await this.#offsets.of(topic);
      if (offsets.some(({next}, p) => next > (this.#positions.get(partitionKey(topic, p)) ?? Number.POSITIVE_INFINITY)))
        return this.#read === this.#readBefore;
    }
    return false;
  }

  #assigned(consumer: KafkaJsConsumer, memberId: string, assignment: Record<string, number[]>): void {
    const before = memberId === this.#memberId ? this.#assignment : new Set<string>();
    this.#memberId = memberId;
    this.#assignment = new Set();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) this.#assignment.add(partitionKey(topic, partition));
    }
    this.#onAssigned(this.#assignment);
    // Partitions that stay continue where they were; newly assigned ones begin at the group's committed offset.
    for (const key of this.#positions.keys())
      if (!before.has(key) || !this.#assignment.has(key)) this.#positions.delete(key);
    for (const key of this.#assignment) {
      const start = this.#starts.get(key);
      if (start !== undefined) this.#positions.set(key, start);
      this.#starts.delete(key);
      const offset = this.#positions.get(key);
      if (offset === undefined) continue;
      const [topic, partition] = key.split("\n");
      consumer.seek({topic, partition: Number(partition), offset: String(offset)});
    }
  }

  async #eachBatch({batch, heartbeat, isRunning, isStale, resolveOffset}: EachBatchPayload): Promise<void> {
    if (!isRunning() || isStale()) return;
    const {topic, partition} = batch;
    const key = partitionKey(topic, partition);
    const position = this.#positions.get(key) ?? 0;
    const entries: LogEntry[] = [];
    for (const message of batch.messages) {
      if (Number(message.offset) >= position) entries.push(toEntry(topic, partition, message));
    }
    if (entries.length > 0) {
      let heartbeatError: unknown;
      let heartbeats: NodeJS.Timeout | undefined;
      const accepted = await this.#handover.offer(entries, (withdraw) => {
        heartbeats = setInterval(() => {
          if (!isRunning()) withdraw();
          heartbeat().catch((error) => {
            heartbeatError = error;
            withdraw();
          });
        }, HEARTBEAT_MS);
      });
      clearInterval(heartbeats);
      // kafkajs joins the group again; the consumer that gets the partition reads this batch again.
      if (!accepted && heartbeatError) throw heartbeatError;
      if (!accepted) return;
      this.#read++;
      this.#positions.set(key, entries[entries.length - 1].offset + 1);
    }
    resolveOffset(batch.lastOffset());
    await heartbeat();
  }
}
