import type {LiveHealth, LiveSession} from "../../src/core/live/timeline/liveSource.js";
import type {LogPosition} from "../../src/core/live/wire/protocol.js";
import type {LiveTopic} from "../../src/core/messages/topics.js";
import type {LogEntry} from "../log/log.js";

/** What the relay needs of a WebSocket: that of `ws`, or a test's. */
export interface WebSocketLike {
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  ping(): void;
  /** begins the closing handshake */
  close(code: number, reason: string): void;
  /** at once, for those who do not answer */
  terminate(): void;
  on(event: "message", listener: (data: Uint8Array, isBinary: boolean) => void): unknown;
  on(event: "pong" | "close" | "error", listener: () => void): unknown;
}

/** Time, so that tests move it by hand. */
export interface Clock {
  /** ms since 1970 */
  now(): number;
  /** calls every so many ms until stopped */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  // Date.now has whole milliseconds only; latencies are smaller than that
  now: () => performance.timeOrigin + performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};

/** Entries whose names of topics are the catalogue's, without a prefix. */
export type RelayEntry = LogEntry & {topic: LiveTopic};

export interface BackfillRequest {
  session: string;
  topics: readonly LiveTopic[];
  /** arrival, ms since 1970 */
  since: number;
  /** only what comes after these, whatever `since` says, where one is given for a partition */
  after: readonly LogPosition[];
}

/** What the relay reads. It asks for no more than it can pass on. */
export interface RelaySource {
  /** new entries from now on; returns the way to stop */
  consume(onEntries: (entries: readonly RelayEntry[]) => void): () => void;
  /** what the log holds, in order within a partition, up to its end at the time of the call */
  backfill(request: BackfillRequest): AsyncIterable<readonly RelayEntry[]>;
}

/** How messages look inside. Behind an interface so that the relay's tests need no telemetry. */
export interface RelayCodec {
  /** the message as Protobuf, whatever the log holds */
  value(entry: RelayEntry): Uint8Array;
  /** −1 when the message is of no car */
  carOf(topic: LiveTopic, value: Uint8Array): number;
  /** a TelemetryMessage with only these channels and its identity (session time, lap, car, frame) */
  keep(value: Uint8Array, channels: readonly string[]): Uint8Array;
  /** TelemetryMessages as an Arrow IPC stream, a column a channel */
  columns(values: readonly Uint8Array[], channels: readonly string[] | null): Uint8Array;
  /** for JSON clients */
  plain(topic: LiveTopic, value: Uint8Array): unknown;
}

/** A session as the collector knows it; the relay adds what it sees itself. */
export interface KnownSession {
  session: LiveSession;
  ledger: LiveHealth["ledger"];
  ended: boolean;
}

export interface RelayLimits {
  clients: number;
  subscriptions: number;
  /** messages a second, averaged over ten; a client that sends more is closed */
  messagesPerSecond: number;
  /** ms without an acknowledgement after which a client gets only the latest */
  slowMs: number;
  /** … and after which it is closed */
  closeMs: number;
  /** ms between pings, and of silence after which a connection counts as gone */
  pingMs: number;
  silentMs: number;
  /** bytes on the way to a client during a backfill */
  backfillWindow: number;
  /** new frames kept while a client's backfill runs; beyond them another stretch is read from the log */
  held: number;
  /** events kept for a slow client */
  events: number;
  /** bytes the socket may hold: beyond them the client is slow, whatever it acknowledged */
  buffered: number;
}

export const RELAY_LIMITS: RelayLimits = {
  clients: 64,
  subscriptions: 32,
  messagesPerSecond: 40,
  slowMs: 1000,
  closeMs: 10_000,
  pingMs: 5000,
  silentMs: 15_000,
  backfillWindow: 512 * 1024,
  held: 8192,
  events: 256,
  buffered: 1024 * 1024,
};
