import type {Faulted} from "../faults/timedFaults.js";
import type {Race} from "../race/race.js";
import {RaceSession} from "./raceSession.js";
import type {SimSession} from "./simSession.js";

/** What happens in a frame: a session begins, is driven, stands still, or there is none (the player starts it again). */
export type Moment = "begun" | "driven" | "paused" | "away";

export interface GameRunOptions {
  /** frames a second */
  rate: number;
  /** the session to begin with; after the player started again, the next; undefined where there is no other */
  session(restarts: number): SimSession | undefined;
  /** done before each frame of a race: see TimedFaults */
  faults?: {frame(faulted: Faulted, time: number): void};
}

/** the steps of the simulation */
export const STEPS_PER_SECOND = 100;
/** s between a session that was left and the next one */
const RESTART_GAP = 4;

/** Drives a session frame by frame for a game that shows it, with what its player does: pauses, starts again. */
export class GameRun {
  session: SimSession;
  /** frames so far, those without driving too */
  frame = 0;
  readonly rate: number;
  /** frames of the running session; −1: not begun */
  private driven = -1;
  private still = 0;
  private away = 0;
  private restarts = 0;
  private over = false;

  constructor(private readonly options: GameRunOptions) {
    const {rate, session} = options;
    if (!Number.isInteger(STEPS_PER_SECOND / rate)) throw new RangeError(`invalid send rate: ${rate}`);
    this.rate = rate;
    this.session = session(0)!;
  }

  /** One frame; undefined when all is over. */
  next(): Moment | undefined {
    if (this.over) return undefined;
    const moment = this.happen();
    this.frame++;
    return moment;
  }

  private happen(): Moment {
    if (this.away > 0 && --this.away > 0) return "away";
    if (this.still > 0) {
      this.still--;
      return "paused";
    }
    const begun = this.driven < 0;
    const time = (this.driven + 1) / this.rate;
    const {session, options} = this;
    if (session instanceof RaceSession) options.faults?.frame(this.faulted(session.race), time);
    if (this.away > 0) return "away";
    session.advance(time);
    this.driven++;
    this.over = session.done;
    return begun ? "begun" : "driven";
  }

  private faulted(race: Race): Faulted {
    return {
      race,
      rewind: () => {
        throw new Error("this game has no flashbacks");
      },
      pause: (seconds) => {
        this.still = Math.round(seconds * this.rate);
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
