import {setTimeout as sleep} from "node:timers/promises";
import {LIVE_TOPICS, type LiveTopic, TOPICS} from "../../src/core/messages/topics.js";
import type {Log, LogEntry} from "../log/log.js";
import type {BackfillRequest, RelayEntry, RelaySource} from "./parts.js";

/** A place in each partition about every second, so that "the last minute" need not be searched for. */
const MARK_MS = 1000;
const MARKS = 600;
/** Entries read back from the end of a partition whose times are not known: some minutes of a full grid. */
const BLIND = 200_000;

/** A page that joins late is sent all events of the session in these topics: they are few. */
const WHOLE: ReadonlySet<LiveTopic> = new Set(LIVE_TOPICS.filter((topic) => "backfill" in TOPICS[topic]));

/** A pause before the tail is begun again, ms. */
const AGAIN_MS = 1000;

interface Position {
  topic: string;
  partition: number;
  offset: number;
}

interface Marks {
  offsets: number[];
  times: number[];
}

/** The relay's view of a log: its tail without a group, and stretches of it. `nameOf` says what topics are called in the log. */
export function logSource(
  log: Log,
  {nameOf = (topic) => topic, report = () => {}}: LogSourceOptions = {},
): RelaySource {
  const names = new Map(LIVE_TOPICS.map((topic) => [nameOf(topic), topic]));
  const marks = new Map<string, Marks>();
  /** partition in which a session's messages of a topic lie */
  const places = new Map<string, number>();

  const note = (entries: readonly RelayEntry[]) => {
    for (const {topic, key, partition, offset, timestamp} of entries) {
      places.set(`${topic} ${key}`, partition);
      const found = marks.get(`${topic} ${partition}`) ?? {offsets: [], times: []};
      marks.set(`${topic} ${partition}`, found);
      if (found.times.length > 0 && timestamp - found.times.at(-1)! < MARK_MS) continue;
      found.offsets.push(offset);
      found.times.push(timestamp);
      if (found.times.length > MARKS) {
        found.offsets.shift();
        found.times.shift();
      }
    }
    if (places.size > 10_000) places.clear();
  };

  return {
    consume(onEntries) {
      const stop = new AbortController();
      const {signal} = stop;
      void follow();
      return () => stop.abort();

      /** The tail, begun again where it broke off: pages go on without a gap once the log is there again. */
      async function follow() {
        const done = new Map<string, Position>();
        while (!signal.aborted) {
          try {
            await tail(done);
          } catch (error) {
            if (!signal.aborted) report(`relay: ${(error as Error).message}`);
          }
          await sleep(AGAIN_MS, undefined, {signal}).catch(() => {});
        }
      }

      async function tail(done: Map<string, Position>) {
        const topics = [...names.keys()];
        if (done.size === 0) {
          // from the end of now: then every partition has a place to go on from
          for (const {name, offsets} of await log.describeTopics())
            if (names.has(name))
              offsets.forEach(({next}, partition) => {
                done.set(`${name} ${partition}`, {topic: name, partition, offset: next});
              });
        }
        const from = [...done.values()];
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
            done.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
          }
        } finally {
          await consumer.close();
        }
      }
    },

    async *backfill(request) {
      const described = await log.describeTopics();
      for (const topic of request.topics) {
        const spec = described.find(({name}) => name === nameOf(topic));
        if (!spec) continue;
        const known = places.get(`${topic} ${request.session}`);
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
    const found = marks.get(`${topic} ${partition}`);
    if (WHOLE.has(topic) || !found || found.times[0] > since) return next - BLIND;
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
        ({key, timestamp}) => key === session && (resumed || WHOLE.has(topic) || timestamp >= since),
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

export interface LogSourceOptions {
  nameOf?: (topic: LiveTopic) => string;
  report?: (line: string) => void;
}
