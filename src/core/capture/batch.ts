/**
 * UDP datagrams in order of arrival, by column: one chunk of bytes, and the position of each datagram in it.
 *
 * The reader owns and reuses the batch: its content is valid until the next one is requested.
 */
export interface DatagramBatch {
  /** number of datagrams; further entries of the arrays are undefined */
  count: number;
  /** holds the payloads (UDP data without any header) */
  bytes: Uint8Array;
  /** a view of exactly `bytes` (same start, same length) */
  view: DataView;
  /** first byte of payload i in `bytes` */
  offset: Uint32Array;
  /** bytes of payload i */
  length: Uint32Array;
  /** arrival: whole seconds since 1970-01-01 UTC, and the nanoseconds to add; one double cannot hold both exactly */
  seconds: Float64Array;
  nanos: Uint32Array;
  /** index into `flows` */
  flow: Uint16Array;
  /** every sender → receiver pair seen so far; only grows */
  flows: readonly Flow[];
}

/** A batch with room for so many datagrams in `bytes`. */
export function createBatch(room: number, bytes: Uint8Array, flows: readonly Flow[]): DatagramBatch {
  return {
    count: 0,
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    offset: new Uint32Array(room),
    length: new Uint32Array(room),
    seconds: new Float64Array(room),
    nanos: new Uint32Array(room),
    flow: new Uint16Array(room),
    flows,
  };
}

/** One UDP conversation: sender and receiver. */
export interface Flow {
  /** textual address, IPv4 dotted or IPv6 */
  source: string;
  sourcePort: number;
  target: string;
  targetPort: number;
}

/** A capture that cannot be read further. `offset`: in the unpacked capture file, bytes. */
export class CaptureError extends Error {
  override name = "CaptureError";
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
