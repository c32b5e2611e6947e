import {partitionOf} from "../embedded/partitionOf.js";
import {type Cluster, errorOf} from "./cluster.js";
import type {Identity} from "./identity.js";
import type {Queued} from "./lingerQueue.js";
import {produceRequest} from "./produceRequest.js";
import {type EncodedRecords, encodeBatch, encodeRecords} from "./recordBatch.js";

/** How long a broker may wait for its replicas, ms: less than requestTimeout. */
const REPLICAS_MS = 8_000;

/** Permanent errors: sending the same again fails again. */
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

/** The broker no longer knows this producer (its state has expired or was lost): a new producer id is needed. */
const UNKNOWN_PRODUCER = new Set([
  "OUT_OF_ORDER_SEQUENCE_NUMBER",
  "UNKNOWN_PRODUCER_ID",
  "INVALID_PRODUCER_EPOCH",
  "PRODUCER_FENCED",
  "INVALID_PRODUCER_ID_MAPPING",
]);

/** The messages of one partition. */
interface Part {
  topic: string;
  partition: number;
  items: Queued[];
  records: EncodedRecords;
  /** the last encoded batch, and the producer identity in it */
  sent?: {bytes: Buffer; identity: Identity};
}

export interface BatchEvents {
  delivered(items: Queued[]): void;
  refused(items: Queued[], error: Error): void;
}

/** Messages sent together, of which some may not be acknowledged yet. */
export class Batch {
  /** the last attempt failed because the broker does not know the producer's identity */
  producerUnknown = false;
  readonly #events: BatchEvents;
  #unsplit: Queued[];
  #parts: Part[] = [];

  constructor(items: Queued[], events: BatchEvents) {
    this.#unsplit = items;
    this.#events = events;
  }

  get done(): boolean {
    return this.#parts.length === 0 && this.#unsplit.length === 0;
  }

  /** Messages neither delivered nor refused. */
  get items(): Queued[] {
    return [...this.#unsplit, ...this.#parts.flatMap(({items}) => items)];
  }

  /** Sends the remaining messages once, to each broker its partitions. Resolves with the first error that a retry may solve. */
  async send(cluster: Cluster, identity: Identity): Promise<Error | undefined> {
    this.producerUnknown = false;
    await cluster.addMultipleTargetTopics([...new Set(this.items.map(({topic}) => topic))]);
    await cluster.refreshMetadataIfNecessary();
    if (this.#unsplit.length > 0) {
      // Partitions are chosen once: a message must not move to another partition when it is sent again.
      this.#parts = split(this.#unsplit, (topic) => cluster.findTopicPartitionMetadata(topic).length);
      this.#unsplit = [];
    }
    const nodes = new Map<string, Part[]>();
    for (const part of this.#parts) {
      const [node] = Object.keys(cluster.findLeaderForPartitions(part.topic, [part.partition]));
      nodes.set(node, [...(nodes.get(node) ?? []), part]);
    }
    const failures = await Promise.all(
      [...nodes].map(([node, parts]) => this.#sendTo(cluster, node, parts, identity).catch((error: Error) => error)),
    );
    return failures.find((failure) => failure !== undefined);
  }

  async #sendTo(cluster: Cluster, nodeId: string, parts: Part[], identity: Identity): Promise<Error | undefined> {
    const node = await cluster.findBroker({nodeId});
    const batches = parts.map((part) => {
      const {topic, partition, records} = part;
      if (part.sent?.identity !== identity) {
        part.sent = {identity, bytes: encodeBatch(records, identity.sender(topic, partition))};
      }
      return {topic, partition, bytes: part.sent.bytes};
    });
    const {topics} = await node.connectionPool.send(produceRequest(batches, REPLICAS_MS));
    let failure: Error | undefined;
    for (const {topicName, partitions} of topics) {
      for (const {partition, errorCode} of partitions) {
        const part = parts.find((each) => each.topic === topicName && each.partition === partition);
        if (part) failure = this.#answered(part, identity, errorOf(errorCode)) ?? failure;
      }
    }
    return failure;
  }

  #answered(part: Part, identity: Identity, error?: Error & {type: string}): Error | undefined {
    // A duplicate was stored by an earlier attempt whose answer was lost.
    if (!error || error.type === "DUPLICATE_SEQUENCE_NUMBER") {
      identity.delivered(part.topic, part.partition, part.items.length);
      this.#remove(part);
      this.#events.delivered(part.items);
      return;
    }
    if (REFUSED.has(error.type)) {
      this.#remove(part);
      this.#events.refused(part.items, error);
      return;
    }
    if (UNKNOWN_PRODUCER.has(error.type)) this.producerUnknown = true;
    return error;
  }

  #remove(part: Part): void {
    this.#parts = this.#parts.filter((other) => other !== part);
  }
}

/** The partitions of the keys in use, by number of partitions. */
const partitionCaches = new Map<number, Map<string, number>>();

function cachedPartition(key: string, partitions: number, known: Map<string, number>): number {
  let partition = known.get(key);
  if (partition !== undefined) return partition;
  if (known.size >= 10_000) known.clear();
  partition = partitionOf(key, partitions);
  known.set(key, partition);
  return partition;
}

function split(items: Queued[], partitionsOf: (topic: string) => number): Part[] {
  const topics = new Map<string, {partitions: number; known: Map<string, number>; parts: Map<number, Queued[]>}>();
  for (const item of items) {
    let topic = topics.get(item.topic);
    if (!topic) {
      const partitions = partitionsOf(item.topic);
      if (partitions === 0) throw new Error(`no metadata of ${item.topic}`);
      let known = partitionCaches.get(partitions);
      if (!known) partitionCaches.set(partitions, (known = new Map()));
      topics.set(item.topic, (topic = {partitions, known, parts: new Map()}));
    }
    const partition = cachedPartition(item.message.key, topic.partitions, topic.known);
    const part = topic.parts.get(partition);
    if (part) part.push(item);
    else topic.parts.set(partition, [item]);
  }
  return [...topics].flatMap(([topic, {parts}]) =>
    [...parts].map(([partition, items]) => {
      return {topic, partition, items, records: encodeRecords(items.map(({message}) => message))};
    }),
  );
}
