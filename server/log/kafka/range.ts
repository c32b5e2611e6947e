import type {LogEntry, LogRange} from "../log.js";
import type {Cluster} from "./cluster.js";
import {type Fetched, fetchRecords} from "./fetchRequest.js";
import {protocolError} from "./protocolError.js";

const OPTIONS = {waitMs: 10, maxBytes: 2 ** 20};
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
export async function* readRange(reading: Reading, {topic, partition, from, to}: LogRange): AsyncGenerator<LogEntry[]> {
  let offset = from;
  let empty = 0;
  for (let failures = 0; offset < to && empty < EMPTY_ANSWERS; ) {
    let fetched: Fetched;
    try {
      fetched = await fetchFrom(await reading.cluster(), topic, partition, offset);
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
    const {entries} = fetched;
    const wanted = entries.filter((entry) => entry.offset < to);
    empty = fetched.offset > offset ? 0 : empty + 1;
    offset = fetched.offset;
    if (wanted.length > 0) yield wanted;
    if (offset >= fetched.end) return;
  }
}

async function fetchFrom(cluster: Cluster, topic: string, partition: number, offset: number): Promise<Fetched> {
  await cluster.addMultipleTargetTopics([topic]);
  await cluster.refreshMetadataIfNecessary();
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw new RangeError(`unknown partition: ${topic} ${partition}`);
  const [fetched] = await fetchRecords(await cluster.findBroker({nodeId}), [{topic, partition, offset}], OPTIONS);
  if (!fetched) throw new Error(`the broker said nothing of ${topic} ${partition}`);
  if (fetched.error) throw fetched.error;
  return fetched;
}
