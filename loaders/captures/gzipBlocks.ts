import type {FileHandle} from "node:fs/promises";
import {promisify} from "node:util";
import {gzip} from "node:zlib";

const pack = promisify(gzip);

/** Compression of archived captures: fast enough to keep up, and halves the size. */
export const LEVEL = 2;
export const BLOCK_BYTES = 768 * 1024;

export interface GzipBlocksOptions {
  /** uncompressed bytes per member */
  blockBytes?: number;
}

/** Most blocks being compressed or written at a time; further writes wait. */
const MOST_IN_FLIGHT = 2;

/**
 * Appends to an open file as independent gzip members, one per block, so that a process killed at any moment leaves
 * complete members and at most one truncated one. Any gunzip reads the file. The bytes of one `write` are not split
 * between blocks, unless they are longer than a block.
 *
 * After a failure (a full disk) every further call is rejected with it. The handle is closed by `close`.
 */
export class GzipBlocks {
  /** uncompressed bytes accepted */
  bytesIn = 0;
  /** compressed bytes written */
  bytesOut = 0;
  private readonly blockBytes: number;
  private block: Uint8Array;
  private used = 0;
  private readonly spare: Uint8Array[] = [];
  private inFlight = 0;
  private waiting: (() => void)[] = [];
  /** the writes so far, in order; never rejects: see `failure` */
  private tail: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private closed = false;

  constructor(
    private readonly handle: FileHandle,
    {blockBytes = BLOCK_BYTES}: GzipBlocksOptions = {},
  ) {
    this.blockBytes = blockBytes;
    this.block = new Uint8Array(blockBytes);
  }

  /** Takes a copy of the bytes. Resolves when there is room for more: await it before the next write. */
  async write(bytes: Uint8Array): Promise<void> {
    this.check();
    for (let at = 0; at < bytes.length; ) {
      const left = bytes.length - at;
      if (this.used > 0 && this.used + left > this.blockBytes) await this.send();
      const n = Math.min(left, this.blockBytes - this.used);
      this.block.set(bytes.subarray(at, at + n), this.used);
      this.used += n;
      this.bytesIn += n;
      at += n;
    }
    if (this.used === this.blockBytes) await this.send();
  }

  /** Resolves when everything accepted is in the file; with `sync`, also on the disk (fdatasync). */
  async flush({sync = false}: {sync?: boolean} = {}): Promise<void> {
    this.check();
    if (this.used > 0) await this.send();
    await this.tail;
    if (this.failure) throw this.failure;
    if (sync) {
      await this.handle.datasync().catch((error: Error) => {
        this.failure = error; // after a failed write the file's content is uncertain
        throw error;
      });
    }
  }

  /** Flushes, and closes the handle whether or not that succeeds. */
  async close(options: {sync?: boolean} = {}): Promise<void> {
    if (this.closed) return;
    try {
      await this.flush(options);
    } finally {
      this.closed = true;
      await this.tail;
      await this.handle.close();
    }
  }

  private check(): void {
    if (this.failure) throw this.failure;
    if (this.closed) throw new Error("write after close");
  }

  /** Starts compressing the block; waits while too many are in flight. */
  private async send(): Promise<void> {
    const block = this.block.subarray(0, this.used);
    this.block = this.spare.pop() ?? new Uint8Array(this.blockBytes);
    this.used = 0;
    this.inFlight++;
    const packed = pack(block, {level: LEVEL});
    packed.catch(() => {}); // handled in the chain below
    this.tail = this.tail
      .then(async () => {
        if (!this.failure) await this.writeAll(await packed);
      })
      .catch((error: Error) => {
        this.failure ??= error;
      })
      .finally(() => {
        this.spare.push(new Uint8Array(block.buffer));
        this.inFlight--;
        this.waiting.shift()?.();
      });
    if (this.inFlight >= MOST_IN_FLIGHT) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.failure) throw this.failure;
  }

  private async writeAll(packed: Uint8Array): Promise<void> {
    for (let at = 0; at < packed.length; ) {
      const {bytesWritten} = await this.handle.write(packed, at, packed.length - at, null);
      at += bytesWritten;
      this.bytesOut += bytesWritten;
    }
  }
}
