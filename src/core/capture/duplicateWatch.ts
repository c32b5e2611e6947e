import type {Fingerprint} from "./fingerprint.js";

/** Datagrams that are compared with: a sixth of a second of a full feed. */
const MEMORY = 64;
/** Most datagrams differ from all noted ones in these bits of the hash, so that none has to be compared. */
const BUCKETS = 1024;
/** A network repeats a datagram at once; the game itself may send an equal one later (results screen: every 5 s). */
const WITHIN_S = 1;

/**
 * Recognises a datagram that arrived twice. Two datagrams are copies when length, header and the first bytes of the body are equal: the
 * header holds session, id, frame and session time, and the first bytes of the body distinguish packets of one frame about different
 * cars or events. 64 bytes are hashed, not all 1,400.
 */
export class DuplicateWatch {
  private readonly low = new Uint32Array(MEMORY);
  private readonly high = new Uint32Array(MEMORY);
  private readonly time = new Float64Array(MEMORY);
  /** number of noted datagrams with these lowest bits */
  private readonly bucket = new Uint8Array(BUCKETS);
  private kept = 0;
  private mixed = 0;
  /** datagrams noted so far */
  count = 0;

  /** @param withinS s after which an equal datagram is no copy */
  constructor(private readonly withinS = WITHIN_S) {}

  /** all datagrams so far, mixed in order: equal for equal captures */
  get digest(): string {
    return (this.mixed >>> 0).toString(16).padStart(8, "0");
  }

  /** Notes a datagram that arrived at `seconds`; true when it is among the last ones already. */
  seen(print: Fingerprint, seconds: number): boolean {
    const {low, high} = print;
    this.count++;
    this.mixed = Math.imul(this.mixed ^ low, 0x01000193) ^ high;
    if (this.has(print, seconds)) return true;
    const at = this.kept % MEMORY;
    if (this.kept++ >= MEMORY) this.bucket[this.low[at] % BUCKETS]--;
    this.bucket[low % BUCKETS]++;
    this.time[at] = seconds;
    this.low[at] = low;
    this.high[at] = high;
    return false;
  }

  /** Whether a datagram that arrives at `seconds` is among the last ones. Does not note it. */
  has({low, high, blank}: Fingerprint, seconds: number): boolean {
    if (blank || this.bucket[low % BUCKETS] === 0) return false;
    const known = Math.min(this.kept, MEMORY);
    for (let i = 0; i < known; i++) {
      if (this.low[i] === low && this.high[i] === high && seconds - this.time[i] < this.withinS) return true;
    }
    return false;
  }
}
