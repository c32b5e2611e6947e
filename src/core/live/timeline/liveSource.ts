import type {Driver, Ledger, SessionFile, SessionTrack, Source} from "../../archive/types.js";
import type {LiveEvent} from "../../messages/events.js";
import type {Spread} from "../../signal/spread.js";

/**
 * A session as a page draws it: running now, replayed from the archive, or published. Pages need not know which.
 */
export interface LiveSource {
  readonly session: LiveSession | null;
  readonly state: LiveState;
  /** session time at the play head, s; NaN before any data */
  readonly time: number;
  /** session times between which the play head can be moved, s */
  readonly range: {from: number; to: number};
  /** true while the play head follows the newest data */
  readonly following: boolean;
  /** true while the play head stays at one time */
  readonly paused: boolean;
  /** times real time, while the play head is behind the newest data */
  readonly speed: number;
  /** cars with data, ascending */
  readonly cars: readonly number[];
  /** the last value of a channel of a car at the play head; NaN when there is none */
  latest(car: number, channel: string): number;
  /** the last `seconds` before the play head, oldest first; views of buffers, valid until the next notification */
  window(car: number, channel: string, seconds: number): ChannelWindow;
  /** decoded messages of an event topic up to the play head, oldest first */
  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[];
  /** why events of a topic are not there: they are read, or cannot be; absent or "": nothing is amiss */
  eventsNote?(topic: LiveEvent["topic"]): string;
  /** state of the relay and of this connection */
  readonly health: LiveHealth;
  /** calls back, at most once an animation frame, after anything above has changed; returns a function that unsubscribes */
  subscribe(notify: () => void): () => void;
  /** A picture is about to be drawn: what has changed is notified now, so that this picture shows it and not the next one. */
  beginPicture?(): void;
  pause(): void;
  /** plays on from the play head */
  play(): void;
  /** moves the play head to a session time; null: to the newest data, which it then follows */
  seek(time: number | null): void;
  /** plays behind the newest data, or a replay, at so many times real time */
  setSpeed(speed: number): void;
  close(): void;
}

/** Values of a channel by session time, s; NaN where a row lacks the channel. */
export interface ChannelWindow {
  time: Float64Array;
  values: Float64Array;
}

/** loading: its data are older than the session's newest, which follow */
export type LiveState = "connecting" | "waiting" | "loading" | "live" | "lost" | "ended";

export interface LiveSession
  extends Pick<SessionFile, "id" | "type" | "playerCar" | "weather" | "trackTempC" | "airTempC">,
    Pick<Source, "game" | "simulated"> {
  track: Omit<SessionTrack, "shape">;
  drivers: Omit<Driver, "restricted">[];
}

export interface LiveHealth {
  /** ms from arrival at the collector to this page, over the last seconds; NaN when unknown */
  latencyP50: number;
  latencyP99: number;
  hops: Hops;
  /** frames that the relay dropped because this page was slow */
  skipped: number;
  reconnects: number;
  ledger: Pick<Ledger, "received" | "malformed" | "duplicated" | "reordered" | "lostFrames">;
  /** why recording has stopped (disk full …), null while it runs */
  recording: string | null;
}

/**
 * Latency by hop, ms: collector → log (acknowledged), log → relay, both together, wait in the relay, relay → page, and all
 * together. The first two are unknown when the collector runs in another process than the relay.
 */
export type Hops = Record<"log" | "stream" | "collected" | "relay" | "page" | "total", Spread>;
