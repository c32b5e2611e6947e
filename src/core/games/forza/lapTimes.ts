import type {LapFacts} from "../game.js";

/** largest difference between the game's lap time and the lap's clock, s */
const AGREE_S = 0.5;
/** s after the line within which the game reports the time of the lap; an unchanged time counts only then */
const REPORTED_S = 2;

/** Lap fields of a packet. Laps are counted from 0; times are in s, 0 where there is none. */
export interface ForzaLapReading {
  number: number;
  current: number;
  last: number;
}

/** A lap that waits for its time: its clock at the line, s; session time until when; last lap time reported before. */
interface Pending {
  lap: number;
  driven: number;
  until: number;
  before: number;
}

/**
 * Numbers the laps and gives each finished one the game's time. The number does not rise at the end of a race: there the last lap is
 * finished when the time of the last lap changes to that of the running clock. Lap 0 is driven without a lap clock (free roam, before
 * the start).
 */
export class ForzaLapTimes {
  /** −1 before the first reading */
  lap = -1;
  /** running time of the lap, s; NaN where it is not known */
  current = Number.NaN;
  /** lap in which the player went back in time, and drives again */
  private rewound = -1;
  private finished = 0;
  private last: ForzaLapReading = {number: 0, current: 0, last: 0};
  private pending: Pending | undefined;

  constructor(
    private readonly report: (lap: LapFacts) => void,
    private readonly onRewind: () => void,
  ) {}

  /**
   * @param now session time, s
   * @param step time since the reading before, s
   */
  update(reading: ForzaLapReading, now: number, step: number): void {
    const {last} = this;
    const {number, current} = reading;
    const driven = last.current + step;
    // the lap that the reading before was in still has no time
    const isOpen = this.lap > 0 && this.finished <= last.number;
    if (number === last.number && isOpen && !this.pending && reading.last !== last.last && agree(reading.last, driven))
      this.finish(this.lap, reading.last);
    else if (this.lap >= 0 && (number < last.number || (isOpen && number === last.number && current < last.current - AGREE_S)))
      this.rewind(number);
    else if (number === last.number + 1 && isOpen)
      this.pending = {lap: number, driven, until: now + REPORTED_S, before: last.last};
    if (this.pending) this.settle(this.pending, reading.last, now);
    const runs = number > 0 || current > 0 || this.finished > 0;
    this.lap = runs ? Math.max(number, this.finished) + 1 : 0;
    // after the finish the clock is still that of the finished lap
    this.current = runs && this.finished <= number ? current : Number.NaN;
    this.last = reading;
  }

  private settle({lap, driven, until, before}: Pending, time: number, now: number): void {
    const isIts = agree(time, driven) && (time !== before || now >= until);
    if (isIts || now >= until) this.pending = undefined;
    if (isIts) this.finish(lap, time);
  }

  private rewind(number: number): void {
    this.rewound = number + 1;
    this.finished = Math.min(this.finished, number);
    this.pending = undefined;
    this.onRewind();
  }

  private finish(lap: number, time: number): void {
    const isWhole = lap !== this.rewound;
    this.finished = Math.max(this.finished, lap);
    this.report({
      lap,
      lapTimeMs: Math.round(time * 1000),
      sector1Ms: null,
      sector2Ms: null,
      sector3Ms: null,
      valid: isWhole,
      ...(isWhole ? {} : {complete: false}),
    });
  }
}

function agree(time: number, clock: number): boolean {
  return time > 0 && Math.abs(time - clock) < AGREE_S;
}
