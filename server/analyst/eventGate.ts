import {setTimeout as sleep} from "node:timers/promises";
import type {LiveEvent} from "../../src/core/messages/events.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import {eventKey} from "../../src/core/messages/topics.js";
import {partitionOf} from "../log/embedded/partitionOf.js";
import type {Log, LogMessage, Ownership} from "../log/log.js";

/** From a new assignment of partitions until their events are published: what their last owner sent is in the log by then, ms. */
const SETTLE_MS = 1500;
/** How long an event waits for its owner to go, ms. */
const KEPT_MS = 120_000;
const MOST_KEPT = 20_000;
/** Entries at the end of an event topic's partition among which a published event is looked for. */
const TAIL = 5000;
/** Two analysts publish an event at about the same time, ms apart; a flashback's comes later. */
const SAME_TIME_MS = 10_000;

export interface OutgoingEvent {
  event: LiveEvent;
  /** in the log */
  topic: string;
  message: LogMessage;
}

export interface EventGateOptions {
  log: Log;
  /** name of the telemetry topic: each of its partitions has one publisher */
  telemetry: string;
  /** names of the topics in the log */
  topics: Readonly<Record<LiveEvent["topic"], string>>;
  settleMs?: number;
  signal?: AbortSignal;
  report?: (line: string) => void;
}

/**
 * Where several processes analyse the same telemetry, each session's events are published by the owner of its partition only. The others
 * keep their last events: the next owner publishes those that are not in the log. On a log of this process alone, all pass.
 */
export class EventGate {
  private owned: ReadonlySet<number> = new Set();
  private partitions = 1;
  private assignment = 0;
  private waiting: OutgoingEvent[] = [];
  private ready: OutgoingEvent[] = [];
  private ownership: Ownership | undefined;
  private isShared = false;
  private isSettled = true;

  private constructor(private readonly options: EventGateOptions) {}

  static async open(options: EventGateOptions): Promise<EventGate> {
    const gate = new EventGate(options);
    const {log, telemetry, signal} = options;
    if (!log.own) return gate;
    gate.isShared = true;
    gate.isSettled = false;
    const changed = (owned: ReadonlySet<number>, partitions: number) => gate.assign(owned, partitions);
    gate.ownership = await log.own(telemetry, "analyst-owner", changed, signal);
    return gate;
  }

  /** Whether it is known which events are this process's: before that, no state may be saved as if its events were published. */
  get settled(): boolean {
    return this.isSettled && this.ready.length === 0;
  }

  /** Takes new events; returns those to publish now. */
  pass(events: readonly OutgoingEvent[]): readonly OutgoingEvent[] {
    if (!this.isShared) return events;
    const now = this.ready.splice(0);
    for (const event of events) (this.isOwn(event) ? now : this.waiting).push(event);
    if (this.isSettled) this.trim();
    return now;
  }

  async close(): Promise<void> {
    this.assignment++;
    await this.ownership?.close();
  }

  private isOwn({message}: OutgoingEvent): boolean {
    return this.owned.has(partitionOf(message.key, this.partitions));
  }

  private assign(owned: ReadonlySet<number>, partitions: number): void {
    const assignment = ++this.assignment;
    this.owned = new Set();
    this.partitions = partitions;
    this.isSettled = false;
    this.take(assignment, owned).catch((error) => this.options.report?.(`analyst: events wait: ${error.message}`));
  }

  /** Begins to publish for these partitions, unless they are assigned anew meanwhile. */
  private async take(assignment: number, owned: ReadonlySet<number>): Promise<void> {
    const {settleMs = SETTLE_MS} = this.options;
    await sleep(settleMs, undefined, {ref: false});
    let published: Published | undefined;
    while (!published && assignment === this.assignment) {
      published = await this.readPublished().catch(() => undefined);
      if (!published) await sleep(1000, undefined, {ref: false});
    }
    if (!published || assignment !== this.assignment) return;
    this.owned = owned;
    const own = this.waiting.filter((event) => this.isOwn(event));
    this.waiting = this.waiting.filter((event) => !this.isOwn(event));
    for (const event of own) if (!isAmong(published, event)) this.ready.push(event);
    this.isSettled = true;
  }

  /** What the log has of the sessions whose events wait. */
  private async readPublished(): Promise<Published> {
    const {log, topics} = this.options;
    const sessions = new Set(this.waiting.map(({message}) => message.key));
    const published: Published = {values: new Set(), times: new Map()};
    if (sessions.size === 0) return published;
    const described = await log.describeTopics();
    for (const [topic, name] of Object.entries(topics) as [LiveEvent["topic"], string][]) {
      const offsets = described.find((found) => found.name === name)?.offsets ?? [];
      for (const [partition, {first, next}] of offsets.entries()) {
        for await (const entries of log.read({topic: name, partition, from: Math.max(first, next - TAIL), to: next})) {
          for (const {key, value, headers, timestamp} of entries) {
            if (!sessions.has(key)) continue;
            published.values.add(textOf(topic, key, value));
            const id = `${key}/${keyOf(topic, value, headers.encoding)}`;
            published.times.set(id, Math.max(timestamp, published.times.get(id) ?? 0));
          }
        }
      }
    }
    return published;
  }

  private trim(): void {
    const oldest = Date.now() - KEPT_MS;
    const from = this.waiting.findIndex(({message}) => message.timestamp >= oldest);
    if (from !== 0) this.waiting.splice(0, from < 0 ? this.waiting.length : from);
    if (this.waiting.length > MOST_KEPT) this.waiting.splice(0, this.waiting.length - MOST_KEPT);
  }
}

interface Published {
  /** events as published */
  values: Set<string>;
  /** when an event of that session and key was last published, ms since 1970 */
  times: Map<string, number>;
}

function isAmong({values, times}: Published, {event, message}: OutgoingEvent): boolean {
  const {key, value, timestamp} = message;
  if (values.has(textOf(event.topic, key, value))) return true;
  const time = times.get(`${key}/${eventKey(event)}`);
  return time !== undefined && time >= timestamp - SAME_TIME_MS;
}

function textOf(topic: string, key: string, value: Uint8Array): string {
  return `${topic}/${key}/${Buffer.from(value).toString("latin1")}`;
}

/** "" for a message that cannot be read. */
function keyOf(topic: LiveEvent["topic"], value: Uint8Array, encoding?: string): string {
  try {
    return eventKey(codecOf(encoding).decodeEvent(topic, value) as LiveEvent);
  } catch {
    return "";
  }
}
