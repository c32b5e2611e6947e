/** What a game's clocks say at one time. */
export interface LapReading {
  /** s, any clock that does not fall */
  time: number;
  completedLaps: number;
  /** the running lap's time, ms; NaN where the game has none */
  timerMs: number;
  /** along the track spline, 0–1; NaN unknown */
  position: number;
  /** standing in the pits; in the pit lane */
  inPit: boolean;
  inPitLane: boolean;
  /** laps count from the lights on, not from the first crossing of the line */
  race: boolean;
}

const NEAR_LINE = 0.05;
/** a timer that has just begun; sources are read ten times a second and more */
const BEGUN_MS = 2000;
/** games wrap the position a poll or two before or after they start the timer */
const WRAP_LAG_S = 0.5;

/**
 * Numbers the laps of a game that has a count of completed laps and a running timer. Lap 0 is what lies before the line is first
 * crossed. The games' count does not move at that crossing: the timer starts there, and that is how it is told.
 *
 * A timer that starts again while the count stands still ends the lap without a time: back to the pits, or the line at the end
 * of an out lap. What follows has a number of its own, so numbers may run ahead of the game's count.
 */
export class LapCounter {
  /** −1: nothing read yet */
  lap = -1;
  /** ms; NaN while the timer of the lap before still runs */
  timerMs = Number.NaN;
  /** laps along the track: the position, −0.01 just before the line, 1.01 when the new lap is not counted yet */
  share = Number.NaN;
  private completed = 0;
  private lastTimer = 0;
  /** readings on end of a timer at 0: one may be the line itself, more are a timer that waits */
  private zeros = 0;
  private lastPosition = Number.NaN;
  private wrappedAt = Number.NaN;
  private turn = 0;
  /** the count moved, the timer did not yet */
  private late = false;

  /** Takes a reading; returns the number of the lap that it shows as finished, else null. */
  update(reading: LapReading): number | null {
    const {completedLaps, timerMs} = reading;
    const before = this.lap;
    let finished: number | null = null;
    const fell = timerMs < this.lastTimer;
    if (this.lap < 0) this.lap = completedLaps > 0 || reading.race ? completedLaps + 1 : 0;
    else if (completedLaps > this.completed) {
      finished = this.lap === 0 ? completedLaps : this.lap;
      this.lap = finished + 1;
      this.late = !fell && timerMs >= BEGUN_MS;
    } else if (this.late) this.late = !fell;
    else if (this.lap > 0 && this.restarted(reading, fell)) this.lap++;
    else if (this.lap === 0 && this.crossed(reading, fell)) this.lap = 1;
    this.timerMs = this.late ? Number.NaN : timerMs;
    this.follow(reading, this.lap !== before);
    this.completed = completedLaps;
    if (Number.isNaN(timerMs)) return finished;
    this.lastTimer = timerMs;
    this.zeros = timerMs === 0 ? this.zeros + 1 : 0;
    return finished;
  }

  private restarted(reading: LapReading, fell: boolean): boolean {
    // on the grid of a race the timer stands until the lights are out: the lap is the same
    const starts = reading.race && reading.completedLaps === 0;
    return fell || (!starts && this.zeros > 1 && reading.timerMs > 0 && beginsAtLine(reading));
  }

  private crossed(reading: LapReading, fell: boolean): boolean {
    const {position, time, inPit, inPitLane} = reading;
    if ((fell || (this.lastTimer === 0 && reading.timerMs > 0)) && beginsAtLine(reading)) return true;
    // from the grid the timer runs on over the line
    if (inPit || inPitLane) this.wrappedAt = Number.NaN;
    else if (this.lastPosition > 0.9 && position < 0.1) this.wrappedAt = time;
    return time - this.wrappedAt > WRAP_LAG_S;
  }

  private follow({position, timerMs}: LapReading, begun: boolean): void {
    if (this.lap === 0) this.turn = 0;
    else if (begun) this.turn = position > 0.5 && !(timerMs > BEGUN_MS && !this.late) ? -1 : 0;
    else if (this.lastPosition - position > 0.5) this.turn = Math.min(1, this.turn + 1);
    else if (position - this.lastPosition > 0.5) this.turn = Math.max(-1, this.turn - 1);
    this.share = position + this.turn;
    if (!Number.isNaN(position)) this.lastPosition = position;
  }
}

function beginsAtLine({position, inPit, timerMs}: LapReading): boolean {
  return !inPit && timerMs < BEGUN_MS && !(Math.min(position, 1 - position) > NEAR_LINE);
}
