const BYTES = 65_536;

/** Where the next message is written: messages share blocks of 64 KiB instead of allocating one buffer each. */
export const slab = {
  bytes: new Uint8Array(0),
  view: new DataView(new ArrayBuffer(0)),
  used: 0,
};

/** Makes room for a message of up to `most` bytes; returns where it begins. */
export function room(most: number): number {
  if (slab.bytes.length - slab.used < most) {
    slab.bytes = new Uint8Array(Math.max(BYTES, most));
    slab.view = new DataView(slab.bytes.buffer);
    slab.used = 0;
  }
  return slab.used;
}

/** The message written from `begin` (default: the position that `room` returned) up to `end`. */
export function taken(end: number, begin = slab.used): Uint8Array {
  const message = slab.bytes.subarray(begin, end);
  slab.used = end;
  return message;
}
