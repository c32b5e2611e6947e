import {createBatch, type DatagramBatch} from "./batch.js";

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
  const batch = createBatch(1, copy, flows);
  batch.count = 1;
  batch.length[0] = copy.length;
  batch.seconds[0] = seconds[i];
  batch.nanos[0] = nanos[i];
  batch.flow[0] = flow[i];
  return {batch, kind};
}
