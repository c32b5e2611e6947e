/**
 * Looking into a Protobuf message without decoding it: field by field, whatever the schema
 * (https://protobuf.dev/programming-guides/encoding/). The relay asks a frame for its car, and leaves out channels.
 */

/** The unsigned varint in field `tag`, the last one if there are several; `absent` when there is none. */
export function varintField(bytes: Uint8Array, tag: number, absent = 0): number {
  let found = absent;
  eachField(bytes, (field, wireType, start, end) => {
    if (field === tag && wireType === 0) found = varint(bytes, start, end);
  });
  return found;
}

/** The message with only the fields of `tags`, in their order, byte for byte. */
export function keepFields(bytes: Uint8Array, tags: ReadonlySet<number>): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let at = 0;
  eachField(bytes, (field, _wireType, _start, end, from) => {
    if (!tags.has(field)) return;
    for (let i = from; i < end; i++) out[at++] = bytes[i];
  });
  return out.subarray(0, at);
}

type Visit = (field: number, wireType: number, start: number, end: number, from: number) => void;

/** Calls with where each field's tag begins (`from`) and where its value lies. Throws `damaged message: …`. */
function eachField(bytes: Uint8Array, visit: Visit): void {
  let at = 0;
  while (at < bytes.length) {
    const from = at;
    const keyEnd = varintEnd(bytes, at);
    const key = varint(bytes, at, keyEnd);
    const wireType = key & 7;
    let start = keyEnd;
    let end: number;
    if (wireType === 0) end = varintEnd(bytes, start);
    else if (wireType === 1) end = start + 8;
    else if (wireType === 5) end = start + 4;
    else if (wireType === 2) {
      const lengthEnd = varintEnd(bytes, start);
      end = lengthEnd + varint(bytes, start, lengthEnd);
      start = lengthEnd;
    } else throw new RangeError(`damaged message: wire type ${wireType} at ${from}`);
    if (end > bytes.length) throw new RangeError(`damaged message: ${bytes.length} bytes, ${end} needed`);
    visit(Math.floor(key / 8), wireType, start, end, from);
    at = end;
  }
}

function varintEnd(bytes: Uint8Array, at: number): number {
  for (let i = at; i < bytes.length && i < at + 10; i++) if (bytes[i] < 0x80) return i + 1;
  throw new RangeError(`damaged message: varint at ${at}`);
}

/** Exact up to 2^53. */
function varint(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = end - 1; i >= start; i--) value = value * 128 + (bytes[i] & 0x7f);
  return value;
}
