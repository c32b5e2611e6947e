import {slab, taken} from "./slab.js";

/** A TelemetryMessage is one field: the frame, its length, its fields. */
export const FRAME_KEY = (1 << 3) | 2;
/** Room to leave before the fields. */
export const MOST_HEAD_BYTES = 3;
/** What the two bytes of its length can say. */
export const MOST_FRAME_BYTES = 2 ** 14 - 1;

/** The message whose fields are in the slab from `begin` to `end`, at most MOST_FRAME_BYTES, behind MOST_HEAD_BYTES of room. */
export function framed(begin: number, end: number): Uint8Array {
  const {bytes} = slab;
  const size = end - begin;
  if (size < 128) {
    bytes[begin - 2] = FRAME_KEY;
    bytes[begin - 1] = size;
    return taken(end, begin - 2);
  }
  bytes[begin - 3] = FRAME_KEY;
  bytes[begin - 2] = (size & 127) | 128;
  bytes[begin - 1] = size >> 7;
  return taken(end, begin - 3);
}
