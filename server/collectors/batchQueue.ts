import type {DatagramBatch, Flow} from "../../src/core/capture/batch.js";
import {TickBuffer} from "./tickBuffer.js";

/** Datagrams of a source that cannot wait, until its reader asks. When 64 MiB wait, new ones are refused. */
export class BatchQueue {
  private readonly buffer: TickBuffer;
  private closed = false;
  private scheduled = false;
  private wake: ((result: IteratorResult<DatagramBatch, void>) => void) | undefined;

  constructor(
    flows: readonly Flow[],
    private readonly onReturn: () => Promise<void>,
  ) {
    this.buffer = new TickBuffer(flows);
  }

  get dropped(): number {
    return this.buffer.dropped;
  }

  /** Takes a copy. The datagrams of one turn of the event loop form a batch. */
  add(payload: Uint8Array, arrival: {seconds: number; nanos: number}, flow: number): void {
    this.put(payload, arrival, flow);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.handOver();
    });
  }

  /** Takes a copy that waits for `handOver`. */
  put(payload: Uint8Array, {seconds, nanos}: {seconds: number; nanos: number}, flow: number): void {
    this.buffer.add(payload, seconds, nanos, flow);
  }

  /** The reader gets the rest, and then the end. */
  close(): void {
    this.closed = true;
    this.handOver();
  }

  iterator(): AsyncIterator<DatagramBatch, void> {
    return {
      next: () =>
        new Promise((resolve) => {
          this.wake = resolve;
          if (!this.scheduled || this.closed) this.handOver();
        }),
      return: async () => {
        await this.onReturn();
        return {done: true, value: undefined};
      },
    };
  }

  /** Gives the datagrams to the reader, now if it waits, else when it asks. */
  handOver(): void {
    const {wake, buffer} = this;
    if (!wake || (buffer.count === 0 && !this.closed)) return;
    this.wake = undefined;
    wake(buffer.count > 0 ? {done: false, value: buffer.take()} : {done: true, value: undefined});
  }
}
