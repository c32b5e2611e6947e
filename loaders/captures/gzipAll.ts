import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {BLOCK_BYTES, LEVEL} from "./gzipBlocks.js";

const pack = promisify(gzip);

/**
 * Compresses bytes as `GzipBlocks` does, one member per block, but all blocks in parallel in the thread pool. Resolves to the
 * members in order.
 */
export function gzipAll(bytes: Uint8Array): Promise<Uint8Array[]> {
  const blocks: Promise<Uint8Array>[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES)
    blocks.push(pack(bytes.subarray(at, at + BLOCK_BYTES), {level: LEVEL}));
  return Promise.all(blocks);
}
