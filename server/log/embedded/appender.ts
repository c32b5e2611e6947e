import {type FileHandle, mkdir, open, truncate} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {LogMessage} from "../log.js";
import {BatchBuilder} from "./batch.js";
import {Partition, type PartitionOptions} from "./partition.js";
import {remember, type Segment, segmentName} from "./segment.js";
import {writeAll, writeAllSync} from "./writeAll.js";

export type Sync = "never" | "interval" | "batch";

const MAX_BATCH = 1 << 22;
const QUICK_BYTES = 1 << 18;
const SLOW_MS = 5;
const SLOW_PAUSE_MS = 1000;

interface Pending {
  batch: BatchBuilder;
  done: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The partition of the process that writes. All sends of a turn of the event loop become one batch and one write, and what
 * comes while it is written becomes the next: one write at a time, so that the order of the calls is the order in the file.
 */
export class Appender extends Partition {
  private readonly queue: Pending[] = [];
  private readonly sync: Sync;
  private readonly segmentBytes: number;
  private readonly onDirty: () => void;
  private file: FileHandle | undefined;
  private writing: Promise<void> | undefined;
  private dirty = false;
  /** something failed half-way: cut the file to its acknowledged length before the next write */
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

  /** Loads the partition and cuts a torn tail off. */
  async open(): Promise<this> {
    await mkdir(this.folder, {recursive: true});
    const {torn, reason} = await this.load();
    const segment = this.segments[this.segments.length - 1];
    if (torn > 0) {
      await truncate(segment.path, segment.size);
      this.log(
        `torn tail: ${segment.path}: ${torn} bytes cut at byte ${segment.size}, offset ${this.end}: ${reason === "short" ? "batch not whole" : reason}`,
      );
    }
    return this;
  }

  /** Adds messages to the batch being gathered; the promises resolve when the batches they went into are acknowledged. */
  append(messages: readonly LogMessage[]): Promise<void>[] {
    const done: Promise<void>[] = [];
    this.writing ??= new Promise<void>((next) => setImmediate(next)).then(() => this.drain());
    let pending = this.queue[this.queue.length - 1];
    pending?.batch.forget();
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
        // it is empty when its first message could not be written
        if (pending.batch.count > 0) await this.write(pending.batch);
        pending.resolve();
      } catch (error) {
        // those queued behind it fail with it: a later message must not get in before an earlier one is sent again
        for (const each of [pending, ...this.queue.splice(0)]) each.reject(error);
      }
    }
    this.writing = undefined;
  }

  private async write(batch: BatchBuilder): Promise<void> {
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
      // if this fails too, it is tried again before the next write
      await file.truncate(segment.size).catch(() => {});
      throw error;
    }
    remember(segment, offset, segment.size);
    segment.size += bytes.length;
    segment.appendedAt = this.clock();
    if (this.sync === "interval" && !this.dirty) {
      this.dirty = true;
      this.onDirty();
    }
    this.advance(offset + batch.count, {offset, bytes});
  }

  /**
   * A write that only fills the page cache takes microseconds, several times less than a way through the thread pool. It may
   * wait for the disk when the disk is behind: then, and while the file is being synced, the event loop does not wait with it.
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

  /** The segment that the next batch goes into, its file open. */
  private async segmentFor(length: number): Promise<Segment> {
    const segment = this.segments[this.segments.length - 1];
    if (!segment || (segment.size > 0 && segment.size + length > this.segmentBytes)) return this.roll();
    this.file ??= await open(segment.path, "r+");
    return segment;
  }

  private async roll(): Promise<Segment> {
    // whole before the next begins: only a last segment may be torn
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

  /** Brings what is written to the disk. */
  async flushToDisk(): Promise<void> {
    if (!this.dirty || !this.file) return;
    this.dirty = false;
    this.syncing = true;
    await this.file.datasync().finally(() => (this.syncing = false));
  }

  /** Drops whole segments, oldest first: those appended to for the last time too long ago, and those above the size. */
  async enforceRetention(retentionMs: number, retentionBytes: number): Promise<void> {
    await this.dropOld(retentionMs, retentionBytes);
    const now = this.clock();
    const last = this.segments[this.segments.length - 1];
    // a segment that fills slowly is ended, so that its first messages need not wait for its last to grow old
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

  /** Does something to the files while nothing is written. */
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
  const pending = {batch: new BatchBuilder(capacity)} as Pending;
  pending.done = new Promise<void>((resolve, reject) => Object.assign(pending, {resolve, reject}));
  // who sent it hears of it; a sender that does not listen must not end the process
  pending.done.catch(() => {});
  return pending;
}

/** Makes a new file's name durable; not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
