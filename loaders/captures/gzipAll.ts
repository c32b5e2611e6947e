import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {BLOCK_BYTES, LEVEL} from "./gzipBlocks.js";

const pack = promisify(gzip);

/**
 * Packs bytes as `GzipBlocks` does, a member a block, but all of them at once: the machine's other threads do it while this one
 * goes on with something else. Resolves to the members in order.
 */
export function gzipAll(bytes: Uint8Array): Promise<Uint8Array[]> {
  const blocks: Promise<Uint8Array>[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES)
    blocks.push(pack(bytes.subarray(at, at + BLOCK_BYTES), {level: LEVEL}));
  return Promise.all(blocks);
}
