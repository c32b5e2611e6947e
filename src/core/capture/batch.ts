/**
 * UDP datagrams as they arrived, by column: one chunk of bytes, and where each datagram lies in it.
 *
 * The reader owns and reuses a batch: its content is valid until the next one is asked for.
 */
export interface DatagramBatch {
  /** how many datagrams; only the first `count` entries of the arrays are meant */
  count: number;
  /** holds the payloads (UDP data without any header) */
  bytes: Uint8Array;
  /** a view of exactly `bytes` (same start, same length) */
  view: DataView;
  /** first byte of payload i in `bytes` */
  offset: Uint32Array;
  /** bytes of payload i */
  length: Uint32Array;
  /** arrival: whole seconds since 1970-01-01 UTC, and the nanoseconds to add; two numbers because one cannot hold both */
  seconds: Float64Array;
  nanos: Uint32Array;
  /** index into `flows` */
  flow: Uint16Array;
  /** every sender → receiver pair seen so far by this reader; only grows */
  flows: readonly Flow[];
}

/** One UDP conversation: who sent to whom. */
export interface Flow {
  /** textual address, IPv4 dotted or IPv6 */
  source: string;
  sourcePort: number;
  target: string;
  targetPort: number;
}

/** A capture that cannot be read on. `offset` counts bytes of the (unpacked) capture file. */
export class CaptureError extends Error {
  override name = "CaptureError";
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
