import type {Log, LogEntry, Start, TopicDescription} from "./log.js";
import {withConsumers} from "./withConsumers.js";

/** How far a consumer is behind in a topic. */
export interface Lag {
  consumer: string;
  topic: string;
  /** stored messages that it has not finished */
  messages: number;
  /** age of the oldest of them, s; 0 without any */
  ageS: number;
}

interface Reading {
  topics: readonly string[];
  from: Start;
  /** by topic and partition: the first offset that is not finished */
  next: Map<string, number>;
}

/**
 * Follows how far named consumers of a log have read. A batch counts as finished when the next one is asked for; a consumer that has failed
 * keeps its place, so its lag grows until it reads again.
 */
export class ConsumerProgress {
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  /** `log` with its consumers followed under a name; one consumer a name. */
  follow(log: Log, name: string): Log {
    return withConsumers(log, async (options) => {
      const given = Array.isArray(options.from) ? options.from : [];
      const next = new Map(given.map((one) => [placeOf(one.topic, one.partition), one.offset]));
      this.readings.set(name, {topics: options.topics, from: options.from, next});
      const consumer = await log.consume(options);
      return {
        commit: (entry) => consumer.commit(entry),
        close: () => consumer.close(),
        [Symbol.asyncIterator]: () => followed(consumer[Symbol.asyncIterator](), next),
      };
    });
  }

  /** The lags of all consumers in the topics that were described. It reads one message of each partition in which something is unread. */
  async lags(described: readonly TopicDescription[]): Promise<Lag[]> {
    const lags = [...this.readings].flatMap(([consumer, reading]) =>
      described.filter(({name}) => reading.topics.includes(name)).map((topic) => this.lagOf(consumer, reading, topic)),
    );
    return Promise.all(lags);
  }

  private async lagOf(consumer: string, {from, next}: Reading, {name, offsets}: TopicDescription): Promise<Lag> {
    let messages = 0;
    let oldest = Number.POSITIVE_INFINITY;
    for (const [partition, {first, next: end}] of offsets.entries()) {
      const place = placeOf(name, partition);
      let unread = next.get(place);
      if (unread === undefined) {
        // one that began with new messages has missed nothing until it is first looked at
        unread = from === "latest" || from === "committed" ? end : first;
        next.set(place, unread);
      }
      unread = Math.max(unread, first);
      if (unread >= end) continue;
      messages += end - unread;
      for await (const entries of this.log.read({topic: name, partition, from: unread, to: unread + 1}))
        for (const {timestamp} of entries) oldest = Math.min(oldest, timestamp);
    }
    return {consumer, topic: name, messages, ageS: messages > 0 ? Math.max(0, (this.now() - oldest) / 1000) : 0};
  }
}

function followed(entries: AsyncIterator<LogEntry[]>, next: Map<string, number>): AsyncIterator<LogEntry[]> {
  let inHand: LogEntry | undefined;
  const take = (result: IteratorResult<LogEntry[]>): IteratorResult<LogEntry[]> => {
    inHand = result.done ? undefined : result.value.at(-1);
    return result;
  };
  return {
    next() {
      if (inHand) next.set(placeOf(inHand.topic, inHand.partition), inHand.offset + 1);
      return entries.next().then(take);
    },
    return: (value) => entries.return?.(value) ?? Promise.resolve({done: true, value}),
  };
}

function placeOf(topic: string, partition: number): string {
  return `${topic} ${partition}`;
}
