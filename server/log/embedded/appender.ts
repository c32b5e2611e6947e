import {type FileHandle, mkdir, open, truncate} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {LogMessage} from "../log.js";
import {BatchEncoder} from "./batch.js";
import {Partition, type PartitionOptions} from "./partition.js";
import {indexBatch, type Segment, segmentName} from "./segment.js";
import {writeAll, writeAllSync} from "./writeAll.js";

export type Sync = "never" | "interval" | "batch";

const MAX_BATCH = 1 << 22;
const QUICK_BYTES = 1 << 18;
const SLOW_MS = 5;
const SLOW_PAUSE_MS = 1000;

interface Pending {
  batch: BatchEncoder;
  done: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * A partition that this process writes. All sends of one turn of the event loop become one batch and one write; sends during
 * a write become the next batch. One write at a time keeps the order of the calls.
 */
export class Appender extends Partition {
  private readonly queue: Pending[] = [];
  private readonly sync: Sync;
  private readonly segmentBytes: number;
  private readonly onDirty: () => void;
  private file: FileHandle | undefined;
  private writing: Promise<void> | undefined;
  private dirty = false;
  /** a write has failed: truncate the file to its acknowledged length before the next one */
  private broken = false;
  private capacity = 1024;
  private syncing = false;
  private slowUntil = 0;

  constructor(options: PartitionOptions & {sync: Sync; segmentBytes: number; onDirty: () => void}) {
    super(options);
    this.sync = options.sync;
    this.segmentBytes = options.segmentBytes;
    this.onDirty = options.onDirty;
  }

  /** Loads the partition and removes an incomplete batch at its end. */
  async open(): Promise<this> {
    await mkdir(this.folder, {recursive: true});
    const {torn, reason} = await this.load();
    const segment = this.segments[this.segments.length - 1];
    if (torn > 0) {
      await truncate(segment.path, segment.size);
      this.log(
        `torn tail: ${segment.path}: ${torn} bytes cut at byte ${segment.size}, offset ${this.end}: ${reason === "short" ? "incomplete batch" : reason}`,
      );
    }
    return this;
  }

  /** Adds messages to the next batch; returns promises that resolve when the batches of the messages are acknowledged. */
  append(messages: readonly LogMessage[]): Promise<void>[] {
    const done: Promise<void>[] = [];
    this.writing ??= new Promise<void>((next) => setImmediate(next)).then(() => this.drain());
    let pending = this.queue[this.queue.length - 1];
    pending?.batch.startSend();
    for (const message of messages) {
      if (!pending || pending.batch.length > MAX_BATCH) this.queue.push((pending = newPending(this.capacity)));
      pending.batch.add(message);
      if (done[done.length - 1] !== pending.done) done.push(pending.done);
    }
    return done;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const pending = this.queue.shift()!;
      try {
        // The batch is empty when its first message could not be encoded.
        if (pending.batch.count > 0) await this.write(pending.batch);
        pending.resolve();
      } catch (error) {
        // Later ones fail too: they must not be written before this one is sent again.
        for (const each of [pending, ...this.queue.splice(0)]) each.reject(error);
      }
    }
    this.writing = undefined;
  }

  private async write(batch: BatchEncoder): Promise<void> {
    const offset = this.end;
    const bytes = batch.finish(offset);
    this.capacity = Math.min(MAX_BATCH, Math.max(1024, bytes.length + (bytes.length >> 2)));
    const segment = await this.segmentFor(bytes.length);
    const file = this.file!;
    const {fd} = file;
    try {
      if (this.broken) await file.truncate(segment.size);
      this.broken = true;
      if (this.isQuick(bytes.length)) this.writeAtOnce(fd, bytes, segment.size);
      else await writeAll(fd, bytes, segment.size);
      if (this.sync === "batch") await file.datasync();
      this.broken = false;
    } catch (error) {
      // If this fails too, it is repeated before the next write.
      await file.truncate(segment.size).catch(() => {});
      throw error;
    }
    indexBatch(segment, offset, segment.size);
    segment.size += bytes.length;
    segment.appendedAt = this.clock();
    if (this.sync === "interval" && !this.dirty) {
      this.dirty = true;
      this.onDirty();
    }
    this.advance(offset + batch.count, {offset, bytes});
  }

