/** Timestamps of pcapng: a 64-bit count of ticks since 1970; each interface defines the length of a tick. */
export class TickClock {
  /** result of the last `read` */
  seconds = 0;
  nanos = 0;
  private readonly perSecond: number;
  private readonly exact: bigint;

  /**
   * `resolution` is if_tsresol: 10^-n seconds, or 2^-n with the top bit set. `offset` (s) is added to every time.
   * Throws a RangeError for a resolution that no 64-bit count can have.
   */
  constructor(
    resolution = 6,
    private readonly offset = 0,
  ) {
    const n = resolution & 0x7f;
    const binary = (resolution & 0x80) !== 0;
    if (n > (binary ? 63 : 19)) throw new RangeError(`invalid time resolution: ${binary ? 2 : 10}^-${n}`);
    this.exact = (binary ? 2n : 10n) ** BigInt(n);
    this.perSecond = Number(this.exact);
  }

  read(high: number, low: number): void {
    const {perSecond} = this;
    if (perSecond > 2 ** 37) this.readExact(high, low);
    else this.divide(high, low, perSecond);
  }

  private divide(high: number, low: number, perSecond: number): void {
    // long division by 16-bit digits: every step stays below 2^53 and is exact
    let quotient = Math.floor(high / perSecond);
    let rest = high - quotient * perSecond;
    let digit = rest * 65536 + (low >>> 16);
    let part = Math.floor(digit / perSecond);
    rest = digit - part * perSecond;
    quotient = quotient * 65536 + part;
    digit = rest * 65536 + (low & 0xffff);
    part = Math.floor(digit / perSecond);
    rest = digit - part * perSecond;
    this.seconds = quotient * 65536 + part + this.offset;
    // exact in all cases: the ratio is whole for powers of ten, and rest / perSecond a shift for powers of two
    if (perSecond <= 1e9 && 1e9 % perSecond === 0) this.nanos = rest * (1e9 / perSecond);
    else if (perSecond % 1e9 === 0) this.nanos = Math.floor(rest / (perSecond / 1e9));
    else this.nanos = Math.floor((rest / perSecond) * 1e9);
  }

  /** For ticks so short that doubles are not exact. */
  private readExact(high: number, low: number): void {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    this.seconds = Number(ticks / this.exact) + this.offset;
    this.nanos = Number(((ticks % this.exact) * 1_000_000_000n) / this.exact);
  }
}
