import type {ConsumeOptions} from "../log.js";

/** What the cluster says of a topic's partitions: first kept and next offset. */
export interface Offsets {
  /** Throws `unknown topic: foo`. */
  of(topic: string): Promise<{first: number; next: number}[]>;
}

export interface Placed {
  topic: string;
  partition: number;
  /** undefined where a list of starts does not name the partition */
  offset: number | undefined;
  /** the first that is kept */
  first: number;
}

/**
 * Where to begin in each partition of the topics. Offsets that are no longer or not yet there become the nearest that are.
 */
export async function placeAt(
  from: Exclude<ConsumeOptions["from"], "committed">,
  topics: readonly string[],
  offsets: Offsets,
): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const topic of topics) {
    for (const [partition, {first, next}] of (await offsets.of(topic)).entries()) {
      const given = Array.isArray(from)
        ? from.find((start) => start.topic === topic && start.partition === partition)?.offset
        : {earliest: first, latest: next}[from];
      placed.push({
        ...{topic, partition, first},
        offset: given === undefined ? undefined : Math.min(Math.max(given, first), next),
      });
    }
  }
  return placed;
}
