import type {FileHandle} from "node:fs/promises";
import {BATCH_HEADER_BYTES, BATCH_MAGIC, type BatchHeader, checkBatch} from "./batch.js";

/** A file of consecutive batches of a partition, named by the offset of its first message. */
export interface Segment {
  base: number;
  path: string;
  /** bytes that may be read; those after them in the file are not acknowledged */
  size: number;
  /** when it was last appended to, ms since 1970-01-01 UTC */
  appendedAt: number;
  /** when this process created or opened it, ms since 1970-01-01 UTC */
  bornAt: number;
  /** offsets and file positions of some batches, ascending: where a search begins */
  index: {offset: number; position: number}[];
}

const NAME = /^(\d{16})\.log$/;
const CHUNK = 1 << 18;
const INDEX_EVERY = 1 << 18;

export const segmentName = (base: number) => `${String(base).padStart(16, "0")}.log`;

/** The base offset in a segment's file name; NaN for other files. */
export const baseOf = (name: string) => Number(NAME.exec(name)?.[1] ?? Number.NaN);

/** Adds a batch to the index when the last indexed one is far enough before it. */
export function indexBatch(segment: Segment, offset: number, position: number): void {
  const last = segment.index[segment.index.length - 1];
  if (!last || position - last.position >= INDEX_EVERY) segment.index.push({offset, position});
}

/** A damaged batch. The next sound one begins at `next`; a consumer skips the damage by committing `next` − 1. */
export class DamagedBatchError extends Error {
  readonly code = "DAMAGED_BATCH";

  constructor(
    readonly file: string,
    readonly position: number,
    readonly offset: number,
    readonly next: number,
    reason: string,
  ) {
    super(`damaged batch: ${file}, byte ${position}, offset ${offset}: ${reason}; continues at offset ${next}`);
  }
}

export interface Walked {
  /** end of the last batch visited */
  position: number;
  offset: number;
  /** why it stopped before `end`; "short" for an incomplete batch */
  bad?: string;
}

/**
 * Visits the batches between two positions of a segment in order, after checking their checksums, until `visit` returns
 * false. The bytes passed to `visit` stay valid: they are never overwritten.
 */
export async function walk(
  file: FileHandle,
  start: {position: number; offset: number; end: number; chunk?: number},
  visit: (header: BatchHeader, bytes: Buffer, at: number, position: number) => unknown,
): Promise<Walked> {
  let {position, offset} = start;
  const {end} = start;
  let size = start.chunk ?? CHUNK;
  while (position < end) {
    const bytes = await readAt(file, position, Math.min(size, end - position));
    const isLast = position + bytes.length >= end || bytes.length < size;
    let at = 0;
    while (at < bytes.length) {
      const header = checkBatch(bytes, at, offset);
      if (header === "short" && !isLast) break;
      if (typeof header === "string") return {position: position + at, offset, bad: header};
      const here = position + at;
      at += header.length;
      offset += header.count;
      if (visit(header, bytes, at - header.length, here) === false) return {position: position + at, offset};
    }
    // A batch larger than the chunk is read at once.
    if (at === 0 && bytes.length >= BATCH_HEADER_BYTES) size = Math.max(bytes.readUInt32LE(4), size * 2);
    else size = start.chunk ?? CHUNK;
    position += at;
  }
  return {position, offset};
}

/** The first sound batch after a damaged one, or undefined when there is none before `end`. */
export async function resync(
  file: FileHandle,
  {position, offset, end}: {position: number; offset: number; end: number},
): Promise<{position: number; offset: number} | undefined> {
  const bytes = await readAt(file, position, end - position);
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(BATCH_MAGIC);
  for (let at = bytes.indexOf(magic, 1); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    if (bytes.length - at < BATCH_HEADER_BYTES) return;
    const due = bytes.readDoubleLE(at + 12);
    if (due > offset && typeof checkBatch(bytes, at, due) !== "string") return {position: position + at, offset: due};
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const {bytesRead} = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
