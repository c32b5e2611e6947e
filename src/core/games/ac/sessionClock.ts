/** Session time of sources that have no clock: s since the first arrival. It stops while arrival times go back. */
export class SessionClock {
  time = 0;
  private last = Number.NaN;

  /** @param arrival s since 1970; NaN when not known */
  at(arrival: number): number {
    if (arrival > this.last) this.time += arrival - this.last;
    if (Number.isFinite(arrival)) this.last = arrival;
    return this.time;
  }
}
