import type {
  ConsumeOptions,
  Consumer,
  Log,
  LogEntry,
  LogMessage,
  LogRange,
  Producer,
  TopicDescription,
} from "../../server/log/log.js";

/** A log of one partition a topic in memory: for tests of the parts that use a log. */
export class MemoryLog implements Log {
  private readonly topics = new Map<string, LogEntry[]>();
  private wake: (() => void)[] = [];

  async createTopics(): Promise<void> {}

  async describeTopics(): Promise<TopicDescription[]> {
    return [...this.topics].map(([name, entries]) => ({
      name,
      partitions: 1,
      retentionMs: Number.POSITIVE_INFINITY,
      offsets: [{first: 0, next: entries.length}],
    }));
  }

  async producer(): Promise<Producer> {
    return {
      send: async (topic: string, messages: readonly LogMessage[]) => {
        const entries = this.of(topic);
        for (const message of messages) entries.push({...message, topic, partition: 0, offset: entries.length});
        for (const wake of this.wake.splice(0)) wake();
      },
      flush: async () => {},
      close: async () => {},
    };
  }

  async consume({topics, from, signal}: ConsumeOptions): Promise<Consumer> {
    const next = new Map(
      topics.map((topic) => {
        const given = Array.isArray(from) ? from.find((f) => f.topic === topic)?.offset : undefined;
        return [topic, given ?? (from === "latest" ? this.of(topic).length : 0)];
      }),
    );
    let closed = false;
    signal?.addEventListener("abort", () => {
      for (const wake of this.wake.splice(0)) wake();
    });
    const self = this;
    return {
      async *[Symbol.asyncIterator]() {
        while (!closed && !signal?.aborted) {
          const topic = topics.find((t) => self.of(t).length > next.get(t)!);
          if (topic === undefined) {
            await new Promise<void>((resolve) => self.wake.push(resolve));
            continue;
          }
          const entries = self.of(topic).slice(next.get(topic), next.get(topic)! + 10);
          next.set(topic, next.get(topic)! + entries.length);
          yield entries;
        }
      },
      commit: async () => {},
      close: async () => {
        closed = true;
      },
    };
  }

  async *read({topic, from, to}: LogRange): AsyncGenerator<LogEntry[]> {
    const entries = this.of(topic).slice(from, to);
    if (entries.length > 0) yield entries;
  }

  async close(): Promise<void> {}

  /** what a topic holds now */
  entries(topic: string): readonly LogEntry[] {
    return this.of(topic);
  }

  /** whether a consumer has read all there is and waits for more */
  hasWaitingReader(): boolean {
    return this.wake.length > 0;
  }

  private of(topic: string): LogEntry[] {
    let entries = this.topics.get(topic);
    if (!entries) this.topics.set(topic, (entries = []));
    return entries;
  }
}
