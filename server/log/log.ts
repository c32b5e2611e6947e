/**
 * The log: durable topics of keyed messages. Two adapters implement it, embedded on disk and Apache Kafka, and pass the same
 * conformance tests.
 *
 * Messages of one key keep their order. `send` resolves when a message is acknowledged: on disk by the configured sync policy
 * (embedded), or on all in-sync replicas (Kafka).
 */
export interface LogMessage {
  /** decides the partition: the session id, or another id whose messages must keep their order */
  key: string;
  value: Uint8Array;
  headers: Record<string, string>;
  /** ms since 1970-01-01 UTC */
  timestamp: number;
}

export interface LogOffset {
  topic: string;
  partition: number;
  /** number of a message within its partition */
  offset: number;
}

export interface LogEntry extends LogMessage, LogOffset {}

export interface TopicSpec {
  name: string;
  partitions: number;
  /** segments older than this are deleted; Infinity keeps all */
  retentionMs: number;
  /** size of a partition above which its oldest segments are deleted; Infinity when absent */
  retentionBytes?: number;
}

export interface TopicDescription extends TopicSpec {
  /** by partition: the first offset still stored, and the one that the next message gets */
  offsets: {first: number; next: number}[];
}

export interface SendOptions {
  /** longest time that messages may wait to be sent together with others, ms; 0: none. A send that does not wait sends waiting ones too. */
  lingerMs?: number;
}

export interface Producer {
  /** Resolves when acknowledged. Calls may overlap; messages of one key keep the order of the calls. */
  send(topic: string, messages: readonly LogMessage[], options?: SendOptions): Promise<void>;
  /** Resolves when everything sent is acknowledged. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Where a consumer begins: at the group's committed offsets (else `earliest`), the first or the next message, or given offsets. */
export type Start = "committed" | "earliest" | "latest" | LogOffset[];

export interface ConsumeOptions {
  topics: string[];
  /** consumers of one group share the partitions and their committed offsets; absent: all partitions, nothing committed */
  group?: string;
  /**
   * Name under which the lag of a consumer without a group is reported: on Kafka its offsets are committed to the group
   * `<KAFKA_CONSUMER_GROUP>-<name>`. They do not decide where it begins.
   */
  name?: string;
  from: Start;
  signal?: AbortSignal;
}

/** Offsets `from` … `to` − 1 of a partition. */
export interface LogRange {
  topic: string;
  partition: number;
  from: number;
  to: number;
}

/**
 * Yields batches of entries of one partition, in order, and waits for new ones at the end. It reads only what is asked for.
 * Entries count as consumed once `commit` has resolved.
 */
export interface Consumer extends AsyncIterable<LogEntry[]> {
  /** Marks the entries of the partition up to and including this one as consumed. */
  commit(entry: LogOffset): Promise<void>;
  close(): Promise<void>;
}

/** A process's share of a topic's partitions. */
export interface Ownership {
  /** gives the partitions to the others */
  close(): Promise<void>;
}

export interface Log {
  /** Creates topics that do not exist; existing ones keep their partitions and get the new retention. */
  createTopics(specs: readonly TopicSpec[]): Promise<void>;
  describeTopics(): Promise<TopicDescription[]>;
  producer(): Promise<Producer>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  /**
   * Shares the partitions of a topic among the processes that ask under this name, so that each has one owner. `changed` is called with
   * the partitions of this process and the number of all: at first, whenever they change, and with none while they are assigned
   * anew. A log that only this process writes does not have it.
   */
  own?(
    topic: string,
    name: string,
    changed: (owned: ReadonlySet<number>, partitions: number) => void,
    signal?: AbortSignal,
  ): Promise<Ownership>;
  /** The stored entries of a range, in order. Ends at `to` or at the partition's present end, without waiting for new ones. */
  read(range: LogRange): AsyncIterable<LogEntry[]>;
  close(): Promise<void>;
}
