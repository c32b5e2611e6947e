import {type FileHandle, open, readdir, stat, unlink} from "node:fs/promises";
import {join} from "node:path";
import type {LogEntry} from "../log.js";
import {decodeBatch} from "./batch.js";
import {baseOf, indexBatch, resync, type Segment, segmentName, walk} from "./segment.js";

export interface PartitionOptions {
  topic: string;
  partition: number;
  folder: string;
  clock: () => number;
  /** receives a line for each problem found */
  log: (line: string) => void;
}

/** The readable segments of a partition. The subclasses add to them: `Appender` writes, `Follower` reads another process's files. */
export class Partition {
  readonly topic: string;
  readonly partition: number;
  readonly folder: string;
  readonly segments: Segment[] = [];
  /** called when there is more to read */
  readonly listeners = new Set<() => void>();
  protected readonly clock: () => number;
  protected readonly log: (line: string) => void;
  protected end = 0;
  private last: {offset: number; bytes: Buffer} | undefined;

  constructor({topic, partition, folder, clock, log}: PartitionOptions) {
    this.topic = topic;
    this.partition = partition;
    this.folder = folder;
    this.clock = clock;
    this.log = log;
  }

  /** the first stored offset */
  get first(): number {
    return this.segments[0]?.base ?? 0;
  }

  /** the offset that the next message gets */
  get next(): number {
    return this.end;
  }

  get size(): number {
    return this.segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  /** Lists the segments and checks the last one, whose size then ends at its last sound batch. */
  async load(): Promise<{torn: number; reason: string}> {
    this.segments.length = 0;
    this.end = 0;
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    const bases = names.map(baseOf).filter((base) => !Number.isNaN(base));
    for (const base of bases.sort((a, b) => a - b)) await this.addSegment(base);
    const segment = this.segments[this.segments.length - 1];
    if (!segment) return {torn: 0, reason: ""};
    const {size} = segment;
    segment.size = 0;
    this.end = segment.base;
    const reason = await this.grow(segment, size);
    return {torn: size - segment.size, reason};
  }

  protected async addSegment(base: number): Promise<void> {
    const path = join(this.folder, segmentName(base));
    const {size, mtimeMs} = await stat(path);
    const index = [{offset: base, position: 0}];
    this.segments.push({base, path, size, appendedAt: mtimeMs, bornAt: this.clock(), index});
  }

  /**
   * Adds the sound batches of the last segment up to `size`; returns why it stopped before. A damaged batch that is followed
   * by a sound one stays in the file, and reading it throws.
   */
  protected async grow(segment: Segment, size: number, opened?: FileHandle): Promise<string> {
    const file = opened ?? (await open(segment.path, "r"));
    try {
      for (;;) {
        const {position, offset, bad} = await walk(
          file,
          {position: segment.size, offset: this.end, end: size},
          (header, bytes, at, position) => {
            indexBatch(segment, header.offset, position);
            this.last = {offset: header.offset, bytes: bytes.subarray(at, at + header.length)};
          },
        );
        segment.size = position;
        this.end = offset;
        if (!bad) return "";
        const sound = await resync(file, {position, offset, end: size});
        if (!sound) return bad;
        this.log(
          `damaged batch: ${segment.path}, byte ${position}, offset ${offset}: ${bad}; kept, next sound batch at offset ${sound.offset}`,
        );
        segment.size = sound.position;
        this.end = sound.offset;
        segment.index.push(sound);
      }
    } finally {
      if (!opened) await file.close();
    }
  }

  /** The entries from `offset` on, from memory, when they belong to the newest batch. */
  newest(offset: number): LogEntry[] | undefined {
    if (!this.last || offset < this.last.offset) return;
    const entries: LogEntry[] = [];
    decodeBatch(this.last.bytes, 0, {topic: this.topic, partition: this.partition, from: offset}, entries);
    return entries;
  }

  protected advance(next: number, last = this.last): void {
    this.last = last;
    this.end = next;
    for (const listener of this.listeners) listener();
  }

  /** Deletes the oldest segment. A reader that has it open can continue where the operating system allows it. */
  protected async dropOldest(): Promise<void> {
    // Removed from the list first: no reader may open a deleted file.
    const segment = this.segments.shift()!;
    await unlink(segment.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return;
      this.segments.unshift(segment);
      throw error;
    });
  }

  /** Called when a listed segment has no file. */
  async missing(): Promise<void> {}
}
