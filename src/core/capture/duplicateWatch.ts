/** Datagrams that are compared with: a sixth of a second of a full feed. */
const MEMORY = 64;
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
  seen(view: DataView, offset: number, length: number, seconds: number): boolean {
    let a = 0x811c9dc5 ^ length;
    let b = 0x9e3779b9 + length;
    const end = Math.min(length, 64) & ~3;
    for (let i = 0; i < end; i += 4) {
      const word = view.getUint32(offset + i, true);
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ (word >>> 15) ^ word, 0x85ebca6b);
    }
    for (let i = end; i < Math.min(length, 64); i++) a = Math.imul(a ^ view.getUint8(offset + i), 0x01000193);
    a >>>= 0;
    b >>>= 0;
    this.count++;
    this.mixed = Math.imul(this.mixed ^ a, 0x01000193) ^ b;
    const known = Math.min(this.kept, MEMORY);
    for (let i = 0; i < known; i++) {
      if (this.low[i] === a && this.high[i] === b && seconds - this.time[i] < this.withinS) return true;
    }
    const at = this.kept++ % MEMORY;
    this.time[at] = seconds;
    this.low[at] = a;
    this.high[at] = b;
    return false;
  }
}
