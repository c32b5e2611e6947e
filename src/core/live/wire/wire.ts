import {CHANNELS} from "../../channels/catalogue.js";
import {LIVE_TOPICS, type LiveTopic} from "../../messages/topics.js";
import type {Spread} from "../../signal/spread.js";
import type {LiveHealth, LiveSession} from "../timeline/liveSource.js";

/**
 * What a page and the relay say to each other over `/live`. Text messages are JSON (this file); binary ones carry frames
 * (wireFrames.ts). What a client says is narrowed here, once; nothing beyond the limits below gets any further.
 */
export const PROTOCOL_VERSION = 2;

export const WIRE_LIMITS = {
  /** bytes of a client's message */
  message: 16_384,
  /** characters of a subscription's or session's id */
  id: 64,
  cars: 64,
  /** s */
  backfill: 600,
  /** positions in resumeFrom */
  positions: 128,
};

/** Where a client has got to: everything of this partition up to and with `offset` is known. */
export interface Position {
  topic: LiveTopic;
  partition: number;
  offset: number;
}

export interface Subscribe {
  type: "subscribe";
  /** the client's own name of the subscription; a second subscribe of the same id replaces the first */
  id: string;
  topics: LiveTopic[];
  /** "latest": the session that appeared last, and from then on each newer one */
  session: string;
  /** null: all cars */
  cars: number[] | null;
  /** names of the catalogue; null: all */
  channels: string[] | null;
  /** live: each frame at once; tick: one message every tickMs */
  mode: "live" | "tick";
  tickMs: 16 | 33;
  encoding: "binary" | "json";
  /** seconds before now to send first; 0: none */
  backfillS: number;
  /** go on after these instead of the backfill, where the log still has them */
  resumeFrom: Position[] | null;
}

export type Request =
  | Subscribe
  | {type: "unsubscribe"; id: string}
  /** the last binary or JSON frames message that was read; several times a second */
  | {type: "ack"; seq: number}
  /** `t` comes back in the pong: round trip and clock offset */
  | {type: "ping"; t: number};

/** A session as the relay knows it. */
export interface RelayedSession extends LiveSession {
  /** its number in binary messages */
  number: number;
  /** ms since 1970 */
  lastSeen: number;
  ended: boolean;
  ledger: LiveHealth["ledger"] | null;
  /** over the last seconds; null where its collector is not of the relay's process */
  hops?: RelayedHops | null;
}

/** ms from arrival to the log's acknowledgement, and from there to the relay: below 0 where the relay had it first. */
export interface RelayedHops {
  log: Spread;
  stream: Spread;
}

export type Control =
  | {type: "hello"; protocol: number; now: number; topics: readonly string[]}
  | {type: "sessions"; sessions: RelayedSession[]; recording: string | null}
  /** the session that a subscription now shows, null while there is none */
  | {type: "subscribed"; id: string; session: string | null; number: number | null}
  /** the backfill of a subscription has been sent whole; frames that follow are new */
  | {type: "caughtUp"; id: string}
  /** frames left out since the last such message, because this client was slow */
  | {type: "skipped"; frames: number}
  | {type: "pong"; t: number; now: number}
  | {type: "error"; message: string; mend: string}
  | {type: "bye"; reason: string};

/** Codes with which the relay closes; 1001 and 1013 are RFC 6455's and IANA's. */
export const CLOSE = {shutdown: 1001, policy: 1008, full: 1013, slow: 4008, silent: 4009} as const;

/** Names used in Protobuf messages of other tools, for the catalogue's. */
export const CHANNEL_ALIASES: Readonly<Record<string, string>> = {
  timestamp: "sessionTime",
  time: "sessionTime",
  lapTime: "currentLapTimeMs",
  speed: "speedKmh",
  lap: "lapNumber",
  distance: "lapDistance",
  fuel: "fuelMass",
  x: "worldX",
  y: "worldY",
  z: "worldZ",
};

const NAMES = new Set(CHANNELS.map(({name}) => name));

/** The catalogue's name of a channel or of its alias. Throws `unknown channel: foo`. */
export function channelName(name: string): string {
  if (NAMES.has(name)) return name;
  const known = Object.hasOwn(CHANNEL_ALIASES, name) ? CHANNEL_ALIASES[name] : undefined;
  if (!known) throw new WireError(`unknown channel: ${shown(name)}`, "take a name of the channel catalogue");
  return known;
}

/** What was wrong with a message, and what its sender should do. */
export class WireError extends Error {
  constructor(
    message: string,
    readonly mend: string,
  ) {
    super(message);
  }
}

