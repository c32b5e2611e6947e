import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {type Collector, type CollectorStats, type DatagramSeries, emptyStats} from "./collector.js";

/**
 * A collector that can be stopped and started again while its reader waits; a replay continues where it stopped. It ends when its
 * source ends by itself, or with `close`.
 */
export class Switchable implements Collector {
  readonly name: string;
  readonly patient: boolean;
  /** summed counts of all stopped sources but the last */
  private before: CollectorStats = emptyStats();
  /** the last stopped source, whose counts are still read */
  private stopped: Collector | undefined;
  /** of a replay: number of the datagram at which it resumes */
  private next = 0;
  private closed = false;
  private wake: () => void = () => {};
  private changing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly open: () => Promise<Collector>,
    /** undefined while stopped */
    private source: Collector | undefined,
  ) {
    this.name = source!.name;
    this.patient = source!.patient;
  }

  /** @param open makes the source, and makes it again after a stop */
  static async open(open: () => Promise<Collector>): Promise<Switchable> {
    return new Switchable(open, await open());
  }

  get running(): boolean {
    return this.source !== undefined && !this.closed;
  }

  get series(): DatagramSeries | undefined {
    return this.source?.series;
  }

  stats(): CollectorStats {
    const source = this.source ?? this.stopped;
    if (!source) return this.before;
    return {...sum(this.before, source.stats()), ...(!this.source && {state: "stopped"})};
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DatagramBatch, void, void> {
    while (!this.closed) {
      const {source} = this;
      if (source) {
        for await (const batch of source) {
          yield batch;
          if (source.series) this.next = source.series.first + batch.count;
        }
        // a source that is being stopped ends too
        await this.changing;
        if (source === this.source) return;
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }

  /** Closes the source and its sockets. */
  stop(): Promise<void> {
    return this.change(async () => {
      const {source} = this;
      if (!source || this.closed) return;
      await source.close();
      this.stopped = source;
      this.source = undefined;
    });
  }

  /** Throws what opening the source throws; it then stays stopped. */
  start(): Promise<void> {
    return this.change(async () => {
      if (this.source || this.closed) return;
      const source = await this.open();
      this.before = this.stats();
      this.stopped = undefined;
      if (this.next > 0) source.series?.startAt(this.next);
      this.source = source;
      this.wake();
    });
  }

  close(): Promise<void> {
    return this.change(async () => {
      if (this.closed) return;
      this.closed = true;
      await this.source?.close();
      this.wake();
    });
  }

  /** Changes run one after the other: a start that overtakes a stop would find the port taken. */
  private change(work: () => Promise<void>): Promise<void> {
    const done = this.changing.then(work);
    this.changing = done.catch(() => {});
    return done;
  }
}

/** The counts of `a` added to those of its successor `b`. */
function sum(a: CollectorStats, b: CollectorStats): CollectorStats {
  return {
    ...b,
    received: a.received + b.received,
    bytes: a.bytes + b.bytes,
    dropped: a.dropped + b.dropped,
    errors: a.errors + b.errors,
  };
}
