import {LIVE_TOPICS, type LiveTopic, TOPICS} from "../../src/core/messages/topics.js";
import type {Log, LogEntry, LogOffset} from "../log/log.js";
import {retry} from "../retry.js";
import type {BackfillRequest, RelayEntry, RelaySource} from "./ports.js";

/** The offset reached is noted about once per second and partition, to find where "the last minute" begins. */
const NOTE_MS = 1000;
const MOST_NOTES = 600;
/** Entries read from the end of a partition without notes: some minutes of a full grid. */
const UNKNOWN_ENTRIES = 200_000;

/** Topics whose events of the whole session are sent to a page that joins late: they are few. */
const WHOLE_SESSION: ReadonlySet<LiveTopic> = new Set(LIVE_TOPICS.filter((topic) => "backfill" in TOPICS[topic]));

/** Pause before a failed consumer is started again, ms. */
const RETRY_MS = 1000;

/** When which offset was reached, oldest first. */
interface OffsetsByTime {
  offsets: number[];
  times: number[];
}

/** The log as the relay reads it. */
export function relaySource(
  log: Log,
  {nameOf = (topic) => topic, report = () => {}}: RelaySourceOptions = {},
): RelaySource {
  const names = new Map(LIVE_TOPICS.map((topic) => [nameOf(topic), topic]));
  const reached = new Map<string, OffsetsByTime>();
  /** partition that holds a session's messages of a topic */
  const partitions = new Map<string, number>();

  const note = (entries: readonly RelayEntry[]) => {
    for (const {topic, key, partition, offset, timestamp} of entries) {
      partitions.set(`${topic} ${key}`, partition);
      const found = reached.get(`${topic} ${partition}`) ?? {offsets: [], times: []};
      reached.set(`${topic} ${partition}`, found);
      if (found.times.length > 0 && timestamp - found.times.at(-1)! < NOTE_MS) continue;
      found.offsets.push(offset);
      found.times.push(timestamp);
      if (found.times.length > MOST_NOTES) {
        found.offsets.shift();
        found.times.shift();
      }
    }
    if (partitions.size > 10_000) partitions.clear();
  };

  return {
    consume(onEntries) {
      const stop = new AbortController();
      const {signal} = stop;
      const next = new Map<string, LogOffset>();
      // After an error it continues where it was, so that pages miss nothing.
      void retry(signal, () => readNew(next), {
        retryMs: RETRY_MS,
        onFailure: (error) => report(`relay: ${(error as Error).message}`),
      });
      return () => stop.abort();

      async function readNew(next: Map<string, LogOffset>) {
        const topics = [...names.keys()];
        if (next.size === 0) {
          // Explicit offsets from the start on: then every partition has one to continue from.
          for (const {name, offsets} of await log.describeTopics())
            if (names.has(name))
              offsets.forEach((range, partition) => {
                next.set(`${name} ${partition}`, {topic: name, partition, offset: range.next});
              });
        }
        const from = [...next.values()];
        const consumer = await log.consume({topics, from, signal});
        try {
          for await (const entries of consumer) {
            if (signal.aborted) break;
            const own = renamed(entries);
            note(own);
            onEntries(own);
            const last = entries.at(-1);
            if (!last) continue;
            const {topic, partition, offset} = last;
            next.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
          }
        } finally {
          await consumer.close();
        }
      }
    },

    async *backfill(request) {
      const described = await log.describeTopics();
      // laps and sectors first: a page judges the rows that follow by them
      const topics = request.topics.toSorted((a, b) => Number(WHOLE_SESSION.has(b)) - Number(WHOLE_SESSION.has(a)));
      for (const topic of topics) {
        const spec = described.find(({name}) => name === nameOf(topic));
        if (!spec) continue;
        const known = partitions.get(`${topic} ${request.session}`);
        for (const [partition, {first, next}] of spec.offsets.entries()) {
          if (known !== undefined && partition !== known) continue;
          const from = Math.max(first, begin(topic, partition, next, request));
          if (from < next) yield* stretch(topic, partition, from, next, request);
        }
      }
    },
  };

  function begin(topic: LiveTopic, partition: number, next: number, {since, after}: BackfillRequest): number {
    const resumed = after.find((position) => position.topic === topic && position.partition === partition);
    if (resumed) return resumed.offset + 1;
    const found = reached.get(`${topic} ${partition}`);
    if (WHOLE_SESSION.has(topic) || !found || found.times[0] > since) return next - UNKNOWN_ENTRIES;
    let i = found.times.length - 1;
    while (i > 0 && found.times[i] > since) i--;
    return found.offsets[i];
  }

  async function* stretch(
    topic: LiveTopic,
    partition: number,
    from: number,
    next: number,
    {session, since, after}: BackfillRequest,
  ): AsyncIterable<RelayEntry[]> {
    const resumed = after.some((position) => position.topic === topic && position.partition === partition);
    for await (const entries of log.read({topic: nameOf(topic), partition, from, to: next})) {
      const wanted = entries.filter(
        ({key, timestamp}) => key === session && (resumed || WHOLE_SESSION.has(topic) || timestamp >= since),
      );
      if (wanted.length > 0) yield renamed(wanted);
    }
  }

  function renamed(entries: readonly LogEntry[]): RelayEntry[] {
    return entries.flatMap((entry) => {
      const topic = names.get(entry.topic);
      return topic ? [{...entry, topic}] : [];
    });
  }
}

export interface RelaySourceOptions {
  /** a topic's name in the log */
  nameOf?: (topic: LiveTopic) => string;
  report?: (line: string) => void;
}
