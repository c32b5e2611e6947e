import type {PublisherStats} from "./collectors/publisher.js";

/** The log counts as away after so many seconds. */
const STALLED_S = 3;

/** Whether the log takes what it is given. A Kafka that is away fails nothing: it is tried again, for ever. So what does not move is noticed. */
export class LogHealth {
  /** s for which something waits for the log and nothing was acknowledged */
  private stalledS = 0;
  private acknowledged = 0;
  private readonly watching = setInterval(() => this.watch(), 1000).unref();

  constructor(private readonly stats: () => Pick<PublisherStats, "bytesSent" | "queuedBytes" | "failure">) {}

  /** Why the log takes nothing, null while it does: then nothing is recorded either, and pages are told. */
  failure(): string | null {
    const {failure, queuedBytes} = this.stats();
    if (failure?.includes("ENOSPC")) return "log: the disk is full: what comes waits, and goes on when there is room";
    if (failure) return `log: ${failure}`;
    const {stalledS} = this;
    return stalledS >= STALLED_S ? `log: nothing acknowledged for ${stalledS} s, ${queuedBytes} bytes wait` : null;
  }

  close(): void {
    clearInterval(this.watching);
  }

  private watch(): void {
    const {bytesSent, queuedBytes} = this.stats();
    this.stalledS = queuedBytes > 0 && bytesSent === this.acknowledged ? this.stalledS + 1 : 0;
    this.acknowledged = bytesSent;
  }
}
