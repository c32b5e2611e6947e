const CONTINUATION = 0xffffffff;

/**
 * The complete messages of an Arrow IPC stream, as a prefix of `bytes`: what can be read of a truncated file.
 */
export function wholeMessages(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, messageEnds(bytes).at(-1) ?? 0);
}

/**
 * Where each complete message of an Arrow IPC stream ends, the end-of-stream marker included. Framing:
 * https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
 */
export function messageEnds(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  let end = 0;
  while (end + 8 <= bytes.length && view.getUint32(end, true) === CONTINUATION) {
    const metadata = view.getInt32(end + 4, true);
    const start = end + 8;
    if (metadata === 0) {
      ends.push(start); // end of stream
      break;
    }
    if (metadata < 8 || start + metadata > bytes.length) break;
    const next = start + metadata + bodyLength(view, start, metadata);
    if (!(next > end && next <= bytes.length)) break;
    ends.push(next);
    end = next;
  }
  return ends;
}

/** Field 3 of the Message flatbuffer at `start`; NaN when the bytes are no such table. */
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