  /**
   * Whether to write synchronously. A write into the page cache takes microseconds, several times less than one through the
   * thread pool. It can block while the disk is busy or the file is being synced: writes are asynchronous then.
   */
  private isQuick(length: number): boolean {
    return length <= QUICK_BYTES && !this.syncing && performance.now() >= this.slowUntil;
  }

  private writeAtOnce(fd: number, bytes: Buffer, position: number): void {
    const start = performance.now();
    writeAllSync(fd, bytes, position);
    const end = performance.now();
    if (end - start > SLOW_MS) this.slowUntil = end + SLOW_PAUSE_MS;
  }

  /** The segment for the next batch, with its file open. */
  private async segmentFor(length: number): Promise<Segment> {
    const segment = this.segments[this.segments.length - 1];
    if (!segment || (segment.size > 0 && segment.size + length > this.segmentBytes)) return this.roll();
    this.file ??= await open(segment.path, "r+");
    return segment;
  }

  private async roll(): Promise<Segment> {
    // Synced before the next segment begins: only the last one may end in an incomplete batch.
    if (this.file && this.sync !== "never") await this.file.datasync();
    const path = join(this.folder, segmentName(this.end));
    const file = await open(path, "w");
    await this.file?.close();
    this.file = file;
    this.broken = false;
    if (this.sync !== "never") await syncFolder(dirname(path));
    const now = this.clock();
    const segment = {base: this.end, path, size: 0, appendedAt: now, bornAt: now, index: []};
    this.segments.push(segment);
    return segment;
  }

  /** Syncs written data to the disk. */
  async flushToDisk(): Promise<void> {
    if (!this.dirty || !this.file) return;
    this.dirty = false;
    this.syncing = true;
    await this.file.datasync().finally(() => (this.syncing = false));
  }

  /** Deletes segments, oldest first: those last appended to too long ago, and those above the size. */
  async enforceRetention(retentionMs: number, retentionBytes: number): Promise<void> {
    await this.dropOld(retentionMs, retentionBytes);
    const now = this.clock();
    const last = this.segments[this.segments.length - 1];
    // A segment that fills slowly is ended early: otherwise its first messages would be kept until its last one expires.
    const aged = last?.size > 0 && (now - last.bornAt > retentionMs / 2 || now - last.appendedAt > retentionMs);
    if (!aged) return;
    await this.alone(() => this.roll());
    await this.dropOld(retentionMs, retentionBytes);
  }

  private async dropOld(retentionMs: number, retentionBytes: number): Promise<void> {
    const now = this.clock();
    while (this.segments.length > 1) {
      const [oldest] = this.segments;
      const tooOld = now - oldest.appendedAt > retentionMs;
      if (!tooOld && this.size - oldest.size < retentionBytes) return;
      await this.dropOldest();
    }
  }

  /** Runs `work` on the files while no write is under way. */
  private async alone(work: () => Promise<unknown>): Promise<void> {
    while (this.writing) await this.writing;
    let failure: unknown;
    this.writing = work()
      .catch((error) => (failure = error))
      .then(() => this.drain());
    await this.writing;
    if (failure) throw failure;
  }

  /** Resolves when everything appended is written. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.sync !== "never") await this.flushToDisk();
    await this.file?.close();
    this.file = undefined;
  }
}

function newPending(capacity: number): Pending {
  const pending = {batch: new BatchEncoder(capacity)} as Pending;
  pending.done = new Promise<void>((resolve, reject) => Object.assign(pending, {resolve, reject}));
  // A sender that ignores the rejection must not end the process.
  pending.done.catch(() => {});
  return pending;
}

/** Makes a new file's directory entry durable; not every system allows syncing a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
