import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PageReader} from "../../src/core/games/ac/pageReader.js";
import {pagesFlow} from "../../src/core/games/ac/pages.js";
import {ArrivalClock} from "./arrivalClock.js";
import {BatchQueue} from "./batchQueue.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {MappedPages} from "./pages/mappedPages.js";

/** Looking for a game that is not there. */
const LOOK_MS = 1000;
/** After so long without a new page … */
const IDLE_MS = 5000;
/** … it is polled so often: files that a bridge left behind cost nothing. */
const IDLE_POLL_MS = 50;

export interface AcPagesOptions {
  /** of the collector; no two of one log share it */
  name?: string;
  /** in captures */
  address?: string;
  /** polls a second while the game writes: 1000 over a whole number */
  rate?: number;
  clock?: ArrivalClock;
}

/** The shared memory of Assetto Corsa and Assetto Corsa Competizione: every page once for each new packetId. */
export class AcPagesCollector implements Collector {
  readonly name: string;
  readonly patient = false;
  private readonly counts: CollectorStats = emptyStats();
  private readonly reader: PageReader;
  private readonly queue: BatchQueue;
  private readonly clock: ArrivalClock;
  private readonly pollMs: number;
  private timer: NodeJS.Timeout | undefined;
  private everyMs = 0;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private newAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pages: MappedPages,
    {name = "ac-pages", address = "127.0.0.1", rate = 125, clock = new ArrivalClock()}: AcPagesOptions = {},
  ) {
    this.name = name;
    this.pollMs = Math.floor(1000 / rate);
    this.clock = clock;
    this.reader = new PageReader(pages, {same: (a, b) => Buffer.compare(a, b) === 0});
    this.queue = new BatchQueue([pagesFlow(address)], () => this.close());
    this.poll();
  }

  stats(): CollectorStats {
    const {reader, queue, counts} = this;
    return {...counts, errors: reader.torn, dropped: queue.dropped, state: this.state()};
  }

  [Symbol.asyncIterator](): AsyncIterator<DatagramBatch, void> {
    return this.queue.iterator();
  }

  async close(): Promise<void> {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.pages.close();
    this.queue.close();
  }

  private state(): string {
    if (this.reader.state === "waiting") return `waiting for Assetto Corsa or Competizione (${this.pages.place})`;
    return this.reader.state === "live" ? "live" : "the game is there, and stands still";
  }

  private readonly poll = (): void => {
    const {pages, reader, clock, counts, queue} = this;
    const now = performance.now();
    if (now - this.lookedAt >= LOOK_MS) {
      this.lookedAt = now;
      pages.renew();
    }
    const datagrams = reader.poll(now / 1000);
    if (datagrams.length > 0) {
      this.newAt = now;
      clock.read();
      for (const datagram of datagrams) {
        counts.received++;
        counts.bytes += datagram.length;
        queue.put(datagram, clock, 0);
      }
      queue.handOver();
    }
    if (reader.state === "waiting") this.every(LOOK_MS);
    else this.every(now - this.newAt > IDLE_MS ? IDLE_POLL_MS : this.pollMs);
  };

  /** One timer that goes on and on: one that is set anew each time costs as much again as the poll. */
  private every(ms: number): void {
    if (ms === this.everyMs) return;
    this.everyMs = ms;
    clearInterval(this.timer);
    this.timer = setInterval(this.poll, ms);
  }
}
