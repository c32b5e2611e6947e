import type {LogMessage, Producer} from "../log/log.js";
import {SendQueue} from "./sendQueue.js";

/** Longest wait of a bundle for the telemetry of its datagrams: both are sent together, and no reader needs it sooner. */
const BUNDLE_LINGER_MS = 5;

export interface QueueOptions {
  producer: Producer;
  /** without a name of the last two, their messages are not published */
  topics: {datagrams: string; telemetry: string; "session-events"?: string; sessions?: string};
  /** bytes that may wait for a slow log */
  maxBytes: number;
  /** the log has acknowledged telemetry */
  onAcknowledged: (messages: readonly LogMessage[]) => void;
  report: (line: string) => void;
}

/** A queue for each topic of the publisher, with a common limit of memory. */
export class PublisherQueues {
  readonly datagrams: SendQueue;
  readonly telemetry: SendQueue;
  readonly events: SendQueue | undefined;
  readonly sessions: SendQueue | undefined;
  /** bytes that wait for the log now */
  bytes = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: QueueOptions) {
    const {topics, onAcknowledged} = options;
    this.datagrams = this.queue(topics.datagrams, {lingerMs: BUNDLE_LINGER_MS});
    this.telemetry = this.queue(topics.telemetry, {lingerMs: 0, onAcknowledged});
    if (topics["session-events"]) this.events = this.queue(topics["session-events"]);
    if (topics.sessions) this.sessions = this.queue(topics.sessions);
  }

  get all(): SendQueue[] {
    return [this.datagrams, this.telemetry, this.events, this.sessions].filter((queue) => queue !== undefined);
  }

  /** Resolves when there is room for a collector that can wait: at once, or when half of the limit is free. */
  async room(): Promise<void> {
    if (this.bytes > this.options.maxBytes / 2) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  /** Drops what exceeds the limit: the oldest telemetry first (it can be decoded again), then datagrams. True when datagrams were lost. */
  limit(): boolean {
    const {maxBytes} = this.options;
    if (this.bytes > maxBytes) this.telemetry.drop(this.bytes - maxBytes);
    if (this.bytes <= maxBytes) return false;
    this.datagrams.drop(this.bytes - maxBytes);
    return true;
  }

  /** Resolves when everything is acknowledged. */
  async flush(): Promise<void> {
    await Promise.all(this.all.map((queue) => queue.flush()));
  }

  /** Gives up what the log has not acknowledged. */
  close(): void {
    for (const queue of this.all) queue.close();
  }

  private queue(
    topic: string,
    options: {lingerMs?: number; onAcknowledged?: QueueOptions["onAcknowledged"]} = {},
  ): SendQueue {
    const {producer, report} = this.options;
    return new SendQueue({producer, topic, report, onChange: (bytes) => this.changed(bytes), ...options});
  }

  private changed(bytes: number): void {
    this.bytes += bytes;
    if (this.waiters.length === 0 || this.bytes >= this.options.maxBytes / 2) return;
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}
