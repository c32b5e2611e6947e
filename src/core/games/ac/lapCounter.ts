/** A game's lap count, lap timer and position at one time. */
export interface LapReading {
  /** s, of any clock that does not fall */
  time: number;
  completedLaps: number;
  /** time of the running lap, ms; NaN when the game has none */
  timerMs: number;
  /** position along the lap, 0–1; NaN when not known */
  position: number;
  /** at the pit box; in the pit lane */
  inPit: boolean;
  inPitLane: boolean;
  /** whether the first lap begins at lights out instead of at the first crossing of the line */
  race: boolean;
}

/** part of a lap on either side of the line */
const NEAR_LINE = 0.05;
/** highest reading of a timer that has just started; sources are read at least ten times a second */
const STARTED_MS = 2000;
/** s by which the position may wrap before or after the timer starts */
const WRAP_LAG_S = 0.5;

/**
 * Numbers the laps of a game that reports a number of completed laps and a running timer. Lap 0 is before the first crossing of the
 * line. The games do not count that crossing, so it is recognised by the start of the timer.
 *
 * A timer that starts again without a change of the count ends the lap without a time: a return to the pits, or the line at the end of
 * an out lap. The next lap gets its own number, so lap numbers may exceed the game's count.
 */
export class LapCounter {
  /** −1 before the first reading */
  lap = -1;
  /** ms; NaN while the timer of the previous lap still runs */
  timerMs = Number.NaN;
  /** driven part of the lap: −0.01 just before the line, 1.01 just after it when the new lap is not counted yet */
  share = Number.NaN;
  private completed = 0;
  private lastTimer = 0;
  /** consecutive readings of a timer at 0: one may be the line itself, more mean that the timer is stopped */
  private zeros = 0;
  private lastPosition = Number.NaN;
  private wrappedAt = Number.NaN;
  /** laps added to the position: −1, 0 or 1 */
  private turn = 0;
  /** the count has changed, the timer has not started again yet */
  private timerLate = false;

  /** Takes a reading; returns the number of the lap that it finishes, or null. */
  update(reading: LapReading): number | null {
    const {completedLaps, timerMs} = reading;
    const before = this.lap;
    let finished: number | null = null;
    const fell = timerMs < this.lastTimer;
    if (this.lap < 0) this.lap = completedLaps > 0 || reading.race ? completedLaps + 1 : 0;
    else if (completedLaps > this.completed) {
      finished = this.lap === 0 ? completedLaps : this.lap;
      this.lap = finished + 1;
      this.timerLate = !fell && timerMs >= STARTED_MS;
    } else if (this.timerLate) this.timerLate = !fell;
    else if (this.lap > 0 && this.restarted(reading, fell)) this.lap++;
    else if (this.lap === 0 && this.crossed(reading, fell)) this.lap = 1;
    this.timerMs = this.timerLate ? Number.NaN : timerMs;
    this.follow(reading, this.lap !== before);
    this.completed = completedLaps;
    if (Number.isNaN(timerMs)) return finished;
    this.lastTimer = timerMs;
    this.zeros = timerMs === 0 ? this.zeros + 1 : 0;
    return finished;
  }

  private restarted(reading: LapReading, fell: boolean): boolean {
    // on the grid of a race the timer stays at 0 until lights out, in the same lap
    const onGrid = reading.race && reading.completedLaps === 0;
    return fell || (!onGrid && this.zeros > 1 && reading.timerMs > 0 && beginsAtLine(reading));
  }

  private crossed(reading: LapReading, fell: boolean): boolean {
    const {position, time, inPit, inPitLane} = reading;
    if ((fell || (this.lastTimer === 0 && reading.timerMs > 0)) && beginsAtLine(reading)) return true;
    // after a start from the grid the timer does not restart at the line
    if (inPit || inPitLane) this.wrappedAt = Number.NaN;
    else if (this.lastPosition > 0.9 && position < 0.1) this.wrappedAt = time;
    return time - this.wrappedAt > WRAP_LAG_S;
  }

  private follow({position, timerMs}: LapReading, begun: boolean): void {
    if (this.lap === 0) this.turn = 0;
    else if (begun) this.turn = position > 0.5 && !(timerMs > STARTED_MS && !this.timerLate) ? -1 : 0;
    else if (this.lastPosition - position > 0.5) this.turn = Math.min(1, this.turn + 1);
    else if (position - this.lastPosition > 0.5) this.turn = Math.max(-1, this.turn - 1);
    this.share = position + this.turn;
    if (!Number.isNaN(position)) this.lastPosition = position;
  }
}

function beginsAtLine({position, inPit, timerMs}: LapReading): boolean {
  return !inPit && timerMs < STARTED_MS && !(Math.min(position, 1 - position) > NEAR_LINE);
}
