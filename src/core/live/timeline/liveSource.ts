import type {LiveEvent} from "../../messages/events.js";
import type {Spread} from "../../signal/spread.js";

/**
 * What a live page draws from. The same whether the session runs now, is replayed from the archive, or was published:
 * one page, three lives.
 */
export interface LiveSource {
  readonly session: LiveSession | null;
  readonly state: LiveState;
  /** session time at the play head, s; NaN before any data */
  readonly time: number;
  /** session time of the newest data and of the oldest that can be sought */
  readonly range: {from: number; to: number};
  /** true while the play head follows the newest data */
  readonly following: boolean;
  /** cars that have sent anything, ascending */
  readonly cars: readonly number[];
  /** the last value of a channel of a car at the play head; NaN when there is none */
  latest(car: number, channel: string): number;
  /** the last `seconds` before the play head, oldest first; views of ring buffers, valid until the next notification */
  window(car: number, channel: string, seconds: number): {time: Float64Array; values: Float64Array};
  /** decoded messages of an event topic up to the play head, oldest first */
  events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[];
  /** what the relay says of itself and of this connection */
  readonly health: LiveHealth;
  /** calls back after data has come or anything above has changed, at most once an animation frame; returns the way to stop */
  subscribe(notify: () => void): () => void;
  pause(): void;
  /** goes on from where it stands */
  play(): void;
  /** moves the play head to a session time; null: to the newest data, and follows it */
  seek(time: number | null): void;
  close(): void;
}

export type LiveState = "connecting" | "waiting" | "live" | "lost" | "ended";

export interface LiveSession {
  id: string;
  game: string;
  track: {id: number; name: string; lengthM: number; sectorStartsM: [number, number] | null};
  type: string;
  simulated: boolean;
  playerCar: number | null;
  drivers: {car: number; name: string; team: string; raceNumber: number; ai: boolean}[];
  weather: string | null;
  trackTempC: number | null;
  airTempC: number | null;
}

export interface LiveHealth {
  /** ms from arrival at the collector to this page, over the last seconds; NaN when unknown */
  latencyP50: number;
  latencyP99: number;
  /**
   * The same by stretch: collector → log (acknowledged), log → relay, both together, wait in the relay, relay → page, and all
   * together. The first two are unknown where the collector is not of the relay's process.
   */
  hops: Record<"log" | "stream" | "collected" | "relay" | "page" | "total", Spread>;
  /** frames that the relay left out because this page was slow */
  skipped: number;
  reconnects: number;
  ledger: {received: number; malformed: number; duplicated: number; reordered: number; lostFrames: number};
  /** why the recording has stopped (disk full …), null while it runs */
  recording: string | null;
}
