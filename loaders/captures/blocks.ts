import type {FileHandle} from "node:fs/promises";

/** Bytes read at a time: large, because each read is a round trip through the thread pool. */
const BLOCK = 512 * 1024;

export interface BlockOptions {
  /** bytes per block */
  size?: number;
  signal?: AbortSignal;
  /** called with the bytes read so far, after each block */
  onRead?: (bytes: number) => void;
}

/** The blocks of an open file from its start, read ahead by one. A block is valid until the next one is asked for. */
export async function* readBlocks(handle: FileHandle, {size = BLOCK, signal, onRead}: BlockOptions = {}) {
  let current = Buffer.allocUnsafe(size);
  let ahead = Buffer.allocUnsafe(size);
  let position = 0;
  let reading = handle.read(current, 0, size, 0);
  try {
    for (let n: number; (n = (await reading).bytesRead) > 0; ) {
      signal?.throwIfAborted();
      position += n;
      reading = handle.read(ahead, 0, size, position);
      yield current.subarray(0, n) as Uint8Array;
      onRead?.(position);
      [current, ahead] = [ahead, current];
    }
  } finally {
    await reading.catch(() => {}); // the handle must not be closed under a read
  }
}
