import {open} from "node:fs/promises";

/** As many buffers are kept, each of this size at most. */
const MOST_KEPT = 4;
const LARGEST = 8 * 2 ** 20;

const free: Uint8Array[] = [];

/** Reads a file for `use`, which must not keep the bytes: the next file is read into them. A buffer for each would take longer than reading it. */
export async function withFileBytes<T>(path: string, use: (bytes: Uint8Array) => T): Promise<T> {
  const file = await open(path);
  try {
    const {size} = await file.stat();
    const last = free.pop();
    const buffer = last && last.length >= size ? last : new Uint8Array(size);
    try {
      let length = 0;
      for (let read = 1; read > 0 && length < size; length += read)
        read = (await file.read(buffer, length, size - length)).bytesRead;
      return use(buffer.subarray(0, length));
    } finally {
      if (free.length < MOST_KEPT && buffer.length <= LARGEST) free.push(buffer);
    }
  } finally {
    await file.close();
  }
}
