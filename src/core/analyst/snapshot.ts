import {CATALOGUE_VERSION} from "../channels/catalogue.js";
import {ROW_LENGTH} from "../channels/telemetryRow.js";
import type {AnalystCounts} from "./analystCounts.js";

/**
 * The analyst's state as bytes:
 *
 *   u32 length of the JSON, little-endian · UTF-8 JSON {version, counts, sessions, and the lengths of the vectors} · zeros up to a
 *   multiple of eight bytes · the vectors, f64 in this machine's byte order (a snapshot is read on the machine that wrote it)
 */
export interface AnalystState {
  counts: AnalystCounts;
  /** predictions: see RacePredictor.save */
  sessions: {
    id: string;
    seen: number;
    predictions: string;
    /** see SessionAlerts.state; empty without rules */
    alerts: Float64Array;
    cars: {car: number; vectors: Float64Array[][]}[];
  }[];
}

type Head = {
  version: string;
  counts: AnalystCounts;
  sessions: {
    id: string;
    seen: number;
    predictions: string;
    alerts: number;
    cars: {car: number; lengths: number[][]}[];
  }[];
};

/** The state contains rows by channel index, so it is readable with the same catalogue only. */
const VERSION = `11/${CATALOGUE_VERSION}/${ROW_LENGTH}`;

export function writeSnapshot({counts, sessions}: AnalystState): Uint8Array {
  const vectors = sessions.flatMap((s) => [s.alerts, ...s.cars.flatMap((c) => c.vectors.flat())]);
  const head: Head = {
    version: VERSION,
    counts,
    sessions: sessions.map(({id, seen, predictions, alerts, cars}) => ({
      id,
      seen,
      predictions,
      alerts: alerts.length,
      cars: cars.map(({car, vectors}) => ({car, lengths: vectors.map((group) => group.map((v) => v.length))})),
    })),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  let at = wholeEights(4 + text.length);
  const bytes = new Uint8Array(at + vectors.reduce((n, v) => n + v.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  const values = new Float64Array(bytes.buffer);
  for (const vector of vectors) {
    values.set(vector, at / 8);
    at += vector.byteLength;
  }
  return bytes;
}

export function readSnapshot(bytes: Uint8Array): AnalystState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (size: number) => {
    if (size > bytes.length) throw new RangeError(`damaged snapshot: ${bytes.length} bytes, ${size} needed`);
  };
  need(4);
  const end = 4 + view.getUint32(0, true);
  need(end);
  const head = parseHead(new TextDecoder().decode(bytes.subarray(4, end)));
  let at = wholeEights(end);
  const vector = (length: number) => {
    need(at + length * 8);
    // copied, because a Float64Array needs an offset that is a multiple of eight
    const values = new Float64Array(length);
    new Uint8Array(values.buffer).set(bytes.subarray(at, at + length * 8));
    at += length * 8;
    return values;
  };
  const sessions = head.sessions.map(({id, seen, predictions, alerts, cars}) => ({
    id,
    seen,
    predictions,
    alerts: vector(alerts),
    cars: cars.map(({car, lengths}) => ({car, vectors: lengths.map((group) => group.map(vector))})),
  }));
  return {counts: head.counts, sessions};
}

function wholeEights(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function parseHead(text: string): Head {
  let head: Head;
  try {
    head = JSON.parse(text);
  } catch {
    throw new RangeError(`damaged snapshot: ${text.slice(0, 40)}`);
  }
  if (head.version !== VERSION) throw new RangeError(`snapshot of another version: ${head.version}`);
  return head;
}
