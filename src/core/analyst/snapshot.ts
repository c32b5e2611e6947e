import {CATALOGUE_VERSION} from "../channels.js";
import {ROW_LENGTH} from "../live/messages.js";
import type {AnalystCounts} from "./analyst.js";

/**
 * The analyst's state as bytes, little-endian:
 *
 *   u32 length · UTF-8 JSON {version, counts, sessions, and the lengths of the vectors} · the vectors, f64 each
 */
export interface AnalystState {
  counts: AnalystCounts;
  sessions: {id: string; seen: number; cars: {car: number; vectors: Float64Array[][]}[]}[];
}

type Head = {
  version: string;
  counts: AnalystCounts;
  sessions: {id: string; seen: number; cars: {car: number; lengths: number[][]}[]}[];
};

/** A state holds rows by place: another catalogue cannot read it. */
const VERSION = `3/${CATALOGUE_VERSION}/${ROW_LENGTH}`;

export function writeSnapshot({counts, sessions}: AnalystState): Uint8Array {
  const vectors = sessions.flatMap((s) => s.cars.flatMap((c) => c.vectors.flat()));
  const head: Head = {
    version: VERSION,
    counts,
    sessions: sessions.map(({id, seen, cars}) => ({
      id,
      seen,
      cars: cars.map(({car, vectors}) => ({car, lengths: vectors.map((group) => group.map((v) => v.length))})),
    })),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(4 + text.length + vectors.reduce((n, v) => n + v.byteLength, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const vector of vectors) {
    for (const value of vector) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  }
  return bytes;
}

export function readSnapshot(bytes: Uint8Array): AnalystState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const need = (size: number) => {
    if (size > bytes.length) throw new RangeError(`damaged snapshot: ${bytes.length} bytes, ${size} needed`);
  };
  need(4);
  let at = 4 + view.getUint32(0, true);
  need(at);
  const head = parseHead(new TextDecoder().decode(bytes.subarray(4, at)));
  const vector = (length: number) => {
    need(at + length * 8);
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) values[i] = view.getFloat64(at + i * 8, true);
    at += length * 8;
    return values;
  };
  const sessions = head.sessions.map(({id, seen, cars}) => ({
    id,
    seen,
    cars: cars.map(({car, lengths}) => ({car, vectors: lengths.map((group) => group.map(vector))})),
  }));
  return {counts: head.counts, sessions};
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
