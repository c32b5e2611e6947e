/** Messages that a client may send: so many a second, averaged over ten. */
export class Allowance {
  private left: number;

  constructor(
    private readonly perSecond: number,
    private last: number,
  ) {
    this.left = perSecond * 10;
  }

  /** False for the message that is one too many. */
  spend(now: number): boolean {
    const {perSecond} = this;
    this.left = Math.min(this.left + ((now - this.last) / 1000) * perSecond, perSecond * 10);
    this.last = now;
    return --this.left >= 0;
  }
}
