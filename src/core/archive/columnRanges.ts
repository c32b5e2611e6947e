import {readWholeBatches} from "./samples.js";

/** Bytes of a file, from the first to the one before `to`. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Parts that are closer are read as one: a request costs as much as these bytes. */
const NEAR = 16 * 1024;

/**
 * The parts of a samples file that hold some of its columns.
 *
 * @param sparse the file's beginning, zeros after it up to the file's length
 * @param rows of the whole file; null where the beginning does not describe so many: a file in several parts
 */
export function columnRanges(sparse: Uint8Array, columns: readonly string[], rows: number): ByteRange[] | null {
  const table = readWholeBatches(sparse);
  if (table.numRows !== rows || table.batches.length !== 1) return null;
  const ranges: ByteRange[] = [];
  for (const name of columns) {
    for (const {buffers} of table.getChild(name)?.data ?? []) {
      for (const buffer of Object.values(buffers as unknown as Record<string, ArrayBufferView | undefined>)) {
        if (!buffer?.byteLength) continue;
        // columns are views of the file's bytes
        if (buffer.buffer !== sparse.buffer) return null;
        const from = buffer.byteOffset - sparse.byteOffset;
        ranges.push({from, to: from + buffer.byteLength});
      }
    }
  }
  return joined(ranges);
}

function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const all: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && range.from - last.to <= NEAR) last.to = Math.max(last.to, range.to);
    else all.push({...range});
  }
  return all;
}
