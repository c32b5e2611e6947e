import type {LiveHealth, LiveSession} from "../../src/core/live/timeline/liveSource.js";
import type {LogPosition} from "../../src/core/live/wire/protocol.js";
import type {LiveTopic} from "../../src/core/messages/topics.js";
import type {LogEntry} from "../log/log.js";
import type {RelayLimits} from "./limits.js";

/** The part of a WebSocket that the relay uses. */
export interface WebSocketLike {
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  ping(): void;
  /** starts the closing handshake */
  close(code: number, reason: string): void;
  /** closes without a handshake, for a peer that does not answer */
  terminate(): void;
  on(event: "message", listener: (data: Uint8Array, isBinary: boolean) => void): unknown;
  on(event: "pong" | "close" | "error", listener: () => void): unknown;
}

/** Source of time; tests pass one that they advance by hand. */
export interface Clock {
  /** ms since 1970 */
  now(): number;
  /** calls `work` every `ms`; returns a function that stops it */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  // Date.now has a resolution of 1 ms, which is larger than some latencies.
  now: () => performance.timeOrigin + performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};

/** A log entry under its topic's name in TOPICS, without the configured prefix. */
export type RelayEntry = LogEntry & {topic: LiveTopic};

export interface BackfillRequest {
  session: string;
  topics: readonly LiveTopic[];
  /** earliest arrival, ms since 1970 */
  since: number;
  /** in these partitions, entries after this offset, regardless of their arrival */
  after: readonly LogPosition[];
}

/** The log, as the relay reads it. */
export interface RelaySource {
  /** calls back with new entries; returns a function that stops it */
  consume(onEntries: (entries: readonly RelayEntry[]) => void): () => void;
  /** entries that the log holds at the time of the call, in order within a partition; read only as fast as the caller iterates */
  backfill(request: BackfillRequest): AsyncIterable<readonly RelayEntry[]>;
}

/** Access to the content of messages. */
export interface RelayCodec {
  /** the message as Protobuf, whichever encoding the log holds */
  value(entry: RelayEntry): Uint8Array;
  /** index of the car; −1 when the message has none */
  carOf(topic: LiveTopic, value: Uint8Array): number;
  /** a TelemetryMessage with only these channels and its identity (session time, lap, car, frame) */
  keep(value: Uint8Array, channels: readonly string[]): Uint8Array;
  /** TelemetryMessages as an Arrow IPC stream with one column per channel */
  columns(values: readonly Uint8Array[], channels: readonly string[] | null): Uint8Array;
  /** the decoded message, for JSON clients */
  plain(topic: LiveTopic, value: Uint8Array): unknown;
}

/** A session as its collector describes it. */
export interface KnownSession {
  session: LiveSession;
  ledger: LiveHealth["ledger"];
  ended: boolean;
}

/** When telemetry arrived and when the log acknowledged it, ms since 1970. */
export interface Acknowledged {
  arrival: number;
  acknowledged: number;
}

export interface RelayOptions {
  source: RelaySource;
  codec: RelayCodec;
  clock?: Clock;
  limits?: Partial<RelayLimits>;
  /** the running sessions, as their collectors describe them */
  sessions?: () => readonly KnownSession[];
  /** arrival and log acknowledgement of a session's latest telemetry, ms since 1970; its latency is computed from them */
  acknowledged?: (session: string) => readonly Acknowledged[];
  /** why the recorder has stopped; null while it runs */
  recording?: () => string | null;
  log?: (text: string) => void;
}
