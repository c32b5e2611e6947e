import {type FileHandle, open, readFile} from "node:fs/promises";
import {crc32} from "node:zlib";
import {writeWhole} from "../../../loaders/archive/writeWhole.js";
import {writeAll} from "./writeAll.js";

const COMPACT_BYTES = 1 << 16;

/**
 * The committed positions of a group: a file of lines `checksum topic partition next`, where the last line of a partition
 * counts. Commits append to it; it is rewritten when it has grown, and an incomplete last line is removed.
 */
export class Positions {
  private readonly next = new Map<string, number>();
  private file: FileHandle | undefined;
  private size = 0;
  private readonly pending: [name: string, next: number][] = [];
  /** the next write, which will include `pending`, and the one before */
  private gathering: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();
  private dirty = false;

  private constructor(
    private readonly path: string,
    private readonly sync: boolean,
    private readonly onDirty: () => void,
  ) {}

  static async open(
    path: string,
    {sync, onDirty, log}: {sync: boolean; onDirty: () => void; log: (line: string) => void},
  ): Promise<Positions> {
    const positions = new Positions(path, sync, onDirty);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(10, at);
      const text = end < 0 ? "" : bytes.toString("utf8", at, end);
      if (!text || checksum(text.slice(9)) !== text.slice(0, 8)) {
        log(`torn tail: ${path}: ${bytes.length - at} bytes cut`);
        break;
      }
      const [, topic, partition, next] = text.split(" ");
      positions.next.set(`${topic} ${partition}`, Number(next));
      at = positions.size = end + 1;
    }
    return positions;
  }

  /** The next offset to read; undefined where nothing was committed. */
  get(topic: string, partition: number): number | undefined {
    return this.next.get(`${topic} ${partition}`);
  }

  /** Resolves when the position is as durable as the log's acknowledged messages. */
  set(topic: string, partition: number, next: number): Promise<void> {
    this.pending.push([`${topic} ${partition}`, next]);
    if (!this.gathering) {
      const before = this.last.catch(() => {});
      this.gathering = before
        .then(() => new Promise<void>((go) => setImmediate(go)))
        .then(() => {
          this.gathering = undefined;
          return this.append(this.pending.splice(0));
        });
      this.last = this.gathering;
    }
    return this.gathering;
  }

  /** Limits a position to the end of its partition: after a power loss the log may be shorter than what was consumed. */
  async clamp(topic: string, partition: number, end: number): Promise<void> {
    if ((this.get(topic, partition) ?? 0) > end) await this.set(topic, partition, end);
  }

  private async append(positions: [name: string, next: number][]): Promise<void> {
    if (this.size > COMPACT_BYTES) await this.compact();
    const file = (this.file ??= await openAt(this.path, this.size));
    const bytes = Buffer.from(positions.map(([name, next]) => line(name, next)).join(""));
    await writeAll(file.fd, bytes, this.size);
    if (this.sync) await file.datasync();
    this.size += bytes.length;
    for (const [name, next] of positions) this.next.set(name, next);
    if (!this.sync && !this.dirty) {
      this.dirty = true;
      this.onDirty();
    }
  }

  private async compact(): Promise<void> {
    const bytes = Buffer.from([...this.next].map(([name, next]) => line(name, next)).join(""));
    await this.file?.close();
    this.file = undefined;
    await writeWhole(this.path, bytes, {sync: true});
    this.size = bytes.length;
  }

  async flushToDisk(): Promise<void> {
    if (!this.dirty || !this.file) return;
    this.dirty = false;
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.last.catch(() => {});
    await this.flushToDisk().catch(() => {});
    await this.file?.close();
    this.file = undefined;
  }
}

/** Opens a file for writing after its first `size` bytes and removes the rest. */
async function openAt(path: string, size: number): Promise<FileHandle> {
  await (await open(path, "a")).close();
  const file = await open(path, "r+");
  await file.truncate(size);
  return file;
}

function line(name: string, next: number): string {
  const text = `${name} ${next}`;
  return `${checksum(text)} ${text}\n`;
}

const checksum = (line: string) => crc32(Buffer.from(line)).toString(16).padStart(8, "0");
