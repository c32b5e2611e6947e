import type {LogEntry, LogRange} from "../log.js";
import type {Cluster} from "./cluster.js";
import {type Fetched, fetchRecords} from "./fetchRequest.js";
import {protocolError} from "./protocolError.js";

const OPTIONS = {waitMs: 10, maxBytes: 2 ** 20};
/** After so many empty answers there is no message left, although the end offset is higher: the rest are transaction markers. */
const EMPTY_ANSWERS = 3;
const MOST_ATTEMPTS = 20;
const PAUSE_MS = 200;
/** The partition has no leader at the moment. */
const NO_LEADER = new Set(["NOT_LEADER_FOR_PARTITION", "LEADER_NOT_AVAILABLE", "REPLICA_NOT_AVAILABLE"]);

export interface RangeSource {
  /** the present connection */
  cluster(): Promise<Cluster>;
  /** replaces a broken connection */
  reconnect(): Promise<void>;
  /** first stored and next offset of the topic's partitions */
  offsets(topic: string): Promise<{first: number; next: number}[]>;
}

/**
 * Reads a range of a partition from its leader, without joining a group. Ends at `to` or at the end of the partition; entries
 * that retention deletes meanwhile are skipped. Throws when no leader answers for some seconds.
 */
export async function* readKafkaRange(
  source: RangeSource,
  {topic, partition, from, to}: LogRange,
): AsyncGenerator<LogEntry[]> {
  let offset = from;
  let empty = 0;
  for (let failures = 0; offset < to && empty < EMPTY_ANSWERS; ) {
    let fetched: Fetched;
    try {
      fetched = await fetchFrom(await source.cluster(), topic, partition, offset);
    } catch (error) {
      const type = protocolError(error);
      if (type === "OFFSET_OUT_OF_RANGE") {
        const {first, next} = (await source.offsets(topic))[partition] ?? {first: 0, next: 0};
        if (offset >= first) return; // after the end
        offset = Math.max(offset + 1, Math.min(first, next));
        continue;
      }
      if (++failures === MOST_ATTEMPTS || (type !== undefined && !NO_LEADER.has(type))) throw error;
      if (type === undefined) await source.reconnect();
      else await (await source.cluster()).refreshMetadata();
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
  if (!fetched) throw new Error(`no answer of the broker for ${topic} ${partition}`);
  if (fetched.error) throw fetched.error;
  return fetched;
}
