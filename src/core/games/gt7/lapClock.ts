/** ms by which the game's clock may differ from the counted ticks */
const AGREE_MS = 100;
/** reading of a clock that has just started, ms */
const STARTED_MS = 50;

/**
 * Running time of a lap. The clock of packet C is frozen after the finish, stays at that of the lap before for a packet or two, and may
 * count from a line that was never passed: it is taken only while it advances with the ticks, in a lap from its line with the same value.
 */
export class Gt7LapClock {
  /** running lap time, ms; NaN where it is not known */
  ms = Number.NaN;
  /** first reading of the lap less the time seen of it, ms */
  private began = Number.NaN;
  private first = Number.NaN;

  /** Another lap begins. */
  begin(): void {
    this.began = this.first = Number.NaN;
  }

  /** Whether the clock was seen to start. */
  get isFromLine(): boolean {
    return this.first <= STARTED_MS;
  }

  /**
   * @param reading of packet C, ms; NaN where there is none
   * @param ticks time counted from the line, ms; NaN for a lap that was not seen from its beginning
   * @param seen time counted from the lap's first datagram, ms
   */
  update(reading: number, ticks: number, seen: number): void {
    if (Number.isNaN(this.began) && reading > 0) {
      this.first = reading;
      this.began = reading - seen;
    }
    const expected = Number.isNaN(ticks) ? this.began + seen : ticks;
    this.ms = reading > 0 && Math.abs(reading - expected) <= AGREE_MS ? reading : ticks;
  }
}
