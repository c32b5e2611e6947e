import type {LiveTopic} from "../../messages/topics.js";
import type {Spread} from "../../signal/spread.js";
import type {LiveHealth, LiveSession} from "../timeline/liveSource.js";

/**
 * The protocol of `/live` between pages and the relay. Text messages are JSON (this file; parsed in parseClientMessage.ts and
 * parseRelayMessage.ts); binary messages carry records (wireFrames.ts).
 */
export const WIRE_VERSION = 3;

/** A client's message that exceeds one of these is refused. */
export const WIRE_LIMITS = {
  /** bytes of a message */
  message: 16_384,
  /** characters of a subscription's or session's id */
  id: 64,
  cars: 64,
  /** s */
  backfill: 600,
  /** positions in resumeFrom */
  positions: 128,
};

/** The last record of a partition that a client has received. */
export interface LogPosition {
  topic: LiveTopic;
  partition: number;
  offset: number;
}

export interface Subscribe {
  type: "subscribe";
  /** chosen by the client; a second subscribe with the same id replaces the first */
  id: string;
  topics: LiveTopic[];
  /** "latest": the newest session, and each newer one when it appears */
  session: string;
  /** null: all cars */
  cars: number[] | null;
  /** catalogue names; null: all */
  channels: string[] | null;
  /**
   * live: a message for each frame; tick: a message every tickMs; adaptive: a message for each frame while the client acknowledges quickly
   * and the relay has few clients, else every 33 or 100 ms
   */
  mode: "live" | "tick" | "adaptive";
  tickMs: 16 | 33;
  encoding: "binary" | "json";
  /** seconds of earlier records to send first; 0: none */
  backfillS: number;
  /** continue after these positions instead of the backfill, where the log still has them */
  resumeFrom: LogPosition[] | null;
}

export type ClientMessage =
  | Subscribe
  | {type: "unsubscribe"; id: string}
  /** the last frames message (binary or JSON) that was read; sent several times a second */
  | {type: "ack"; seq: number}
  /** the pong repeats `t`: gives round trip and clock offset */
  | {type: "ping"; t: number};

/** A session as the relay knows it. */
export interface RelayedSession extends LiveSession {
  /** its number in binary messages */
  number: number;
  /** ms since 1970 */
  lastSeen: number;
  ended: boolean;
  ledger: LiveHealth["ledger"] | null;
  /** over the last seconds; null when its collector runs in another process */
  hops?: RelayedHops | null;
}

/** Latency of messages before the relay sends them, ms. */
export interface RelayedHops {
  /** arrival → acknowledged by the log */
  log: Spread;
  /** acknowledged → read by the relay; negative where the relay read it first */
  stream: Spread;
}

export type RelayMessage =
  | {type: "hello"; protocol: number; now: number; topics: readonly string[]}
  | {type: "sessions"; sessions: RelayedSession[]; recording: string | null}
  /** the session that a subscription receives now; null while there is none */
  | {type: "subscribed"; id: string; session: string | null; number: number | null}
  /** after `subscribed` with a session: its backfill is complete (or there is none), what follows is new */
  | {type: "caughtUp"; id: string}
  /** frames dropped since the last such message because this client was slow */
  | {type: "skipped"; frames: number}
  | {type: "pong"; t: number; now: number}
  | {type: "error"; message: string; mend: string}
  | {type: "bye"; reason: string};

/** WebSocket close codes of the relay; 1001 and 1008 are from RFC 6455, 1013 is registered with IANA. */
export const CLOSE = {shutdown: 1001, policy: 1008, full: 1013, slow: 4008, silent: 4009} as const;
