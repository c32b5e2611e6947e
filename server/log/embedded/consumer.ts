import type {Consumer, LogEntry, LogOffset, Start} from "../log.js";
import type {Group, GroupMember} from "./group.js";
import type {Partition} from "./partition.js";
import {Reader} from "./reader.js";

export interface EmbeddedConsumerOptions {
  /** all partitions of its topics */
  wanted: readonly Partition[];
  group?: Group;
  from: Start;
  signal?: AbortSignal;
  onClose: (consumer: EmbeddedConsumer) => Promise<void>;
}

/**
 * Reads its assigned partitions in turn, and waits at the end of all of them until one grows. Leaving the loop does not close
 * it: a second loop continues where the first stopped.
 */
export class EmbeddedConsumer implements Consumer, GroupMember {
  private readonly starts = new Map<Partition, number>();
  private readonly readers = new Map<Partition, Reader>();
  private readonly closing: Promise<void>[] = [];
  /** partitions committed by the group since this consumer joined: `from` no longer applies to them */
  private readonly committed = new Set<Partition>();
  private turn = 0;
  private closed = false;
  private awake = false;
  private wakeUp: (() => void) | undefined;

  constructor(private readonly options: EmbeddedConsumerOptions) {
    const {group, signal} = options;
    for (const partition of this.wanted) this.starts.set(partition, this.startOf(partition));
    if (group) group.join(this);
    else this.assign(this.wanted);
    if (signal?.aborted) void this.close();
    else signal?.addEventListener("abort", this.onAbort, {once: true});
  }

  get wanted(): readonly Partition[] {
    return this.options.wanted;
  }

  private readonly onAbort = () => void this.close();

  /** A partition not named by the given offsets begins at its first entry. */
  private startOf(partition: Partition): number {
    const {from} = this.options;
    if (from === "latest") return partition.next;
    if (typeof from === "string") return partition.first;
    return (
      from.find((f) => f.topic === partition.topic && f.partition === partition.partition)?.offset ?? partition.first
    );
  }

  /** Partitions that it has already keep their position. */
  assign(partitions: readonly Partition[]): void {
    for (const [partition, reader] of this.readers) {
      if (partitions.includes(partition)) continue;
      partition.listeners.delete(this.wake);
      this.readers.delete(partition);
      this.closing.push(reader.close());
    }
    for (const partition of partitions) {
      if (this.readers.has(partition)) continue;
      const committed = this.options.group?.positions.get(partition.topic, partition.partition);
      const resume = this.options.from === "committed" || this.committed.has(partition);
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
      // Reassigned meanwhile: the new owner yields these entries.
      if (this.readers.get(reader.partition) !== reader || entries.length === 0) continue;
      this.turn = (this.turn + i + 1) % readers.length;
      return entries;
    }
  }

  /**
   * Rejects when the partition has been reassigned: its new owner yields the entry again. Committing an offset that was not
   * read yet skips the entries before it (a damaged batch).
   */
  async commit({topic, partition, offset}: LogOffset): Promise<void> {
    const found = [...this.readers.keys()].find((p) => p.topic === topic && p.partition === partition);
    if (this.closed || !found) throw new Error(`partition not assigned: ${topic}/${partition}`);
    this.readers.get(found)!.skipTo(offset + 1);
    if (!this.options.group) return;
    await this.options.group.positions.set(topic, partition, offset + 1);
    this.options.group.committedBy(found);
  }

  hasCommitted(partition: Partition): void {
    this.committed.add(partition);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.options.signal?.removeEventListener("abort", this.onAbort);
    this.assign([]);
    this.options.group?.leave(this);
    await Promise.all(this.closing);
    await this.options.onClose(this);
  }
}
