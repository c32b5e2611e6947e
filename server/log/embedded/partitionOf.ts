import type {LogMessage} from "../log.js";

/** The partition of a key, as Kafka's default partitioner computes it: murmur2 of the UTF-8 bytes, made positive, modulo. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key, "utf8")) & 0x7fffffff) % partitions;
}

/** murmur2 with Kafka's seed, a signed 32-bit number (org.apache.kafka.common.utils.Utils.murmur2). */
export function murmur2(bytes: Uint8Array): number {
  const M = 0x5bd1e995;
  const length = bytes.length;
  let h = 0x9747b28c ^ length;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    let k = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    k = Math.imul(k, M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  const left = length - i;
  if (left === 3) h ^= bytes[i + 2] << 16;
  if (left >= 2) h ^= bytes[i + 1] << 8;
  if (left >= 1) h = Math.imul(h ^ bytes[i], M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

/** The messages by partition, in order. Usually all have the same key, and the array is returned as it is. */
export function byPartition(messages: readonly LogMessage[], partitions: number): Map<number, readonly LogMessage[]> {
  if (messages.length === 0) return new Map();
  const [{key}] = messages;
  if (messages.every((message) => message.key === key)) return new Map([[partitionOf(key, partitions), messages]]);
  const partitionOfKey = new Map<string, number>();
  const groups = new Map<number, LogMessage[]>();
  for (const message of messages) {
    let partition = partitionOfKey.get(message.key);
    if (partition === undefined) partitionOfKey.set(message.key, (partition = partitionOf(message.key, partitions)));
    const group = groups.get(partition);
    if (group) group.push(message);
    else groups.set(partition, [message]);
  }
  return groups;
}
