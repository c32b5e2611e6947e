import type {DatagramBatch} from "../../src/core/capture/batch.js";
import type {CaptureReader} from "../../src/core/capture/captureReader.js";

/** A datagram as a record: convenient in tests, where nothing is hot. */
export interface Datagram {
  seconds: number;
  nanos: number;
  from: string;
  to: string;
  payload: Uint8Array;
}

export function datagramsOf(batch: DatagramBatch): Datagram[] {
  return Array.from({length: batch.count}, (_, i) => {
    const {source, sourcePort, target, targetPort} = batch.flows[batch.flow[i]];
    return {
      seconds: batch.seconds[i],
      nanos: batch.nanos[i],
      from: `${source} ${sourcePort}`,
      to: `${target} ${targetPort}`,
      payload: batch.bytes.slice(batch.offset[i], batch.offset[i] + batch.length[i]),
    };
  });
}

/** Feeds the bytes in pieces of the sizes `size` gives and collects every datagram; an error comes back beside them. */
export function readAll(reader: CaptureReader, bytes: Uint8Array, size: () => number = () => bytes.length || 1) {
  const datagrams: Datagram[] = [];
  let error: unknown;
  try {
    for (let at = 0; at < bytes.length; ) {
      const n = size();
      reader.push(bytes.slice(at, at + n)); // a copy: what is kept beyond the push shows up
      for (let batch: DatagramBatch | undefined; (batch = reader.next()); ) datagrams.push(...datagramsOf(batch));
      at += n;
    }
    reader.end();
  } catch (e) {
    error = e;
  }
  return {datagrams, error, stats: {...reader.stats}};
}
