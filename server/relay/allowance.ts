/** Limits the rate of a client's messages to `perSecond`, averaged over ten seconds. */
export class Allowance {
  private left: number;

  constructor(
    private readonly perSecond: number,
    private last: number,
  ) {
    this.left = perSecond * 10;
  }

  /** False when the message exceeds the limit. */
  spend(now: number): boolean {
    const {perSecond} = this;
    this.left = Math.min(this.left + ((now - this.last) / 1000) * perSecond, perSecond * 10);
    this.last = now;
    return --this.left >= 0;
  }
}
