import type {DatagramBatch, Flow} from "../../src/core/capture/batch.js";
import {BatchBuilder} from "../../src/core/capture/batchBuilder.js";
import {RECORD_BYTES} from "../../src/core/capture/datagramBundle.js";

const FIRST_BYTES = 256 * 1024;
/** Most bytes that may wait: two minutes of a feed. */
const MOST_BYTES = 64 * 2 ** 20;
/** A buffer that grew beyond this is freed once it has been read. */
const KEEP_BYTES = 4 * 2 ** 20;

/**
 * Two buffers in turn: datagrams are copied into one while the other is read. No allocation per datagram; a buffer grows when its
 * reader is slow, and beyond 64 MiB new datagrams are refused and counted. Datagrams are spaced as in a bundle, so encoding one is a
 * single copy.
 */
export class TickBuffer {
  dropped = 0;
  private filling: BatchBuilder;
  private reading: BatchBuilder;
  private used = 0;

  constructor(flows: readonly Flow[]) {
    this.filling = fresh(new BatchBuilder(flows));
    this.reading = fresh(new BatchBuilder(flows));
  }

  get count(): number {
    return this.filling.count;
  }

  add(payload: Uint8Array, seconds: number, nanos: number, flow: number): void {
    const {filling} = this;
    const {length} = payload;
    const used = this.used + (filling.count > 0 ? RECORD_BYTES : 0);
    if (used + length > filling.bytes.length && !this.grow(used + length)) {
      this.dropped++;
      return;
    }
    filling.bytes.set(payload, used);
    filling.add(used, length, seconds, nanos, flow);
    this.used = used + length;
  }

  /** The datagrams since the last call; valid until the next one. */
  take(): DatagramBatch {
    const batch = this.filling;
    this.filling = this.reading;
    this.reading = batch;
    const {bytes, view} = this.filling;
    if (bytes.length > KEEP_BYTES) fresh(this.filling);
    else this.filling.reset(bytes, view);
    this.used = 0;
    return batch;
  }

  private grow(needed: number): boolean {
    if (needed > MOST_BYTES) return false;
    const {filling, used} = this;
    const bytes = new Uint8Array(Math.min(MOST_BYTES, Math.max(needed, filling.bytes.length * 2)));
    bytes.set(filling.bytes.subarray(0, used));
    filling.bytes = bytes;
    filling.view = new DataView(bytes.buffer);
    return true;
  }
}

function fresh(builder: BatchBuilder): BatchBuilder {
  const bytes = new Uint8Array(FIRST_BYTES);
  builder.reset(bytes, new DataView(bytes.buffer));
  return builder;
}
