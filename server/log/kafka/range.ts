import type {LogEntry, Range} from "../log.js";
import type {Cluster} from "./cluster.js";
import {toEntry} from "./entry.js";
import {protocolError} from "./protocolError.js";

const BYTES_A_READ = 2 ** 20;
const WAIT_MS = 10;
/** Answers without a message where the broker says there is one: then there is none (what is there are marks of transactions). */
const EMPTY_ANSWERS = 3;
const TRIES = 20;
const PAUSE_MS = 200;
/** The leader is being changed, or was just made. */
const MOVING = new Set(["NOT_LEADER_FOR_PARTITION", "LEADER_NOT_AVAILABLE", "REPLICA_NOT_AVAILABLE"]);

/** What a read asks of its log. */
export interface Reading {
  /** the connection now; one that broke is made anew */
  cluster(): Promise<Cluster>;
  broken(): Promise<void>;
  /** first kept and next offset of the topic's partitions */
  offsets(topic: string): Promise<{first: number; next: number}[]>;
}

/**
 * Fetches a stretch of a partition straight from its leader: no group is joined. Ends at `to`, or where the partition ends; what
 * retention drops meanwhile is left out. Throws when no leader answers for some seconds.
 */
export async function* readRange(reading: Reading, {topic, partition, from, to}: Range): AsyncGenerator<LogEntry[]> {
  let offset = from;
  let empty = 0;
  for (let failures = 0; offset < to && empty < EMPTY_ANSWERS; ) {
    let entries: LogEntry[];
    let end: number;
    try {
      ({entries, end} = await fetchFrom(await reading.cluster(), topic, partition, offset));
    } catch (error) {
      const type = protocolError(error);
      if (type === "OFFSET_OUT_OF_RANGE") {
        const {first, next} = (await reading.offsets(topic))[partition] ?? {first: 0, next: 0};
        if (offset >= first) return; // behind the end
        offset = Math.max(offset + 1, Math.min(first, next));
        continue;
      }
      if (++failures === TRIES || (type !== undefined && !MOVING.has(type))) throw error;
      if (type === undefined) await reading.broken();
      else await (await reading.cluster()).refreshMetadata();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      continue;
    }
    failures = 0;
    const wanted = entries.filter((entry) => entry.offset >= offset && entry.offset < to);
    if (entries.length > 0) {
      offset = Math.max(offset, entries[entries.length - 1].offset + 1);
      empty = 0;
    } else empty++;
    if (wanted.length > 0) yield wanted;
    if (offset >= end) return;
  }
}

async function fetchFrom(
  cluster: Cluster,
  topic: string,
  partition: number,
  offset: number,
): Promise<{entries: LogEntry[]; end: number}> {
  await cluster.addMultipleTargetTopics([topic]);
  await cluster.refreshMetadataIfNecessary();
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw new RangeError(`unknown partition: ${topic} ${partition}`);
  const node = await cluster.findBroker({nodeId});
  const {responses} = await node.fetch({
    replicaId: -1,
    maxWaitTime: WAIT_MS,
    maxBytes: BYTES_A_READ,
    topics: [{topic, partitions: [{partition, fetchOffset: String(offset), maxBytes: BYTES_A_READ}]}],
  });
  const answer = responses[0]?.partitions[0];
  const entries = (answer?.messages ?? []).map((message) => toEntry(topic, partition, message));
  return {entries, end: Number(answer?.highWatermark ?? 0)};
}
