import type {DatagramBatch, Flow} from "../../src/core/capture/batch.js";
import {TickBuffer} from "./tickBuffer.js";

/** Datagrams of a source that cannot wait, until its reader asks. When 64 MiB wait, new ones are refused. */
export class BatchQueue {
  /** a batch of this turn of the event loop will be handed over */
  scheduled = false;
  private readonly buffer: TickBuffer;
  /** there may be datagrams to deliver as soon as the reader asks */
  private due = false;
  private closed = false;
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
    // datagrams that are in the kernel already are read before setImmediate calls back
    setImmediate(this.endTurn);
  }

  private readonly endTurn = (): void => {
    this.scheduled = false;
    this.handOver();
  };

  /** Takes a copy that waits for `handOver`. */
  put(payload: Uint8Array, {seconds, nanos}: {seconds: number; nanos: number}, flow: number): void {
    this.buffer.add(payload, seconds, nanos, flow);
  }

  /** The reader gets the rest, and then the end. */
  close(): void {
    this.closed = true;
    this.handOver();
  }

  /** Not an async generator: it would cost three more turns of the microtask queue per batch. */
  iterator(): AsyncIterator<DatagramBatch, void> {
    return {
      next: () =>
        new Promise((resolve) => {
          this.wake = resolve;
          if (this.due) this.deliver();
        }),
      return: async () => {
        await this.onReturn();
        return {done: true, value: undefined};
      },
    };
  }

  /** Gives the datagrams to the reader: now if it waits, else when it asks. */
  handOver(): void {
    this.due = true;
    this.deliver();
  }

  private deliver(): void {
    const {wake, buffer, closed} = this;
    if (!wake || (buffer.count === 0 && !closed)) return;
    this.due = closed;
    this.wake = undefined;
    wake(buffer.count > 0 ? {done: false, value: buffer.take()} : {done: true, value: undefined});
  }
}
