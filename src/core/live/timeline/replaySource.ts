import type {LapRow, SessionFile} from "../../archive/types.js";
import {eventWordsOf} from "../../games/eventWords.js";
import type {LiveEvent} from "../../messages/events.js";
import {sessionMessage} from "../publish/sessionMessage.js";
import {archivedEvents} from "./archivedEvents.js";
import {ArchivedRows, type LiveArchive} from "./archivedRows.js";
import type {KeptTopic} from "./eventTable.js";
import {LatencyByHop} from "./latencyByHop.js";
import {liveSessionOf} from "./liveSessionOf.js";
import type {LiveHealth, LiveState} from "./liveSource.js";
import type {PageClock} from "./pageClock.js";
import {ReplayStats} from "./replayStats.js";
import {TimelineSource} from "./timelineSource.js";

export interface ReplayOptions {
  /** times real time */
  speed?: number;
  cars?: readonly number[] | null;
  /** session time to begin at, s; the session's start when absent */
  at?: number;
  clock: PageClock;
  archive: LiveArchive;
}

/** ms after which a session without samples is read again: a running one gains a lap when it is finished. */
const RETRY_MS = 5000;

/** While what the analyst publishes is made from the archive. */
const READING = "being made from the recording …";

/** An archived session played back in session time. `seek(null)` goes to the end. */
export class ReplaySource extends TimelineSource {
  #stats: ReplayStats | null = null;
  #rows: ArchivedRows | null = null;
  #file: SessionFile | null = null;
  #error: string | null = null;
  #cancelRetry: (() => void) | null = null;
  #closed = false;
  /** topics made from the archive when they are first asked for, and how that goes; "": they are there */
  readonly #kept = new Map<string, string>();

  constructor(
    readonly id: string,
    readonly options: ReplayOptions,
  ) {
    super(options.clock, 0);
    this.head.speed = options.speed ?? 1;
    this.#load();
  }

  get state(): LiveState {
    if (this.#error !== null) return "lost";
    if (!this.#rows) return "connecting";
    if (Number.isNaN(this.#rows.from)) return "waiting";
    return this.time >= this.#rows.to ? "ended" : "live";
  }

  /** True unless paused: the head is always the replay's own clock. */
  override get following(): boolean {
    return !this.head.paused;
  }

  get health(): LiveHealth {
    const {received = 0, malformed = 0, duplicated = 0, reordered = 0, lostFrames = 0} = this.#file?.ledger ?? {};
    return {
      latencyP50: Number.NaN,
      latencyP99: Number.NaN,
      hops: new LatencyByHop().hops(),
      skipped: 0,
      reconnects: 0,
      ledger: {received, malformed, duplicated, reordered, lostFrames},
      recording: this.#error,
    };
  }

  override events<T extends LiveEvent["topic"]>(topic: T): readonly Extract<LiveEvent, {topic: T}>[] {
    if (topic === "strategy-alerts" || topic === "predictions") this.#read(topic);
    return super.events(topic);
  }

  eventsNote(topic: LiveEvent["topic"]): string {
    return this.#kept.get(topic) ?? "";
  }

  /** At the end, plays from the beginning again. */
  override play(): void {
    if (this.state === "ended" && !this.head.paused) super.seek(this.oldest);
    super.play();
  }

  override seek(time: number | null): void {
    super.seek(time);
    if (time === null && this.#rows) this.#rows.request(this.#rows.to);
  }

  override close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#stats?.stop();
    this.#rows?.close();
    super.close();
  }

  #read(topic: KeptTopic): void {
    const {archive, cars = null} = this.options;
    if (!archive.events || this.#kept.has(topic) || !this.#rows) return;
    this.#kept.set(topic, READING);
    archive
      .events(this.id, topic)
      .then(
        (events) => {
          for (const event of events)
            if (!cars || Number.isNaN(event.car) || cars.includes(event.car)) this.addEvent(event);
          this.#kept.set(topic, "");
        },
        (error: Error) => this.#kept.set(topic, error.message),
      )
      .finally(() => {
        if (!this.#closed) this.changed();
      });
  }

  #load(): void {
    this.options.archive.session(this.id).then(
      ({session, laps}) => {
        if (!this.#closed) this.#start(session, laps);
      },
      (error: Error) => {
        this.#error = error.message;
        this.changed();
      },
    );
  }

  #start(session: SessionFile, laps: LapRow[]): void {
    const {archive, clock, cars = null, at} = this.options;
    this.#file = session;
    this.#error = null;
    this.session = liveSessionOf(session);
    this.#stats?.stop();
    this.#rows?.close();
    const rows = new ArchivedRows(laps, {
      cars,
      fetchSamples: (lap) => archive.samples(this.id, lap),
      onLoad: () => this.changed(),
    });
    this.#rows = rows;
    this.earlier = rows;
    for (const event of archivedEvents(laps)) if (!cars || cars.includes(event.car)) this.addEvent(event);
    const words = eventWordsOf(session.source.format);
    for (const event of session.events) {
      const message = sessionMessage(event, words);
      if (message) this.addEvent(message);
    }
    this.#stats = new ReplayStats(this, rows, laps);
    if (Number.isNaN(rows.from)) {
      this.#error = "no lap of it has samples yet; if it still runs, watch it live";
      this.#cancelRetry = clock.after(RETRY_MS, () => this.#load());
      this.changed();
      return;
    }
    this.end = rows.to;
    super.seek(at ?? rows.from);
  }
}
