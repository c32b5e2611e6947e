import type {DatagramBatch, Flow} from "./batch.js";

/** Most datagrams in a batch: bounds the arrays for chunks of any size. */
export const BATCH_CAPACITY = 8192;

/** The batch that a reader fills again and again. It starts small, as many captures are. */
export class BatchBuilder implements DatagramBatch {
  count = 0;
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  offset = new Uint32Array(128);
  length = new Uint32Array(128);
  seconds = new Float64Array(128);
  nanos = new Uint32Array(128);
  flow = new Uint16Array(128);

  constructor(readonly flows: readonly Flow[]) {}

  /** Empties the batch; the datagrams added next are in `bytes`. */
  reset(bytes: Uint8Array, view: DataView): void {
    this.count = 0;
    this.bytes = bytes;
    this.view = view;
  }

  add(offset: number, length: number, seconds: number, nanos: number, flow: number): void {
    const i = this.count++;
    if (i === this.offset.length) this.grow();
    this.offset[i] = offset;
    this.length[i] = length;
    this.seconds[i] = seconds;
    this.nanos[i] = nanos;
    this.flow[i] = flow;
  }

  private grow(): void {
    const capacity = this.offset.length * 4;
    const {offset, length, seconds, nanos, flow} = this;
    (this.offset = new Uint32Array(capacity)).set(offset);
    (this.length = new Uint32Array(capacity)).set(length);
    (this.seconds = new Float64Array(capacity)).set(seconds);
    (this.nanos = new Uint32Array(capacity)).set(nanos);
    (this.flow = new Uint16Array(capacity)).set(flow);
  }
}
