import type {PublisherStats} from "./collectors/publisher.js";

/** The log counts as unavailable after this time without an acknowledgement, s. */
const STALLED_S = 3;

/** Whether the log accepts messages. An unreachable Kafka causes no error, since sends are retried without end; the lack of progress reveals it. */
export class LogHealth {
  /** time with queued messages and without an acknowledgement, s */
  private stalledS = 0;
  private acknowledgedBytes = 0;
  private readonly timer = setInterval(() => this.update(), 1000).unref();

  constructor(private readonly stats: () => Pick<PublisherStats, "bytesSent" | "queuedBytes" | "failure">) {}

  /** Why the log accepts nothing, and so nothing is recorded; null while it does. */
  failure(): string | null {
    const {failure, queuedBytes} = this.stats();
    if (failure?.includes("ENOSPC")) return "log: the disk is full: new data waits until there is room";
    if (failure) return `log: ${failure}`;
    const {stalledS} = this;
    return stalledS >= STALLED_S ? `log: nothing acknowledged for ${stalledS} s, ${queuedBytes} bytes wait` : null;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private update(): void {
    const {bytesSent, queuedBytes} = this.stats();
    this.stalledS = queuedBytes > 0 && bytesSent === this.acknowledgedBytes ? this.stalledS + 1 : 0;
    this.acknowledgedBytes = bytesSent;
  }
}
