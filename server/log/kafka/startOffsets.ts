import type {ConsumeOptions} from "../log.js";

export interface TopicOffsets {
  /** First stored and next offset of each partition. Throws `unknown topic: foo`. */
  of(topic: string): Promise<{first: number; next: number}[]>;
}

interface StartOffset {
  topic: string;
  partition: number;
  /** undefined for a partition that a given list does not name */
  offset: number | undefined;
  /** the first stored offset */
  first: number;
}

/** Where to begin in each partition of the topics. Given offsets outside the stored range are moved to its nearest end. */
export async function startOffsets(
  from: Exclude<ConsumeOptions["from"], "committed">,
  topics: readonly string[],
  offsets: TopicOffsets,
): Promise<StartOffset[]> {
  const starts: StartOffset[] = [];
  for (const topic of topics) {
    for (const [partition, {first, next}] of (await offsets.of(topic)).entries()) {
      const given = Array.isArray(from)
        ? from.find((start) => start.topic === topic && start.partition === partition)?.offset
        : {earliest: first, latest: next}[from];
      starts.push({
        topic,
        partition,
        first,
        offset: given === undefined ? undefined : Math.min(Math.max(given, first), next),
      });
    }
  }
  return starts;
}
