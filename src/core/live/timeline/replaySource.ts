import type {SessionFile} from "../../archive/types.js";
import {sessionMessage} from "../sessionMessages.js";
import {archivedEvents} from "./archivedEvents.js";
import type {LiveArchive} from "./archivedRows.js";
import {ArchivedRows, liveSessionOf} from "./archivedRows.js";
import {HopTimes} from "./latencyByHop.js";
import type {LiveHealth, LiveState} from "./liveSource.js";
import {ReplayStats} from "./replayStats.js";
import type {PageClock} from "./timeline.js";
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

/** A session without samples is looked at again after so long, ms. */
const AGAIN = 5000;

/** An archived session as if it ran: the play head is its clock. `seek(null)` goes to the end. */
export class ReplaySource extends TimelineSource {
  #stats: ReplayStats | null = null;
  #past: ArchivedRows | null = null;
  #file: SessionFile | null = null;
  #failed: string | null = null;
  #again: (() => void) | null = null;
  #closed = false;

  constructor(id: string, {speed = 1, cars = null, at, clock, archive}: ReplayOptions) {
    super(clock, 0);
    this.timeline.speed = speed;
    const load = (): void =>
      void archive.session(id).then(
        ({session, laps}) => {
          if (this.#closed) return;
          this.#file = session;
          this.#failed = null;
          this.session = liveSessionOf(session);
          this.#stats?.stop();
          this.#past?.close();
          const past = new ArchivedRows(laps, {
            cars,
            fetchSamples: (lap) => archive.samples(id, lap),
            onLoad: () => this.timeline.changed(),
          });
          this.#past = past;
          this.timeline.past = past;
          for (const event of archivedEvents(laps))
            if (!cars || cars.includes(event.car)) this.timeline.addEvent(event);
          for (const event of session.events) {
            const message = sessionMessage(event);
            if (message) this.timeline.addEvent(message);
          }
          this.#stats = new ReplayStats(this, past, laps);
          if (Number.isNaN(past.from)) {
            // one that runs writes a lap when it is finished
            this.#failed = "no lap of it has samples yet; if it still runs, watch it live";
            this.#again = clock.after(AGAIN, load);
            this.timeline.changed();
            return;
          }
          this.timeline.end = past.to;
          this.timeline.seek(at ?? past.from);
        },
        (error: Error) => {
          this.#failed = error.message;
          this.timeline.changed();
        },
      );
    load();
  }

  get state(): LiveState {
    if (this.#failed !== null) return "lost";
    if (!this.#past) return "connecting";
    if (Number.isNaN(this.#past.from)) return "waiting";
    return this.timeline.time >= this.#past.to ? "ended" : "live";
  }

  /** The head is where the session's clock is, unless it was stopped. */
  override get following(): boolean {
    return !this.timeline.paused;
  }

  get health(): LiveHealth {
    const {received = 0, malformed = 0, duplicated = 0, reordered = 0, lostFrames = 0} = this.#file?.ledger ?? {};
    return {
      latencyP50: Number.NaN,
      latencyP99: Number.NaN,
      hops: new HopTimes().hops(),
      skipped: 0,
      reconnects: 0,
      ledger: {received, malformed, duplicated, reordered, lostFrames},
      recording: this.#failed,
    };
  }

  /** At the end: from the beginning again. */
  override play(): void {
    if (this.state === "ended" && !this.timeline.paused) this.timeline.seek(this.timeline.oldest);
    super.play();
  }

  override seek(time: number | null): void {
    super.seek(time);
    if (time === null && this.#past) this.#past.want(this.#past.to);
  }

  override close(): void {
    this.#closed = true;
    this.#again?.();
    this.#stats?.stop();
    this.#past?.close();
    super.close();
  }
}
