import type {Consumer, LogEntry, Start} from "../log.js";
import type {Group} from "./group.js";
import type {Partition} from "./partition.js";
import {Reader} from "./reader.js";

/**
 * Reads the partitions it is assigned in turn. Sleeps at the end of all of them until one of them grows. Leaving the loop
 * does not close it: a second loop goes on where the first stopped.
 */
export class EmbeddedConsumer implements Consumer {
  /** the partitions of its topics, whoever of the group has them */
  readonly wanted: Partition[];
  private readonly group: Group | undefined;
  private readonly from: Start;
  private readonly onClose: (consumer: EmbeddedConsumer) => Promise<void>;
  private readonly starts = new Map<Partition, number>();
  private readonly readers = new Map<Partition, Reader>();
  private readonly closing: Promise<void>[] = [];
  /** partitions that the group had committed something of since this consumer came: `from` is of no more use */
  private readonly committed = new Set<Partition>();
  private turn = 0;
  private closed = false;
  private awake = false;
  private wakeUp: (() => void) | undefined;
  private readonly signal: AbortSignal | undefined;

  constructor(options: {
    wanted: Partition[];
    group?: Group;
    from: Start;
    signal?: AbortSignal;
    onClose: (consumer: EmbeddedConsumer) => Promise<void>;
  }) {
    this.wanted = options.wanted;
    this.group = options.group;
    this.from = options.from;
    this.onClose = options.onClose;
    this.signal = options.signal;
    for (const partition of this.wanted) this.starts.set(partition, this.startOf(partition));
    if (this.group) this.group.join(this);
    else this.assign(this.wanted);
    if (this.signal?.aborted) void this.close();
    else this.signal?.addEventListener("abort", this.onAbort, {once: true});
  }

  private readonly onAbort = () => void this.close();

  /** A partition not named by given offsets begins at its earliest. */
  private startOf(partition: Partition): number {
    const {from} = this;
    if (from === "latest") return partition.next;
    if (typeof from === "string") return partition.first;
    return (
      from.find((f) => f.topic === partition.topic && f.partition === partition.partition)?.offset ?? partition.first
    );
  }

  /** The group gives it these partitions and no others. What it has already keeps its place. */
  assign(partitions: Partition[]): void {
    for (const [partition, reader] of this.readers) {
      if (partitions.includes(partition)) continue;
      partition.listeners.delete(this.wake);
      this.readers.delete(partition);
      this.closing.push(reader.close());
    }
    for (const partition of partitions) {
      if (this.readers.has(partition)) continue;
      const committed = this.group?.positions.get(partition.topic, partition.partition);
      const resume = this.from === "committed" || this.committed.has(partition);
      const start = (resume ? committed : undefined) ?? this.starts.get(partition)!;
      this.readers.set(partition, new Reader(partition, start));
      partition.listeners.add(this.wake);
    }
    this.wake();
  }

  private readonly wake = (): void => {
    this.awake = true;
    this.wakeUp?.();
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<LogEntry[]> {
    while (!this.closed) {
      this.awake = false;
      const batch = await this.nextBatch();
      if (this.closed) return;
      if (batch) yield batch;
      else if (!this.awake) await new Promise<void>((resolve) => (this.wakeUp = resolve));
    }
  }

  private async nextBatch(): Promise<LogEntry[] | undefined> {
    const readers = [...this.readers.values()];
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[(this.turn + i) % readers.length];
      if (!reader.hasMore) continue;
      const entries = await reader.read();
      // taken away in the meantime: its new owner yields them
      if (this.readers.get(reader.partition) !== reader || entries.length === 0) continue;
      this.turn = (this.turn + i + 1) % readers.length;
      return entries;
    }
  }

  /**
   * Rejects when the partition is no longer this consumer's: its new owner yields the entry again. Committing beyond what was
   * read leaves out what lies between (a damaged batch).
   */
  async commit({topic, partition, offset}: Pick<LogEntry, "topic" | "partition" | "offset">): Promise<void> {
    const found = [...this.readers.keys()].find((p) => p.topic === topic && p.partition === partition);
    if (this.closed || !found) throw new Error(`partition not assigned: ${topic}/${partition}`);
    this.readers.get(found)!.skipTo(offset + 1);
    if (!this.group) return;
    await this.group.positions.set(topic, partition, offset + 1);
    this.group.committedBy(found);
  }

  /** The group has a committed position of this partition that is newer than this consumer. */
  hasCommitted(partition: Partition): void {
    this.committed.add(partition);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.signal?.removeEventListener("abort", this.onAbort);
    this.assign([]);
    this.group?.leave(this);
    await Promise.all(this.closing);
    await this.onClose(this);
  }
}
