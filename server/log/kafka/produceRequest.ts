import {byTopic} from "./byTopic.js";
import {decodeProduceResponse, type ProduceResponse, type ProtocolRequest} from "./cluster.js";

export interface PartitionBatch {
  topic: string;
  partition: number;
  bytes: Buffer;
}

const PRODUCE = 0;
const VERSION = 7;
const ALL_REPLICAS = -1;

/**
 * Produce 7: nullable string transactional id · i16 acks · i32 timeout, ms · array of (string topic · array of (i32 partition ·
 * i32 length · record batch)). Strings have an i16 length, arrays an i32 count.
 */
export function produceRequest(
  batches: readonly PartitionBatch[],
  timeoutMs: number,
): ProtocolRequest<ProduceResponse> {
  return {
    request: {
      apiKey: PRODUCE,
      apiVersion: VERSION,
      apiName: "Produce",
      expectResponse: () => true,
      encode: async () => {
        const bytes = encode(batches, timeoutMs);
        return {buf: bytes, buffer: bytes};
      },
    },
    // The caller checks the errors by partition.
    response: {decode: decodeProduceResponse, parse: async (answer) => answer},
  };
}

function encode(batches: readonly PartitionBatch[], timeoutMs: number): Buffer {
  const topics = byTopic(batches);
  let length = 12;
  for (const topic of topics.keys()) length += 6 + Buffer.byteLength(topic);
  for (const {bytes} of batches) length += 8 + bytes.length;
  const out = Buffer.allocUnsafe(length);
  let at = out.writeInt16BE(-1, 0);
  at = out.writeInt16BE(ALL_REPLICAS, at);
  at = out.writeInt32BE(timeoutMs, at);
  at = out.writeInt32BE(topics.size, at);
  for (const [topic, parts] of topics) {
    at = out.writeInt16BE(Buffer.byteLength(topic), at);
    at += out.write(topic, at);
    at = out.writeInt32BE(parts.length, at);
    for (const {partition, bytes} of parts) {
      at = out.writeInt32BE(partition, at);
      at = out.writeInt32BE(bytes.length, at);
      at += bytes.copy(out, at);
    }
  }
  return out;
}
