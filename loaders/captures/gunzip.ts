import {createGunzip} from "node:zlib";
import {CaptureError} from "../../src/core/capture/batch.js";

/** Compressed bytes passed to zlib at a time, at most: limits the decompressed bytes waiting, as gzip compresses up to about 1030:1. */
const SLICE = 256 * 1024;
const LEAST_SLICE = 16 * 1024;
/** Decompressed bytes that a slice should give: the consumer works on those of one while zlib works on the next. */
const AHEAD = 2 * 1024 * 1024;
/** zlib asks for more memory after so many bytes, and waits for the consumer meanwhile: so several slices share a chunk. */
const CHUNK = 4 * AHEAD;

/** Bytes of a compressed file from its start; may be called twice. */
export type ChunkSource = () => AsyncIterable<Uint8Array>;

/**
 * The unpacked bytes of a gzip file of one or several members, unpacked in the thread pool one slice ahead of the
 * consumer. Unlike a piped zlib stream it hands out every byte that can be unpacked before it throws a CaptureError
 * about a cut or damaged file, whose offset counts bytes of the packed file.
 */
export async function* gunzipBlocks(source: ChunkSource): AsyncGenerator<Uint8Array> {
  let given = 0;
  const gunzip = new Gunzip();
  try {
    for await (const slice of slices(source(), () => gunzip.sliceSize())) {
      const before = gunzip.take();
      const written = gunzip.write(slice);
      for (const chunk of before) {
        given += chunk.length;
        yield chunk;
      }
      await written;
      if (gunzip.failure) break;
    }
    await gunzip.finish();
    for (const chunk of gunzip.take()) {
      given += chunk.length;
      yield chunk;
    }
    if (gunzip.failure && gunzip.failure.code !== "Z_BUF_ERROR") yield* salvage(source, gunzip.position, given);
    gunzip.check();
  } finally {
    gunzip.close();
  }
}

/**
 * zlib discards what it had decompressed in the call that fails. The file is therefore decompressed again, byte by byte near the
 * damage, without the first `given` bytes.
 */
async function* salvage(source: ChunkSource, near: number, given: number): AsyncGenerator<Uint8Array> {
  const gunzip = new Gunzip();
  let skip = given;
  try {
    for await (const slice of slices(source(), () => SLICE)) {
      const step = gunzip.position + slice.length < near - SLICE ? slice.length : 1;
      for (let at = 0; at < slice.length && !gunzip.failure; at += step) {
        await gunzip.write(slice.subarray(at, at + step));
        for (const chunk of gunzip.take()) {
          if (chunk.length > skip) yield chunk.subarray(skip);
          skip = Math.max(0, skip - chunk.length);
        }
      }
      if (gunzip.failure) return;
    }
  } finally {
    gunzip.close();
  }
}

async function* slices(blocks: AsyncIterable<Uint8Array>, size: () => number): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) {
    for (let at = 0; at < block.length; ) {
      const end = at + size();
      yield block.subarray(at, end);
      at = end;
    }
  }
}

/** zlib's gunzip, one write at a time, in flowing mode: a buffering stream would lose its buffer on an error. */
class Gunzip {
  failure: NodeJS.ErrnoException | undefined;
  /** packed bytes taken in */
  position = 0;
  private unpacked = 0;
  private readonly stream = createGunzip({chunkSize: CHUNK});
  private ready: Uint8Array[] = [];
  private ended = false;
  private wake = () => {};

  constructor() {
    this.stream.on("data", (chunk: Uint8Array) => {
      this.unpacked += chunk.length;
      this.ready.push(chunk);
    });
    // A stream that fails or reaches the end of the data may not call back for the write that caused it.
    this.stream.on("end", () => {
      this.ended = true;
      this.wake();
    });
    this.stream.on("error", (error) => {
      this.failure = error;
      this.wake();
    });
  }

  /** Packed bytes of which about AHEAD come, by those so far. */
  sliceSize(): number {
    const wanted = this.unpacked > 0 ? (AHEAD * this.position) / this.unpacked : LEAST_SLICE;
    return Math.max(LEAST_SLICE, Math.min(SLICE, Math.round(wanted)));
  }

  async write(slice: Uint8Array): Promise<void> {
    const start = this.position;
    this.position += slice.length;
    if (!this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        this.stream.write(slice, () => resolve());
      });
    }
    // Only zeros may follow the last member: tapes and block devices pad with them.
    const rest = this.ended
      ? slice.subarray(Math.max(0, this.stream.bytesWritten - start))
      : slice.subarray(slice.length);
    const unexpected = rest.findIndex((byte) => byte !== 0);
    if (unexpected >= 0) this.failure ??= new Error("bytes after the gzip data");
  }

  async finish(): Promise<void> {
    if (this.failure || this.ended) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      this.stream.end();
    });
  }

  take(): Uint8Array[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  check(): void {
    const {failure, position} = this;
    if (failure?.code === "Z_BUF_ERROR") {
      throw new CaptureError(`unexpected end of gzip data at byte ${position}`, position);
    }
    if (failure) throw new CaptureError(`damaged gzip data before byte ${position}: ${failure.message}`, position);
  }

  close(): void {
    this.stream.destroy();
  }
}
