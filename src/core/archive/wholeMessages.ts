const CONTINUATION = 0xffffffff;

/**
 * The messages of an Arrow IPC stream that are there in full, as a prefix of `bytes`: what a file is worth whose writing
 * was cut. Framing: https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
 */
export function wholeMessages(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = 0;
  while (end + 8 <= bytes.length && view.getUint32(end, true) === CONTINUATION) {
    const metadata = view.getInt32(end + 4, true);
    if (metadata === 0) return bytes.subarray(0, end + 8); // end of stream
    const start = end + 8;
    if (metadata < 8 || start + metadata > bytes.length) break;
    const next = start + metadata + bodyLength(view, start, metadata);
    if (!(next > end && next <= bytes.length)) break;
    end = next;
  }
  return bytes.subarray(0, end);
}

/** Field 3 of the Message flatbuffer that begins at `start`; NaN when the bytes are no such table. */
function bodyLength(view: DataView, start: number, length: number): number {
  const inside = (at: number, size: number) => at >= start && at + size <= start + length;
  const table = start + view.getUint32(start, true);
  if (!inside(table, 4)) return Number.NaN;
  const vtable = table - view.getInt32(table, true);
  if (!inside(vtable, 4)) return Number.NaN;
  if (view.getUint16(vtable, true) < 12) return 0; // the field is not written when it is 0
  if (!inside(vtable, 12)) return Number.NaN;
  const offset = view.getUint16(vtable + 10, true);
  if (offset === 0) return 0;
  return inside(table + offset, 8) ? Number(view.getBigInt64(table + offset, true)) : Number.NaN;
}
