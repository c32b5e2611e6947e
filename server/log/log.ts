/**
 * The log: durable topics of keyed messages. One port, two adapters (embedded on disk, Apache Kafka), one conformance suite.
 * Nothing above it knows which one stands behind it.
 *
 * Order holds among messages of one key. A message is acknowledged when `send` resolves: on disk by the chosen sync policy
 * (embedded), or on all in-sync replicas (Kafka).
 */
export interface LogMessage {
  /** the session id, or what else must keep its order; decides the partition */
  key: string;
  value: Uint8Array;
  headers: Record<string, string>;
  /** ms since 1970-01-01 UTC */
  timestamp: number;
}

export interface LogEntry extends LogMessage {
  topic: string;
  partition: number;
  /** grows by one a message within its partition; the next one to consume after this is offset + 1 */
  offset: number;
}

export interface TopicSpec {
  name: string;
  partitions: number;
  /** whole segments older than this are dropped; Infinity keeps all */
  retentionMs: number;
  /** a partition's size after which its oldest segments are dropped; Infinity when absent */
  retentionBytes?: number;
}

export interface TopicDescription extends TopicSpec {
  /** by partition: the first offset that is still there, and the one that the next message gets */
  offsets: {first: number; next: number}[];
}

export interface SendOptions {
  /** how long messages may wait for others to travel with, ms, where that costs less; 0: not at all. What waits goes with what does not. */
  lingerMs?: number;
}

export interface Producer {
  /** Resolves when acknowledged. Calls may overlap; messages of one key keep the order of the calls. */
  send(topic: string, messages: readonly LogMessage[], options?: SendOptions): Promise<void>;
  /** Resolves when everything sent is acknowledged. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Where to begin reading: the group's committed position (else `earliest`), the first or the next message, or given offsets. */
export type Start = "committed" | "earliest" | "latest" | {topic: string; partition: number; offset: number}[];

export interface ConsumeOptions {
  topics: string[];
  /** consumers of one group share the partitions and their committed positions; absent: all partitions, nothing committed */
  group?: string;
  /**
   * What watchers of the log know a reader without a group by. On Kafka its position is noted under
   * `<KAFKA_CONSUMER_GROUP>-<name>`, so that its lag can be seen; where it reads has nothing to do with it.
   */
  name?: string;
  from: Start;
  signal?: AbortSignal;
}

/** Offsets `from` … `to` − 1 of a partition. */
export interface Range {
  topic: string;
  partition: number;
  from: number;
  to: number;
}

/**
 * Yields batches of entries of one partition, in order, and waits for new ones at the end. Pull: nothing more is read than
 * is asked for. The batch's positions count as consumed only once `commit` has resolved.
 */
export interface Consumer extends AsyncIterable<LogEntry[]> {
  /** Everything up to and with this entry of its partition is done. */
  commit(entry: Pick<LogEntry, "topic" | "partition" | "offset">): Promise<void>;
  close(): Promise<void>;
}

export interface Log {
  /** Makes topics that are not there; those that are keep their partitions and take the new retention. */
  createTopics(specs: readonly TopicSpec[]): Promise<void>;
  describeTopics(): Promise<TopicDescription[]>;
  producer(): Promise<Producer>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  /**
   * The entries of a stretch of a partition that are still there, in order. Ends at `to` or where the partition ends now, and
   * waits for nothing new. Cheap to begin: for looking back, beside a consumer that follows.
   */
  read(range: Range): AsyncIterable<LogEntry[]>;
  close(): Promise<void>;
}
