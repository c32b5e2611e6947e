import {Unzlib} from "fflate";
import {LogFileError} from "../importedLog.js";

/** Longer than any session, unpacked. */
const MOST_BYTES = 2 ** 30;
const SLICE = 64 * 1024;
/** Above the fourth byte of a message's length: none has 64 MiB. */
const MOST_LENGTH = 4;

/** Whether the bytes begin as a zlib stream does (RFC 1950: deflate, and a checksum of 31). */
function isZlib(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x78 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
}

/** Whether the first bytes are those of an .xrk file, or of an .xrz file, which is the same in a zlib stream. */
export function isXrk(head: Uint8Array): boolean {
  const [a, b, ...rest] = isZlib(head)
    ? unpack(head.subarray(0, SLICE), {whole: false}).subarray(0, 12)
    : head.subarray(0, 12);
  // "<html><body>" has the marks too, but no length
  return a === 0x3c && b === 0x68 && rest[9] === 0x3e && rest[7] < MOST_LENGTH;
}

/** The messages' bytes, unpacked. @throws LogFileError where a packed file is damaged or cut */
export function xrkBytes(bytes: Uint8Array): Uint8Array {
  return isZlib(bytes) ? unpack(bytes, {whole: true}) : bytes;
}

function unpack(packed: Uint8Array, {whole}: {whole: boolean}): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const stream = new Unzlib((chunk, final) => {
    chunks.push(chunk);
    length += chunk.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < packed.length && length <= MOST_BYTES; at += SLICE)
      stream.push(packed.subarray(at, at + SLICE), whole && at + SLICE >= packed.length);
  } catch (error) {
    if (whole) throw new LogFileError(`damaged zlib data: ${(error as Error).message}`, `byte ${length} unpacked`);
  }
  if (length > MOST_BYTES) throw new LogFileError(`larger than ${MOST_BYTES / 2 ** 30} GiB unpacked`);
  if (whole && !ended) throw new LogFileError("the file is cut: its zlib data have no end", `byte ${packed.length}`);
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
