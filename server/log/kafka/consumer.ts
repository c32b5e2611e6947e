import {setTimeout} from "node:timers/promises";
import type {EachBatchPayload, Consumer as KafkaJsConsumer} from "kafkajs";
import type {ConsumeOptions, Consumer, LogEntry} from "../log.js";
import {type Lifeline, within} from "./client.js";
import {toEntry} from "./entry.js";
import {Handover} from "./handover.js";
import {type Offsets, placeAt} from "./placeAt.js";

/** A partition by name: "topic\npartition" cannot be mistaken for another's. */
const keyOf = (topic: string, partition: number): string => `${topic}\n${partition}`;

const HEARTBEAT_MS = 500;
/** A fetch waits so long at the broker for something new. Closing waits for it. */
const FETCH_WAIT_MS = 500;
const REBALANCE_MS = 20_000;
/** No fetch and no heartbeat for so long: the consumer is wedged. Longer than a rebalance may take. */
const STALLED_MS = 30_000;

/** ConsumeOptions with a group, named as the brokers know it. */
export type GroupOptions = ConsumeOptions & {group: string};

/**
 * A member of a group: a kafkajs consumer turned from push to pull, and watched over. kafkajs hands over a batch and waits until the reader takes
 * it (heartbeats go on meanwhile, so a slow reader keeps its partitions). Where to read on is kept here, not in kafkajs, which
 * forgets at each rebalance what was read and not committed. When it crashes or stalls it is replaced.
 */
export class KafkaConsumer implements Consumer {
  readonly #connect: () => Lifeline;
  readonly #offsets: Offsets;
  readonly #topics: string[];
  readonly #group: string;
  /** where to read on, of the partitions that this consumer holds */
  readonly #positions = new Map<string, number>();
  /** where `from` says to begin, until the partition was first assigned */
  readonly #starts = new Map<string, number>();
  readonly #handover = new Handover<LogEntry[]>();
  readonly #closed = new AbortController();
  #held = new Set<string>();
  #memberId = "";
  #current: {consumer: KafkaJsConsumer; end: () => void} | undefined;
  /** when kafkajs last fetched or sent a heartbeat */
  #alive = 0;
  /** batches read, now and when it was last looked at */
  #read = 0;
  #readBefore = -1;
  #supervising: Promise<void> = Promise.resolve();
  /** how often kafkajs' consumer had to be replaced */
  restarts = 0;

  private constructor(connect: () => Lifeline, offsets: Offsets, {topics, group}: GroupOptions) {
    this.#connect = connect;
    this.#offsets = offsets;
    this.#topics = topics;
    this.#group = group;
  }

