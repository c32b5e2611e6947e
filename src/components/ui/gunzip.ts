import {Gunzip} from "npm:fflate";

/**
 * The unpacked bytes of a gzip file of one or several members, `most` of them; of a damaged file those before the damage.
 * (A browser's DecompressionStream reads one member only.)
 */
export async function gunzip(packed: Blob, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  const reader = packed.stream().getReader();
  try {
    while (length < most) {
      const {value, done} = await reader.read();
      stream.push(value ?? new Uint8Array(0), done);
      if (done) break;
    }
  } catch {
    // damaged: the bytes before are returned
  } finally {
    reader.cancel().catch(() => {});
  }
  const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  return bytes.subarray(0, Math.min(most, bytes.length));
}

/** Whether the bytes begin like a gzip file. */
export async function isGzip(blob: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}
