import type {DatagramBatch} from "./batch.js";

/** A datagram that outlives its batch, as a batch of one. */
export interface KeptDatagram {
  batch: DatagramBatch;
  /** the verdict, why it could not be decoded yet or "ok" */
  kind: string;
}

/** Copies datagram i out of a batch that will be reused. */
export function keepDatagram(
  {bytes, offset, length, seconds, nanos, flow, flows}: DatagramBatch,
  i: number,
  kind: string,
): KeptDatagram {
  // not slice: the bytes may be a Buffer, whose slice is no copy
  const copy = new Uint8Array(bytes.subarray(offset[i], offset[i] + length[i]));
  const batch = {
    count: 1,
    bytes: copy,
    view: new DataView(copy.buffer),
    offset: Uint32Array.of(0),
    length: Uint32Array.of(copy.length),
    seconds: Float64Array.of(seconds[i]),
    nanos: Uint32Array.of(nanos[i]),
    flow: Uint16Array.of(flow[i]),
    flows,
  };
  return {batch, kind};
}
