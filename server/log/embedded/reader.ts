import {type FileHandle, open} from "node:fs/promises";
import type {LogEntry} from "../log.js";
import {decodeBatch} from "./batch.js";
import type {Partition} from "./partition.js";
import {DamagedBatchError, resync, type Segment, walk} from "./segment.js";

const BYTES_A_READ = 1 << 18;

/** Reads a partition from an offset on. */
export class Reader {
  /** the offset of the next entry */
  offset: number;
  private segment: Segment | undefined;
  private file: FileHandle | undefined;
  /** file position and offset of the batch that contains `offset`, when `segment` is known */
  private position = 0;
  private at = 0;
  private closed = false;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    readonly partition: Partition,
    offset: number,
  ) {
    this.offset = Math.min(offset, partition.next);
  }

  get hasMore(): boolean {
    return this.offset < this.partition.next;
  }

  /** Continues at `offset`, if that is later. */
  skipTo(offset: number): void {
    if (offset <= this.offset) return;
    this.offset = offset;
    this.segment = undefined;
  }

  /** The next entries, up to about 256 KiB; none at the end. Throws a DamagedBatchError at damage until `skipTo` passes it. */
  async read(): Promise<LogEntry[]> {
    // Entries that retention has deleted.
    this.skipTo(this.partition.first);
    if (!this.hasMore) return [];
    const newest = this.partition.newest(this.offset);
    if (newest) {
      this.offset = newest[newest.length - 1].offset + 1;
      // The position in the file is looked up again when the reader falls behind.
      this.segment = undefined;
      return newest;
    }
    const entries = this.fromFile();
    this.reading = entries.catch(() => {});
    return entries;
  }

  private async fromFile(): Promise<LogEntry[]> {
    while (this.hasMore && !this.closed) {
      try {
        await this.find();
      } catch (error) {
        // Retention deleted the segment meanwhile.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        await this.partition.missing();
        if (this.offset >= this.partition.first) throw error;
        this.skipTo(this.partition.first);
        continue;
      }
      const entries: LogEntry[] = [];
      const {topic, partition} = this.partition;
      const from = this.offset;
      let bytesTaken = 0;
      const {segment, file} = this;
      const end = segment!.size;
      const {position, offset, bad} = await walk(
        file!,
        {position: this.position, offset: this.at, end, chunk: BYTES_A_READ},
        (header, bytes, at) => {
          if (header.offset + header.count > from) decodeBatch(bytes, at, {topic, partition, from}, entries);
          bytesTaken += header.length;
          return bytesTaken < BYTES_A_READ;
        },
      );
      this.position = position;
      this.at = offset;
      if (entries.length > 0) {
        this.offset = offset;
        return entries;
      }
      if (bad) throw await this.damage(bad, {position, offset, end});
      const following = this.partition.segments.find(({base}) => base > segment!.base);
      if (position === end && following && offset < following.base) {
        throw new DamagedBatchError(segment!.path, position, offset, following.base, "the file ends too early");
      }
    }
    return [];
  }

  private async damage(reason: string, at: {position: number; offset: number; end: number}): Promise<Error> {
    const sound = await resync(this.file!, at);
    const next = sound?.offset ?? this.partition.segments.find(({base}) => base > this.segment!.base)?.base;
    return new DamagedBatchError(this.segment!.path, at.position, at.offset, next ?? this.partition.next, reason);
  }

  /** Opens the segment that holds `offset` and finds a batch at or before it. */
  private async find(): Promise<void> {
    const segment = this.partition.segments.findLast(({base}) => base <= this.offset);
    if (!segment) throw Object.assign(new Error(`no segment holds offset ${this.offset}`), {code: "ENOENT"});
    if (segment === this.segment) return;
    const file = await open(segment.path, "r");
    await this.file?.close();
    this.file = file;
    const nearest = segment.index.findLast(({offset}) => offset <= this.offset);
    let place = {position: nearest?.position ?? 0, offset: nearest?.offset ?? segment.base};
    for (;;) {
      const target = this.offset;
      const {size} = segment;
      let before = place;
      const walked = await walk(file, {...place, end: size}, (header, _, __, position) => {
        before = {position, offset: header.offset};
        return header.offset + header.count <= target;
      });
      if (walked.offset > target || !walked.bad) {
        place = walked.offset > target ? before : walked;
        break;
      }
      // The wanted entry is after the damage.
      const sound = await resync(file, {...walked, end: size});
      if (!sound || sound.offset > target) {
        place = walked;
        break;
      }
      place = sound;
    }
    this.position = place.position;
    this.at = place.offset;
    this.segment = segment;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.reading;
    await this.file?.close();
    this.file = undefined;
  }
}
