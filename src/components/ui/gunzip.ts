/** Packed bytes read at a time while a member's end is looked for. */
const WINDOW = 2 ** 20;
/** Places that look like a member's beginning and are none, one after the other, before the rest counts as damaged. */
const MOST_FALSE = 3;
const MAGIC_BYTES = 4;

/**
 * The unpacked bytes of a gzip file of one or several members, `most` of them; of a damaged one those before the damage. A browser's own
 * stream takes one member only, so they are told apart by their headers: one that begins as the first does. What only looks
 * like one is found out, for a piece that does not end with its checksum is unpacked again with the next.
 */
export async function gunzip(packed: Blob, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let open: {piece: Blob; tries: number; chunks: Uint8Array[]} | undefined;
  for await (const member of members(packed)) {
    const piece: Blob = open ? new Blob([open.piece, member]) : member;
    const inflated = await inflate(piece, most - length);
    if (!inflated.whole) {
      open = {piece, tries: (open?.tries ?? 0) + 1, chunks: inflated.chunks};
      if (open.tries > MOST_FALSE) break;
      continue;
    }
    open = undefined;
    chunks.push(...inflated.chunks);
    length += inflated.length;
    if (length >= most) break;
  }
  if (open) chunks.push(...open.chunks);
  const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  return bytes.subarray(0, Math.min(most, bytes.length));
}

/** True for what begins as gzip does. */
export async function isGzip(blob: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** Parts that begin with the same bytes as the file. */
async function* members(packed: Blob): AsyncGenerator<Blob> {
  const magic = new Uint8Array(await packed.slice(0, MAGIC_BYTES).arrayBuffer());
  let from = 0;
  for (let at = 0; at < packed.size; at += WINDOW) {
    // a header may lie across two windows
    const window = new Uint8Array(await packed.slice(at, at + WINDOW + MAGIC_BYTES - 1).arrayBuffer());
    for (let i = window.indexOf(magic[0]); i >= 0; i = window.indexOf(magic[0], i + 1)) {
      const here = at + i;
      if (i >= WINDOW || here === from || !magic.every((byte, k) => window[i + k] === byte)) continue;
      yield packed.slice(from, here);
      from = here;
    }
  }
  if (from < packed.size) yield packed.slice(from);
}

async function inflate(piece: Blob, most: number): Promise<{chunks: Uint8Array[]; length: number; whole: boolean}> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = piece.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    while (length < most) {
      const {value, done} = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
    return {chunks, length, whole: true};
  } catch {
    return {chunks, length, whole: false};
  } finally {
    reader.cancel().catch(() => {});
  }
}
