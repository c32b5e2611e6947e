import type {LogEntry, LogOffset} from "../log.js";
import {byTopic} from "./byTopic.js";
import {type BrokerNode, errorOf, type ProtocolRequest} from "./cluster.js";
import {partitionKey} from "./partitionKey.js";
import {readRecordSet} from "./readRecordSet.js";

/** `offset` is that of the next entry to read. */
export interface Fetched extends LogOffset {
  entries: LogEntry[];
  /** set instead of entries */
  error?: Error & {type: string};
  /** the partition's next offset */
  end: number;
}

export interface FetchOptions {
  /** how long the broker waits for new entries, ms */
  waitMs: number;
  /** per partition; a larger batch is still sent whole */
  maxBytes: number;
}

const FETCH = 1;
const VERSION = 11;
/** replica id of a consumer */
const NO_REPLICA = -1;
const MIN_BYTES = 1;
/** for all partitions together */
const MAX_BYTES = 10 * 2 ** 20;
const READ_COMMITTED = 1;
/** no fetch session: each request is complete */
const [NO_SESSION, FINAL_EPOCH] = [0, -1];
const UNKNOWN = -1;

/**
 * Reads from these offsets, of partitions led by that broker. Resolves as soon as there are entries, or without any after
 * `waitMs`. Aborted transactions are not filtered out: these topics have none.
 */
export function fetchRecords(
  node: BrokerNode,
  positions: readonly LogOffset[],
  options: FetchOptions,
): Promise<Fetched[]> {
  return node.connectionPool.send(fetchRequest(positions, options));
}

/**
 * Fetch 11: i32 replica · i32 wait, ms · i32 min bytes · i32 max bytes · i8 isolation · i32 session · i32 its epoch · array of (string
 * topic · array of (i32 partition · i32 leader epoch · i64 offset · i64 log start · i32 max bytes)) · array of forgotten topics ·
 * string rack. Strings have an i16 length, arrays an i32 count.
 */
export function fetchRequest(positions: readonly LogOffset[], options: FetchOptions): ProtocolRequest<Fetched[]> {
  return {
    request: {
      apiKey: FETCH,
      apiVersion: VERSION,
      apiName: "Fetch",
      encode: async () => {
        const bytes = encode(positions, options);
        return {buf: bytes, buffer: bytes};
      },
    },
    response: {decode: async (bytes) => decode(bytes, positions), parse: async (answer) => answer},
  };
}

function encode(positions: readonly LogOffset[], {waitMs, maxBytes}: FetchOptions): Buffer {
  const topics = byTopic(positions);
  let length = 35 + 28 * positions.length;
  for (const topic of topics.keys()) length += 6 + Buffer.byteLength(topic);
  const out = Buffer.allocUnsafe(length);
  let at = out.writeInt32BE(NO_REPLICA, 0);
  at = out.writeInt32BE(waitMs, at);
  at = out.writeInt32BE(MIN_BYTES, at);
  at = out.writeInt32BE(MAX_BYTES, at);
  at = out.writeInt8(READ_COMMITTED, at);
  at = out.writeInt32BE(NO_SESSION, at);
  at = out.writeInt32BE(FINAL_EPOCH, at);
  at = out.writeInt32BE(topics.size, at);
  for (const [topic, partitions] of topics) {
    at = out.writeInt16BE(Buffer.byteLength(topic), at);
    at += out.write(topic, at);
    at = out.writeInt32BE(partitions.length, at);
    for (const {partition, offset} of partitions) {
      at = out.writeInt32BE(partition, at);
      at = out.writeInt32BE(UNKNOWN, at);
      at = out.writeBigInt64BE(BigInt(offset), at);
      at = out.writeBigInt64BE(BigInt(UNKNOWN), at);
      at = out.writeInt32BE(maxBytes, at);
    }
  }
  at = out.writeInt32BE(0, at);
  out.writeInt16BE(0, at);
  return out;
}

/**
 * i32 throttled, ms · i16 error · i32 session · array of (string topic · array of (i32 partition · i16 error · i64 high watermark ·
 * i64 last stable · i64 log start · array of (i64 producer · i64 first offset) · i32 preferred replica · i32 length · record set)).
 * An error of a partition is returned with it; an error of the whole request is thrown.
 */
function decode(bytes: Buffer, positions: readonly LogOffset[]): Fetched[] {
  const requested = new Map(positions.map((position) => [partitionKey(position.topic, position.partition), position]));
  const whole = errorOf(bytes.readInt16BE(4));
  if (whole) throw whole;
  const fetched: Fetched[] = [];
  let at = 10;
  const int32 = (): number => {
    at += 4;
    return bytes.readInt32BE(at - 4);
  };
  for (let topics = int32(); topics > 0; topics--) {
    const nameEnd = at + 2 + bytes.readInt16BE(at);
    const topic = bytes.toString("utf8", at + 2, nameEnd);
    at = nameEnd;
    for (let partitions = int32(); partitions > 0; partitions--) {
      const partition = int32();
      const error = errorOf(bytes.readInt16BE(at));
      const end = Number(bytes.readBigInt64BE(at + 2));
      at += 26;
      const aborted = Math.max(0, int32());
      at += 16 * aborted + 4;
      const length = Math.max(0, int32());
      const set = bytes.subarray(at, at + length);
      at += length;
      const from = requested.get(partitionKey(topic, partition))?.offset;
      if (from === undefined) continue;
      const {entries, next} = error ? {entries: [], next: from} : readRecordSet(set, {topic, partition, from});
      fetched.push({topic, partition, offset: next, entries, end, ...(error && {error})});
    }
  }
  return fetched;
}
