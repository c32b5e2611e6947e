import {LiveConnection, type LiveOptions} from "../../core/live/client/liveConnection.js";
import type {PageSocket} from "../../core/live/client/relaySocket.js";
import type {LiveArchive} from "../../core/live/timeline/archivedRows.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {type ReplayOptions, ReplaySource} from "../../core/live/timeline/replaySource.js";
import {channelName} from "../../core/live/wire/channelName.js";
import type {LiveEvent} from "../../core/messages/events.js";
import type {LiveTopic} from "../../core/messages/topics.js";
import {fetchSamples, fetchSession, forget} from "../ui/archive.js";
import {fetchKeptEvents} from "./keptEvents.js";
import {type Observable, observable} from "./observable.js";
import {pageClock} from "./pageClock.js";

export type {LiveSource, ReplayOptions};

export interface ConnectOptions extends Partial<LiveOptions> {
  /** the relay; by default this page's origin */
  url?: string | URL;
}

// not from the cache: the archive of a running session grows
const pageArchive: LiveArchive = {
  session(id) {
    forget(id);
    return fetchSession(id);
  },
  samples: fetchSamples,
  events: fetchKeptEvents,
};

/** A running session, through the relay; data older than its buffer come from the archive. */
export function connectLive({url, ...options}: ConnectOptions = {}): LiveConnection {
  const open = () => new WebSocket(url ?? liveUrl()) as unknown as PageSocket;
  return new LiveConnection({archive: pageArchive, clock: pageClock, open, ...options});
}

function liveUrl(): URL {
  return new URL("/live", location.href.replace(/^http/, "ws"));
}

/** An archived or published session, replayed. */
export function replaySource(id: string, options: Partial<ReplayOptions> = {}): LiveSource {
  return new ReplaySource(id, {archive: pageArchive, clock: pageClock, ...options});
}

export interface StreamOptions extends Omit<ConnectOptions, "channels"> {
  /** names or aliases; the rows use the same */
  channels?: readonly string[];
  /** reads this source instead of a new connection; it stays open when the stream ends */
  source?: LiveSource;
  /** replays the archived session at this speed */
  replay?: number;
  /** length of the telemetry before the play head */
  seconds?: number;
  /** new values per second */
  hz?: number;
}

/** A row of `live("telemetry")`: sessionTime, car and the requested channels. */
export type LiveRow = Record<string, number>;

/**
 * The last seconds of a topic as a reactive value: `const telemetry = live("telemetry", {session: "latest", channels:
 * ["speed", "throttle"]})`. Telemetry rows have sessionTime, car and the channels (NaN where unknown) of the given cars,
 * by default the player's. Event topics give all events so far; windows and statistics those of the last `keepS`. Ends,
 * and closes its connection, on invalidation.
 */
export function live(topic: "telemetry", options?: StreamOptions): Observable<LiveRow[]>;
export function live<T extends LiveEvent["topic"]>(
  topic: T,
  options?: StreamOptions,
): Observable<readonly Extract<LiveEvent, {topic: T}>[]>;
export function live(topic: LiveTopic, options: StreamOptions = {}): Observable<unknown> {
  const {source: given, replay, seconds = 10, hz = 10, channels = ["speed"], clock = pageClock, ...rest} = options;
  const names = channels.map((name) => ({name, channel: channelName(name)}));
  return observable((notify) => {
    const source =
      given ??
      (replay !== undefined && rest.session
        ? replaySource(rest.session, {speed: replay, cars: rest.cars ?? null, clock})
        : connectLive({
            ...rest,
            clock,
            topics: [...new Set<LiveTopic>([topic, "telemetry"])],
            channels: names.map(({channel}) => channel),
            backfillS: rest.backfillS ?? seconds,
          }));
    let last = Number.NEGATIVE_INFINITY;
    let later: (() => void) | null = null;
    const report = () => {
      later = null;
      last = clock.now();
      notify(topic === "telemetry" ? rowsOf(source, names, seconds, rest.cars ?? null) : source.events(topic));
    };
    const unsubscribe = source.subscribe(() => {
      const wait = last + 1000 / hz - clock.now();
      if (later) return;
      if (wait <= 0) report();
      else later = clock.after(wait, report);
    });
    return () => {
      unsubscribe();
      later?.();
      if (!given) source.close();
    };
  });
}

function rowsOf(
  source: LiveSource,
  names: readonly {name: string; channel: string}[],
  seconds: number,
  cars: readonly number[] | null,
): LiveRow[] {
  const rows: LiveRow[] = [];
  for (const car of cars ?? [source.session?.playerCar ?? source.cars[0] ?? 0]) {
    const columns = names.map(({channel}) => source.window(car, channel, seconds).values);
    const {time} = source.window(car, "sessionTime", seconds);
    for (let i = 0; i < time.length; i++) {
      const row: LiveRow = {sessionTime: time[i], car};
      for (const [c, {name}] of names.entries()) row[name] = columns[c][i];
      rows.push(row);
    }
  }
  return rows;
}
