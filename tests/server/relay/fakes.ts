import type {Clock, RelayEntry, RelaySource, WebSocketLike} from "../../../server/relay/ports.js";
import {createRow, OVERALL_FRAME, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {RelayMessage} from "../../../src/core/live/wire/protocol.js";
import {decodeMessage, type WireMessage} from "../../../src/core/live/wire/wireFrames.js";
import {encodeEvent} from "../../../src/core/messages/protobuf.js";
import {encodeTelemetry} from "../../../src/core/messages/protobufTelemetry.js";
import type {LiveTopic} from "../../../src/core/messages/topics.js";

/** Time that goes on when a test says so. */
export class HandClock implements Clock {
  time = 1_700_000_000_000;
  #timers = new Set<{at: number; ms: number; work: () => void}>();

  now(): number {
    return this.time;
  }

  every(ms: number, work: () => void): () => void {
    const timer = {at: this.time + ms, ms, work};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  after(ms: number, work: () => void): () => void {
    const stop = this.every(ms, () => {
      stop();
      work();
    });
    return stop;
  }

  frame(work: () => void): () => void {
    return this.after(16, work);
  }

  get timers(): number {
    return this.#timers.size;
  }

  forward(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(({at}) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.time = Math.max(this.time, due.at);
      due.at += due.ms;
      due.work();
    }
    this.time = until;
  }
}

/** Both ends of a connection, in memory. */
export class FakeSocket implements WebSocketLike {
  bufferedAmount = 0;
  closed: {code: number; reason: string} | null = null;
  terminated = false;
  pings = 0;
  readonly sent: (string | Uint8Array)[] = [];
  onSend: (data: string | Uint8Array) => void = () => {};
  #listeners: Record<string, ((data: Uint8Array, isBinary: boolean) => void)[]> = {};

  send(data: string | Uint8Array): void {
    this.sent.push(data);
    this.onSend(data);
  }

  ping(): void {
    this.pings++;
  }

  close(code: number, reason: string): void {
    this.closed = {code, reason};
  }

  terminate(): void {
    this.terminated = true;
    this.emit("close");
  }

  on(event: string, listener: (data: Uint8Array, isBinary: boolean) => void): void {
    this.#listeners[event] = [...(this.#listeners[event] ?? []), listener];
  }

  emit(event: string, data = new Uint8Array(), isBinary = false): void {
    for (const listener of this.#listeners[event] ?? []) listener(data, isBinary);
  }

  say(message: object | string): void {
    this.emit("message", new TextEncoder().encode(typeof message === "string" ? message : JSON.stringify(message)));
  }

  /** As a reader that keeps up. */
  acknowledge(): void {
    const last = this.messages().at(-1);
    if (last) this.say({type: "ack", seq: last.seq});
  }

  controls<T extends RelayMessage["type"]>(type: T): Extract<RelayMessage, {type: T}>[] {
    return this.sent
      .filter((data): data is string => typeof data === "string")
      .map((text) => JSON.parse(text))
      .filter((message) => message.type === type);
  }

  messages(): WireMessage[] {
    return this.sent.filter((data): data is Uint8Array => typeof data !== "string").map(decodeMessage);
  }

  /** offsets of telemetry frames that came as records */
  offsets(): number[] {
    return this.messages().flatMap((message) => (message.kind === 1 ? message.records.map(({offset}) => offset) : []));
  }
}

/** A log in memory, one partition a topic. */
export class FakeSource implements RelaySource {
  readonly entries: RelayEntry[] = [];
  /** called before each batch of a backfill */
  beforeBatch: () => void | Promise<void> = () => {};
  backfills = 0;
  open = 0;
  batch = 100;
  #listeners = new Set<(entries: readonly RelayEntry[]) => void>();

  consume(onEntries: (entries: readonly RelayEntry[]) => void): () => void {
    this.#listeners.add(onEntries);
    return () => this.#listeners.delete(onEntries);
  }

  add(entries: RelayEntry[]): void {
    this.entries.push(...entries);
    for (const listener of this.#listeners) listener(entries);
  }

  async *backfill({session, topics, since, after}: Parameters<RelaySource["backfill"]>[0]) {
    this.backfills++;
    this.open++;
    try {
      const wanted = this.entries.filter(({key, topic, offset, timestamp}) => {
        const known = after.find((position) => position.topic === topic);
        return key === session && topics.includes(topic) && (known ? offset > known.offset : timestamp >= since);
      });
      for (let i = 0; i < wanted.length; i += this.batch) {
        await this.beforeBatch();
        yield wanted.slice(i, i + this.batch);
      }
    } finally {
      this.open--;
    }
  }
}

/** Frame `i` of a car at 60 Hz: speed i, throttle a half. */
export function telemetry(
  i: number,
  {car = 0, session = "s1", offset = i, timestamp = 1_700_000_000_000} = {},
): RelayEntry {
  const row = createRow();
  row[rowIndex("sessionTime")] = i / 60;
  row[rowIndex("lapNumber")] = 1;
  row[rowIndex("car")] = car;
  row[rowIndex("frame")] = i;
  row[rowIndex("speedKmh")] = i;
  row[rowIndex("throttle")] = 0.5;
  row[OVERALL_FRAME] = i;
  return entry("telemetry", encodeTelemetry(row), {session, offset, timestamp});
}

export function lapEvent(lap: number, {session = "s1", car = 0, timestamp = 1_700_000_000_000} = {}): RelayEntry {
  const value = encodeEvent({
    topic: "lap-events",
    sessionTime: lap * 90,
    car,
    lap,
    lapTimeMs: 90_000,
    sector1Ms: 30_000,
    sector2Ms: 30_000,
    sector3Ms: 30_000,
    best: false,
    valid: true,
    distanceM: 5000,
    totalDistanceM: lap * 5000,
  });
  return entry("lap-events", value, {session, offset: lap, timestamp});
}

function entry(
  topic: LiveTopic,
  value: Uint8Array,
  {session, offset, timestamp}: {session: string; offset: number; timestamp: number},
): RelayEntry {
  return {topic, partition: 0, offset, key: session, value, headers: {encoding: "protobuf"}, timestamp};
}

export function range(from: number, to: number): number[] {
  return Array.from({length: to - from}, (_, i) => from + i);
}
