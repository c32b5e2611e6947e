/**
 * Binary messages of `/live`, little-endian, packed. One per tick, with the records since the last:
 *
 *   u8 kind (1) · u32 seq · f64 sent (ms since 1970, relay's clock) · f64 read (when the newest record came out of the log) · records
 *   record: u32 length of payload · u8 topic · u16 session number · u16 partition · f64 offset · f64 arrival (ms) · payload
 *
 * and parts of a backfill as columns:
 *
 *   u8 kind (2) · u32 seq · f64 sent · u8 topic · u16 session number · u16 partition · f64 last offset · Arrow IPC stream
 *
 * A record is the same for all clients, so the relay encodes it once.
 */
const FRAMES = 1;
export const COLUMNS = 2;

const HEAD = 13;
const FRAMES_HEAD = HEAD + 8;
const RECORD = 25;
const SEQ = 1;

export interface WireRecord {
  /** position in LIVE_TOPICS */
  topic: number;
  session: number;
  partition: number;
  offset: number;
  /** at the collector, ms since 1970 */
  arrival: number;
  payload: Uint8Array;
}

export type WireMessage =
  | {kind: typeof FRAMES; seq: number; sent: number; read: number; records: WireRecord[]}
  | {
      kind: typeof COLUMNS;
      seq: number;
      sent: number;
      topic: number;
      session: number;
      partition: number;
      offset: number;
      arrow: Uint8Array;
    };

/** One record, for any number of messages. */
export function encodeRecord({topic, session, partition, offset, arrival, payload}: WireRecord): Uint8Array {
  const bytes = new Uint8Array(RECORD + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint8(4, topic);
  view.setUint16(5, session, true);
  view.setUint16(7, partition, true);
  view.setFloat64(9, offset, true);
  view.setFloat64(17, arrival, true);
  bytes.set(payload, RECORD);
  return bytes;
}

/** A message of encoded records; `read`: when the newest was read from the log, NaN in a backfill. */
export function encodeFrames(seq: number, sent: number, records: readonly Uint8Array[], read = Number.NaN): Uint8Array {
  let size = FRAMES_HEAD;
  for (const record of records) size += record.length;
  const bytes = head(size, FRAMES, seq, sent);
  new DataView(bytes.buffer).setFloat64(HEAD, read, true);
  let at = FRAMES_HEAD;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}

/** A message of rows as an Arrow IPC stream; `offset` is that of the last row. */
export function encodeColumns(
  seq: number,
  sent: number,
  {
    topic,
    session,
    partition,
    offset,
    arrow,
  }: Pick<WireRecord, "topic" | "session" | "partition" | "offset"> & {arrow: Uint8Array},
): Uint8Array {
  const bytes = head(HEAD + 13 + arrow.length, COLUMNS, seq, sent);
  const view = new DataView(bytes.buffer);
  view.setUint8(HEAD, topic);
  view.setUint16(HEAD + 1, session, true);
  view.setUint16(HEAD + 3, partition, true);
  view.setFloat64(HEAD + 5, offset, true);
  bytes.set(arrow, HEAD + 13);
  return bytes;
}

/** Reads a binary message; payloads are views of it. Throws `damaged message: …` for anything else. */
export function decodeMessage(bytes: Uint8Array): WireMessage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (size: number) => {
    if (size > bytes.length) throw new RangeError(`damaged message: ${bytes.length} bytes, ${size} needed`);
  };
  need(HEAD);
  const kind = view.getUint8(0);
  const seq = view.getUint32(SEQ, true);
  const sent = view.getFloat64(5, true);
  if (kind === COLUMNS) {
    need(HEAD + 13);
    return {
      kind,
      seq,
      sent,
      topic: view.getUint8(HEAD),
      session: view.getUint16(HEAD + 1, true),
      partition: view.getUint16(HEAD + 3, true),
      offset: view.getFloat64(HEAD + 5, true),
      // a copy: Arrow reads its columns in place, so they must begin at multiples of eight
      arrow: bytes.slice(HEAD + 13),
    };
  }
  if (kind !== FRAMES) throw new RangeError(`damaged message: kind ${kind}`);
  need(FRAMES_HEAD);
  const read = view.getFloat64(HEAD, true);
  const records: WireRecord[] = [];
  for (let at = FRAMES_HEAD; at < bytes.length; ) {
    need(at + RECORD);
    const length = view.getUint32(at, true);
    need(at + RECORD + length);
    records.push({
      topic: view.getUint8(at + 4),
      session: view.getUint16(at + 5, true),
      partition: view.getUint16(at + 7, true),
      offset: view.getFloat64(at + 9, true),
      arrival: view.getFloat64(at + 17, true),
      payload: bytes.subarray(at + RECORD, at + RECORD + length),
    });
    at += RECORD + length;
  }
  return {kind, seq, sent, read, records};
}

function head(size: number, kind: number, seq: number, sent: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, kind);
  view.setUint32(SEQ, seq >>> 0, true);
  view.setFloat64(5, sent, true);
  return bytes;
}
