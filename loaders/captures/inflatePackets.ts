import {inflateSync} from "node:zlib";
import {CaptureError} from "../../src/core/capture/batch.js";
import {
  F1PCAP_HEAD,
  F1PCAP_PACKET_HEAD,
  isF1pcap,
  plainF1pcapHead,
  readF1pcapHead,
} from "../../src/core/capture/f1pcapHead.js";

/** The longest payload UDP over IPv4 carries. */
const MOST_BYTES = 65507;

/**
 * The bytes of a Pits n' Giggles capture with its packets unpacked, if they are compressed; other captures unchanged. The first chunk must
 * hold the head of the file. Throws CaptureError for a packet that cannot be unpacked.
 */
export async function* inflatePackets(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  let littleEndian: boolean | undefined;
  let isFirst = true;
  let packet = 0;
  for await (const chunk of chunks) {
    if (isFirst) {
      isFirst = false;
      const head = chunk.length >= F1PCAP_HEAD && isF1pcap(chunk) ? readF1pcapHead(viewOf(chunk)) : undefined;
      if (head?.compressed) {
        littleEndian = head.littleEndian;
        yield plainF1pcapHead(chunk);
        rest = Buffer.from(chunk.subarray(F1PCAP_HEAD));
      }
    } else if (littleEndian !== undefined) rest = Buffer.concat([rest, chunk]);
    if (littleEndian === undefined) {
      yield chunk;
      continue;
    }
    const out: Uint8Array[] = [];
    let at = 0;
    while (rest.length - at >= F1PCAP_PACKET_HEAD) {
      const length = littleEndian ? rest.readUInt32LE(at + 4) : rest.readUInt32BE(at + 4);
      if (length > MOST_BYTES) throw new CaptureError(`packet ${packet + 1}: invalid length: ${length}`, 0);
      if (rest.length - at < F1PCAP_PACKET_HEAD + length) break;
      const start = at + F1PCAP_PACKET_HEAD;
      out.push(...inflated(rest.subarray(at, start), rest.subarray(start, start + length), littleEndian, ++packet));
      at = start + length;
    }
    rest = rest.subarray(at);
    if (out.length > 0) yield Buffer.concat(out);
  }
  // cut within a packet: the reader of the container reports the place
  if (rest.length > 0) yield rest;
}

function inflated(head: Buffer, bytes: Buffer, littleEndian: boolean, packet: number): [Uint8Array, Uint8Array] {
  try {
    const plain = inflateSync(bytes, {maxOutputLength: MOST_BYTES});
    const changed = Buffer.from(head);
    if (littleEndian) changed.writeUInt32LE(plain.length, 4);
    else changed.writeUInt32BE(plain.length, 4);
    return [changed, plain];
  } catch (error) {
    throw new CaptureError(`packet ${packet}: its compressed bytes are damaged: ${(error as Error).message}`, 0);
  }
}

function viewOf({buffer, byteOffset, byteLength}: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
