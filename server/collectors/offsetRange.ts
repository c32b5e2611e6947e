import type {Log, LogEntry} from "../log/log.js";

/** A range of a partition's offsets. */
export interface OffsetRange {
  partition: number;
  from: number;
  /** exclusive */
  next: number;
}

/** All of a topic, a range for each partition. */
export async function partitionRanges(log: Log, topic: string): Promise<OffsetRange[]> {
  const spec = (await log.describeTopics()).find(({name}) => name === topic);
  return (spec?.offsets ?? []).map(({first, next}, partition) => ({partition, from: first, next}));
}

/** The entries of a range that retention has left. */
export function readRange(log: Log, topic: string, {partition, from, next}: OffsetRange): AsyncIterable<LogEntry[]> {
  return log.read({topic, partition, from, to: next});
}

/** Entries in the first look back from the end of a range, and the growth factor of each further look. */
const FIRST_LOOK = 256;
const WIDEN_BY = 8;

/** Increasingly long ends of a range, the last one all of it: the searched entry is usually near the end. */
export function* looksBack(range: OffsetRange): Generator<OffsetRange & {isAll: boolean}> {
  for (let count = FIRST_LOOK; ; count *= WIDEN_BY) {
    const from = Math.max(range.from, range.next - count);
    yield {...range, from, isAll: from === range.from};
    if (from === range.from) return;
  }
}