  /** Resolves when the group is joined: what is sent from then on is seen, also by `from: "latest"`. */
  static async open(connect: () => Lifeline, offsets: Offsets, options: GroupOptions): Promise<KafkaConsumer> {
    options.signal?.throwIfAborted();
    const consumer = new KafkaConsumer(connect, offsets, options);
    await consumer.#place(options.from);
    await new Promise<void>((resolve) => {
      consumer.#supervising = consumer.#supervise(resolve).finally(resolve);
      options.signal?.addEventListener("abort", () => void consumer.close(), {once: true});
    });
    return consumer;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<LogEntry[]> {
    for (let batch = await this.#handover.take(); batch; batch = await this.#handover.take()) yield batch;
  }

  async commit({topic, partition, offset}: Pick<LogEntry, "topic" | "partition" | "offset">): Promise<void> {
    const {consumer} = this.#current ?? {};
    if (!consumer || this.#closed.signal.aborted) throw new Error("consumer is closed");
    if (!this.#held.has(keyOf(topic, partition))) throw new Error(`partition moved on: ${topic} ${partition}`);
    await consumer.commitOffsets([{topic, partition, offset: String(offset + 1)}]);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#handover.close();
    this.#current?.end();
    await this.#supervising;
  }

  /** Starts that the group's committed positions do not say. */
  async #place(from: ConsumeOptions["from"]): Promise<void> {
    const placed = await placeAt(from === "committed" ? [] : from, this.#topics, this.#offsets);
    for (const {topic, partition, offset} of placed)
      if (offset !== undefined) this.#starts.set(keyOf(topic, partition), offset);
  }

  async #supervise(joined: () => void): Promise<void> {
    const {signal} = this.#closed;
    for (let failures = 0; ; this.restarts++) {
      const before = this.#alive;
      await this.#life(joined);
      if (signal.aborted) return;
      failures = this.#alive > before ? 0 : failures + 1;
      await setTimeout(Math.min(5_000, 100 * 2 ** failures), undefined, {signal}).catch(() => {});
    }
  }

  /** One kafkajs consumer from its joining to its crash, stall or our closing. */
  async #life(joined: () => void): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const line = this.#connect();
    const consumer = line.kafka.consumer({
      groupId: this.#group,
      sessionTimeout: 10_000,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
    });
    let watch: NodeJS.Timeout | undefined;
    await new Promise<void>((end) => {
      this.#current = {consumer, end};
      this.#alive = performance.now();
      const live = (): void => {
        this.#alive = performance.now();
      };
      const {FETCH, HEARTBEAT, GROUP_JOIN, CRASH} = consumer.events;
      consumer.on(FETCH, live);
      consumer.on(HEARTBEAT, live);
      consumer.on(CRASH, () => end());
      // Listeners are called at once: before the new generation's first fetch.
      consumer.on(GROUP_JOIN, ({payload: {memberId, memberAssignment}}) => {
        live();
        this.#assigned(consumer, memberId, memberAssignment as Record<string, number[]>);
        joined();
      });
      let lagging = 0;
      watch = setInterval(async () => {
        if (performance.now() - this.#alive > STALLED_MS) end();
        const stuck = await this.#stuck().catch(() => false);
        lagging = stuck ? lagging + 1 : 0;
        if (lagging === 3) end();
      }, STALLED_MS / 3);
      this.#begin(consumer).catch(() => end());
    });
    clearInterval(watch);
    this.#current = undefined;
    this.#held = new Set();
    await within(3_000, consumer.disconnect());
    line.end();
  }

  async #begin(consumer: KafkaJsConsumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({topics: this.#topics, fromBeginning: true});
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#eachBatch(payload),
    });
  }

  /** Nothing was read since the last look although there is something, and it is not the reader who makes us wait. */
  async #stuck(): Promise<boolean> {
    const idle = this.#read === this.#readBefore && !this.#handover.waiting;
    this.#readBefore = this.#read;
    if (!idle) return false;
    if (this.#held.size === 0) return false;
    for (const topic of this.#topics) {
      const offsets = await this.#offsets.of(topic);
      if (offsets.some(({next}, p) => next > (this.#positions.get(keyOf(topic, p)) ?? Number.POSITIVE_INFINITY)))
        return this.#read === this.#readBefore;
    }
    return false;
  }

  #assigned(consumer: KafkaJsConsumer, memberId: string, assignment: Record<string, number[]>): void {
    const before = memberId === this.#memberId ? this.#held : new Set<string>();
    this.#memberId = memberId;
    this.#held = new Set();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) this.#held.add(keyOf(topic, partition));
    }
    // Partitions that stayed go on where they were; those that come (back) begin at the group's committed position.
    for (const key of this.#positions.keys()) if (!before.has(key) || !this.#held.has(key)) this.#positions.delete(key);
    for (const key of this.#held) {
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
    const key = keyOf(topic, partition);
    const position = this.#positions.get(key) ?? 0;
    const entries: LogEntry[] = [];
    for (const message of batch.messages) {
      if (Number(message.offset) >= position) entries.push(toEntry(topic, partition, message));
    }
    if (entries.length > 0) {
      let lost: unknown;
      let pulse: NodeJS.Timeout | undefined;
      const taken = await this.#handover.offer(entries, (withdraw) => {
        pulse = setInterval(() => {
          if (!isRunning()) withdraw();
          heartbeat().catch((error) => {
            lost = error;
            withdraw();
          });
        }, HEARTBEAT_MS);
      });
      clearInterval(pulse);
      // thrown, kafkajs joins the group again; what was not taken is read again by whoever then holds the partition
      if (!taken && lost) throw lost;
      if (!taken) return;
      this.#read++;
      this.#positions.set(key, entries[entries.length - 1].offset + 1);
    }
    resolveOffset(batch.lastOffset());
    await heartbeat();
  }
}
