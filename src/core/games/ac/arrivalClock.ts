/** Session time of sources without a session clock: arrivals from the first on, s. A clock set back stands still for a moment. */
export class ArrivalClock {
  time = 0;
  private last = Number.NaN;

  /** @param arrival s since 1970 */
  at(arrival: number): number {
    if (arrival > this.last) this.time += arrival - this.last;
    if (Number.isFinite(arrival)) this.last = arrival;
    return this.time;
  }
}
