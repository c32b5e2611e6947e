import type {FaultTarget} from "../faults/timedFaults.js";
import type {Race} from "../race/race.js";
import {STEPS_PER_SECOND} from "../timeStep.js";
import {RaceSession} from "./raceSession.js";
import type {SimSession} from "./simSession.js";

/** State of a frame: the session begins, is driven, is paused, or there is none because the player restarts it. */
export type Moment = "begun" | "driven" | "paused" | "away";

export interface GameRunOptions {
  /** frames per second */
  rate: number;
  /** returns the session after so many restarts; undefined when there is no further one */
  session(restarts: number): SimSession | undefined;
  /** called before each frame of a race; see TimedFaults */
  faults?: {frame(target: FaultTarget, time: number): void};
}

/** s between an abandoned session and the next one */
const RESTART_GAP = 4;

/** Runs a session frame by frame for a simulated game, including the player's pauses and restarts. */
export class GameRun {
  session: SimSession;
  /** number of frames so far, including those without driving */
  frame = 0;
  readonly rate: number;
  /** last frame of the running session; −1: not begun */
  private driven = -1;
  /** frames left in a pause, and before a restart */
  private paused = 0;
  private away = 0;
  private restarts = 0;
  private over = false;

  constructor(private readonly options: GameRunOptions) {
    const {rate, session} = options;
    if (!Number.isInteger(STEPS_PER_SECOND / rate)) throw new RangeError(`invalid send rate: ${rate}`);
    this.rate = rate;
    this.session = session(0)!;
  }

  /** Advances by one frame; returns undefined when the run is over. */
  next(): Moment | undefined {
    if (this.over) return undefined;
    const moment = this.advance();
    this.frame++;
    return moment;
  }

  private advance(): Moment {
    if (this.away > 0 && --this.away > 0) return "away";
    if (this.paused > 0) {
      this.paused--;
      return "paused";
    }
    const begun = this.driven < 0;
    const time = (this.driven + 1) / this.rate;
    const {session, options} = this;
    if (session instanceof RaceSession) options.faults?.frame(this.faultTarget(session.race), time);
    if (this.away > 0) return "away";
    session.advance(time);
    this.driven++;
    this.over = session.done;
    return begun ? "begun" : "driven";
  }

  private faultTarget(race: Race): FaultTarget {
    return {
      race,
      rewind: () => {
        throw new Error("flashbacks are not supported");
      },
      pause: (seconds) => {
        this.paused = Math.round(seconds * this.rate);
      },
      abandon: () => {
        const next = this.options.session(++this.restarts);
        if (!next) return;
        this.session = next;
        this.driven = -1;
        this.away = RESTART_GAP * this.rate;
      },
    };
  }
}