/** A client's message, narrowed. Throws a WireError that says what to mend; nothing of the text is believed. */
export function parseRequest(text: string): Request {
  if (text.length > WIRE_LIMITS.message)
    throw new WireError(`message too long: ${text.length}`, `send at most ${WIRE_LIMITS.message} characters`);
  const message = parseObject(text);
  switch (message.type) {
    case "subscribe":
      return subscribe(message);
    case "unsubscribe":
      return {type: "unsubscribe", id: idOf(message.id, "id")};
    case "ack":
      return {type: "ack", seq: whole(message.seq, "seq", 0, Number.MAX_SAFE_INTEGER)};
    case "ping":
      if (typeof message.t !== "number" || !Number.isFinite(message.t)) throw wrong("t", message.t, "a number");
      return {type: "ping", t: message.t};
    default:
      throw wrong("type", message.type, "subscribe, unsubscribe, ack or ping");
  }
}

function subscribe(message: Record<string, unknown>): Subscribe {
  const {mode = "tick", tickMs = 33, encoding = "binary"} = message;
  if (mode !== "live" && mode !== "tick") throw wrong("mode", mode, "live or tick");
  if (tickMs !== 16 && tickMs !== 33) throw wrong("tickMs", tickMs, "16 or 33");
  if (encoding !== "binary" && encoding !== "json") throw wrong("encoding", encoding, "binary or json");
  const backfillS = message.backfillS ?? 0;
  if (typeof backfillS !== "number" || !(backfillS >= 0 && backfillS <= WIRE_LIMITS.backfill))
    throw wrong("backfillS", backfillS, `0 to ${WIRE_LIMITS.backfill}`);
  const topics = list(message.topics ?? ["telemetry"], "topics", LIVE_TOPICS.length, topicOf);
  if (topics.length === 0) throw wrong("topics", "", LIVE_TOPICS.join(", "));
  return {
    type: "subscribe",
    id: idOf(message.id, "id"),
    topics: [...new Set(topics)],
    session: idOf(message.session ?? "latest", "session"),
    cars: optional(message.cars, (cars) => list(cars, "cars", WIRE_LIMITS.cars, (car) => whole(car, "car", 0, 255))),
    channels: optional(message.channels, (channels) => [
      ...new Set(
        list(channels, "channels", CHANNELS.length * 2, (name) => {
          if (typeof name !== "string") throw wrong("channel", name, "a name of the channel catalogue");
          return channelName(name);
        }),
      ),
    ]),
    mode,
    tickMs,
    encoding,
    backfillS,
    resumeFrom: optional(message.resumeFrom, (positions) =>
      list(positions, "resumeFrom", WIRE_LIMITS.positions, (position) => {
        const {topic, partition, offset} = record(position, "resumeFrom");
        return {
          topic: topicOf(topic),
          partition: whole(partition, "partition", 0, 65_535),
          offset: whole(offset, "offset", 0, Number.MAX_SAFE_INTEGER),
        };
      }),
    ),
  };
}

/** What the relay says as text; null for what this version does not know. Throws `invalid message: …` when it is no JSON. */
export function parseControl(text: string): Control | {type: "frames"; [key: string]: unknown} | null {
  const message = parseObject(text);
  const known = ["hello", "sessions", "subscribed", "caughtUp", "skipped", "pong", "error", "bye", "frames"];
  return known.includes(message.type as string) ? (message as unknown as Control) : null;
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WireError(`invalid message: ${shown(text)}`, "send JSON");
  }
  return record(value, "message");
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(what, value, "an object");
  return value as Record<string, unknown>;
}

function list<T>(value: unknown, what: string, limit: number, each: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw wrong(what, value, "a list");
  if (value.length > limit) throw new WireError(`too many ${what}: ${value.length}`, `send at most ${limit}`);
  return value.map(each);
}

function optional<T>(value: unknown, narrow: (value: unknown) => T): T | null {
  return value === undefined || value === null ? null : narrow(value);
}

function topicOf(value: unknown): LiveTopic {
  if (!LIVE_TOPICS.includes(value as LiveTopic)) throw wrong("topic", value, LIVE_TOPICS.join(", "));
  return value as LiveTopic;
}

function idOf(value: unknown, what: string): string {
  if (typeof value !== "string" || !/^[\w.:-]+$/.test(value) || value.length > WIRE_LIMITS.id)
    throw wrong(what, value, `1 to ${WIRE_LIMITS.id} letters, digits, or . : _ -`);
  return value;
}

function whole(value: unknown, what: string, least: number, greatest: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > greatest)
    throw wrong(what, value, `a whole number from ${least} to ${greatest}`);
  return value as number;
}

function wrong(what: string, value: unknown, right: string): WireError {
  return new WireError(`invalid ${what}: ${shown(value)}`, `send ${right}`);
}

/** A stranger's value in a message: short, so that an error is never larger than what caused it. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
