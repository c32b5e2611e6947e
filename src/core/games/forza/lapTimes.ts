import type {LapFacts} from "../game.js";

/** Largest difference between the game's lap time and the lap's clock beside one step, s; smaller where the time has not changed. */
const AGREE_S = 0.2;
const UNCHANGED_S = 0.02;
/** s by which the clock falls at the line or in a rewind */
const FALLS_S = 0.5;
/** s after the line within which the game reports the time of the lap; an unchanged time counts only then */
const REPORTED_S = 2;
/** reading of a clock that has just started, s */
const BEGUN_S = 1;

/** Lap fields of a packet. Laps are counted from 0; times are in s, 0 where there is none. */
export interface ForzaLapReading {
  number: number;
  current: number;
  last: number;
}

/** A lap that waits for its time: its clock at the line and the step to there, s; session time until when; last lap time before. */
interface Pending {
  lap: number;
  driven: number;
  step: number;
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
  /** lap to which the player went back over the line: its samples may be stored already */
  private reopened = -1;
  private finished = 0;
  /** laps that began without a rise of the number */
  private extra = 0;
  /** session time of the last of them */
  private extraAt = Number.NEGATIVE_INFINITY;
  private last: ForzaLapReading = {number: 0, current: 0, last: 0};
  private pending: Pending | undefined;

  constructor(
    private readonly report: (lap: LapFacts) => void,
    private readonly onRewind: (lap: number, current: number) => void,
  ) {}

  /**
   * @param now session time, s
   * @param step time since the reading before, s
   * @param jumped the car is not where it could have driven to
   */
  update(reading: ForzaLapReading, now: number, step: number, jumped: boolean): void {
    const {last} = this;
    const {number, current} = reading;
    const driven = last.current + step;
    const before = last.number + 1 + this.extra;
    const isOpen = this.lap > 0 && this.finished < before;
    const rises = number === last.number + 1;
    const fell = number === last.number && isOpen && current < last.current - FALLS_S;
    if (
      number === last.number &&
      isOpen &&
      !this.pending &&
      reading.last !== last.last &&
      agree(reading.last, driven, AGREE_S + step)
    ) {
      this.finish(before, reading.last);
      if (fell) this.beginWithoutNumber(now);
    } else if (this.lap >= 0 && (number < last.number || (fell && (jumped || current > BEGUN_S)))) this.rewind(reading);
    else if (fell || (rises && isOpen)) {
      if (fell) this.beginWithoutNumber(now);
      // the number follows the clock by some packets
      if (rises && this.extra > 0 && now - this.extraAt < REPORTED_S) this.extra--;
      else this.pending = {lap: before, driven, step, until: now + REPORTED_S, before: last.last};
    }
    if (this.pending) this.settle(this.pending, reading.last, now);
    const lap = number + 1 + this.extra;
    const runs = lap > 1 || current > 0 || this.finished > 0;
    this.lap = runs ? Math.max(lap, this.finished + 1) : 0;
    // after the finish the clock is still that of the finished lap
    this.current = runs && this.finished < lap ? current : Number.NaN;
    this.last = reading;
  }

  private beginWithoutNumber(now: number): void {
    this.extra++;
    this.extraAt = now;
  }

  private settle({lap, driven, step, until, before}: Pending, time: number, now: number): void {
    const isNew = time !== before;
    const isIts = agree(time, driven, step + (isNew ? AGREE_S : UNCHANGED_S)) && (isNew || now >= until);
    if (isIts || now >= until) this.pending = undefined;
    if (isIts) this.finish(lap, time);
  }

  private rewind({number, current}: ForzaLapReading): void {
    const lap = number + 1 + this.extra;
    if (number < this.last.number) this.reopened = lap;
    this.finished = Math.min(this.finished, lap - 1);
    this.pending = undefined;
    this.onRewind(lap, current);
  }

  private finish(lap: number, time: number): void {
    this.finished = Math.max(this.finished, lap);
    this.report({
      lap,
      lapTimeMs: Math.round(time * 1000),
      sector1Ms: null,
      sector2Ms: null,
      sector3Ms: null,
      valid: true,
      ...(lap === this.reopened && {complete: false}),
    });
  }
}

function agree(time: number, clock: number, tolerance: number): boolean {
  return time > 0 && Math.abs(time - clock) < tolerance;
}
