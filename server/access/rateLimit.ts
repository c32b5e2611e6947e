/** Wrong keys from one address: ten at once, then one in six seconds. */
export const WRONG_KEYS = {burst: 10, perSecond: 1 / 6};

/** A limit of so many at once, refilled at so many a second, for each name. */
export class RateLimit {
  private readonly buckets = new Map<string, {left: number; at: number}>();

  /** @param mostNames names remembered; the ones unused for longest are forgotten, which only ever frees them */
  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
    private readonly mostNames = 10_000,
  ) {}

  /** Seconds until `name` may go on; 0: it may, and one is taken. */
  take(name: string): number {
    const now = this.now();
    const {left, at} = this.buckets.get(name) ?? {left: this.burst, at: now};
    const filled = Math.min(this.burst, left + ((now - at) / 1000) * this.perSecond);
    // set again: a Map keeps the order of insertion, so the first name is the one unused for longest
    this.buckets.delete(name);
    this.buckets.set(name, {left: filled < 1 ? filled : filled - 1, at: now});
    if (this.buckets.size > this.mostNames) this.buckets.delete(this.buckets.keys().next().value!);
    return filled < 1 ? Math.ceil((1 - filled) / this.perSecond) : 0;
  }
}
