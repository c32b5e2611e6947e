import {setTimeout as sleep} from "node:timers/promises";
import type {LogMessage, Producer} from "../log/log.js";
import {oneLine} from "../userError.js";

/** Sends of one topic in flight at a time. */
const MOST_SENDS = 8;
/** Approximate memory of a message beside its value. */
const OVERHEAD = 128;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** The messages of one call, and the bytes of their values. */
interface Load {
  messages: LogMessage[];
  bytes: number;
}

export interface SendQueueOptions {
  producer: Producer;
  topic: string;
  /** how long a message may wait for others, ms: see Producer.send */
  lingerMs?: number;
  /** bytes that entered (positive) or left the queue */
  onChange?: (bytes: number) => void;
  /** the log has acknowledged them */
  onAcknowledged?: (messages: readonly LogMessage[]) => void;
  /** called once for each kind of failure */
  report?: (line: string) => void;
}

/**
 * Sends the messages of one topic to the log. While the log keeps up, each call is one send; otherwise messages wait and are sent
 * together. A send that fails is tried again, in order, after a pause.
 */
export class SendQueue {
  /** messages acknowledged, and the bytes of their values */
  published = 0;
  publishedBytes = 0;
  /** messages removed by `drop` */
  dropped = 0;
  /** sends that failed */
  errors = 0;
  /** why the last send failed; null once one has succeeded */
  failure: string | null = null;
  /** of values and objects, waiting or in flight */
  bytes = 0;
  private waiting: Load[] = [];
  private sending = 0;
  private failed: {order: number; load: Load}[] = [];
  private order = 0;
  private pause = 0;
  private idle: (() => void)[] = [];
  private closed = false;

  constructor(private readonly options: SendQueueOptions) {}

  push(messages: LogMessage[]): void {
    if (messages.length === 0) return;
    let bytes = 0;
    for (const {value} of messages) bytes += value.length;
    this.waiting.push({messages, bytes});
    this.resize(sizeOf({messages, bytes}));
    this.pump();
  }

  /** Drops the messages that have waited longest and are not in flight, at least `bytes` if there are as many. */
  drop(bytes: number): void {
    let gone = 0;
    let calls = 0;
    while (gone < bytes && calls < this.waiting.length) {
      this.dropped += this.waiting[calls].messages.length;
      gone += sizeOf(this.waiting[calls++]);
    }
    this.waiting.splice(0, calls);
    this.resize(-gone);
  }

  /** Resolves when everything pushed so far, and since, is acknowledged or dropped. */
  async flush(): Promise<void> {
    while (this.bytes > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Gives up unacknowledged messages: sends that fail from now on are dropped, not repeated. */
  close(): void {
    this.closed = true;
    if (this.sending === 0) this.drop(Number.POSITIVE_INFINITY);
  }

  private pump(): void {
    while (this.waiting.length > 0 && this.sending < MOST_SENDS && this.failed.length === 0 && this.pause === 0) {
      // one call at a time while the log keeps up; the last free send takes everything that waits
      const gathers = this.sending === MOST_SENDS - 1 && this.waiting.length > 1;
      void this.send(this.order++, gathers ? together(this.waiting.splice(0)) : this.waiting.shift()!);
    }
  }

  private async send(order: number, load: Load): Promise<void> {
    const {producer, topic, lingerMs, report, onAcknowledged} = this.options;
    const {messages, bytes} = load;
    this.sending++;
    try {
      await producer.send(topic, messages, {lingerMs});
      this.published += messages.length;
      this.publishedBytes += bytes;
      this.failure = null;
      if (this.failed.length === 0) this.pause = 0;
      this.resize(-sizeOf(load));
      onAcknowledged?.(messages);
    } catch (error) {
      this.errors++;
      const line = `${topic}: ${oneLine(error)}`;
      if (line !== this.failure) report?.(`${line}; kept, to be sent again`);
      this.failure = line;
      this.failed.push({order, load});
    }
    this.sending--;
    if (this.closed) this.giveUp();
    if (this.failed.length > 0 && this.sending === 0) await this.retry();
    this.pump();
  }

  private giveUp(): void {
    this.waiting.unshift(...this.failed.map(({load}) => load));
    this.failed = [];
    this.drop(Number.POSITIVE_INFINITY);
  }

  /** No send is in flight: the failed ones go back to the front, in their order. */
  private async retry(): Promise<void> {
    const again = this.failed.sort((a, b) => a.order - b.order);
    this.failed = [];
    this.waiting.unshift(...again.map(({load}) => load));
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause === 0 ? FIRST_PAUSE_MS : this.pause * 2);
    await sleep(this.pause, undefined, {ref: !this.closed});
    if (this.closed) return this.giveUp();
    const load = this.waiting.shift();
    // a single send probes whether the log is back; the others follow it
    if (load) void this.send(this.order++, load);
    else this.pause = 0;
  }

  private resize(by: number): void {
    this.bytes += by;
    this.options.onChange?.(by);
    if (this.bytes === 0 && this.idle.length > 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}

function sizeOf({messages, bytes}: Load): number {
  return bytes + messages.length * OVERHEAD;
}

function together(loads: Load[]): Load {
  return {messages: loads.flatMap((load) => load.messages), bytes: loads.reduce((sum, load) => sum + load.bytes, 0)};
}
