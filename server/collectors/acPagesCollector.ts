import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PageReader} from "../../src/core/games/ac/pageReader.js";
import {pagesFlow} from "../../src/core/games/ac/pages.js";
import {ArrivalClock} from "./arrivalClock.js";
import {BatchQueue} from "./batchQueue.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import type {MappedPages} from "./pages/mappedPages.js";

/** Interval of looking for a game that does not run. */
const LOOK_MS = 1000;
/** Without a new page for this long … */
const IDLE_MS = 5000;
/** … it is polled at this interval: files left behind by a bridge must cost nothing. */
const IDLE_POLL_MS = 50;

export interface AcPagesOptions {
  /** of the collector; unique in a log */
  name?: string;
  /** the machine's address in captures */
  address?: string;
  /** polls per second while the game writes: 1000 divided by a whole number */
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
    return this.reader.state === "live" ? "live" : "the game runs, but writes nothing new";
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

  /** A repeating timer: setting a new one each time costs as much as the poll itself. */
  private every(ms: number): void {
    if (ms === this.everyMs) return;
    this.everyMs = ms;
    clearInterval(this.timer);
    this.timer = setInterval(this.poll, ms);
  }
}
