import {formatAddress} from "./address.js";
import type {Flow} from "./batch.js";

/** Words of a key: source (4), target (4), both ports (1), address length (1). */
const WORDS = 10;

/** Flow indices have 16 bits: further conversations share one entry, without addresses. */
const MOST = 0xffff;

/**
 * Numbers the sender → receiver pairs in order of appearance, from header bytes. Looking up a known pair allocates nothing: keys are
 * compared as words (open addressing), and text is made once a pair.
 */
export class FlowTable {
  readonly flows: Flow[] = [];
  private readonly key = new Uint32Array(WORDS);
  private keys = new Uint32Array(WORDS * 4);
  /** flow index + 1, 0 when free; always a power of two long and at most half full */
  private slots = new Uint32Array(16);
  private last = -1;

  /**
   * Index of the pair with addresses (of `length` 4 or 16 bytes) at `source` and `target`, and UDP header at `ports`.
   */
  find(bytes: Uint8Array, view: DataView, source: number, target: number, length: number, ports: number): number {
    const {key} = this;
    key[8] = view.getUint32(ports);
    key[9] = length;
    if (length === 4) {
      key[0] = view.getUint32(source);
      key[4] = view.getUint32(target);
      key[1] = key[2] = key[3] = key[5] = key[6] = key[7] = 0;
    } else {
      for (let i = 0; i < 4; ++i) {
        key[i] = view.getUint32(source + 4 * i);
        key[4 + i] = view.getUint32(target + 4 * i);
      }
    }
    if (this.last >= 0 && this.isAt(this.last)) return this.last; // nearly always there is one game
    let slot = this.hash() & (this.slots.length - 1);
    for (let entry: number; (entry = this.slots[slot]) !== 0; slot = (slot + 1) & (this.slots.length - 1)) {
      if (this.isAt(entry - 1)) return (this.last = entry - 1);
    }
    if (this.flows.length >= MOST) {
      if (this.flows.length === MOST) {
        this.flows.push({source: "0.0.0.0", sourcePort: 0, target: "0.0.0.0", targetPort: 0});
      }
      return MOST;
    }
    this.flows.push({
      source: formatAddress(bytes, source, length),
      sourcePort: key[8] >>> 16,
      target: formatAddress(bytes, target, length),
      targetPort: key[8] & 0xffff,
    });
    return (this.last = this.insert(slot));
  }

  private insert(slot: number): number {
    const flow = this.flows.length - 1;
    if ((flow + 1) * WORDS > this.keys.length) {
      const {keys} = this;
      (this.keys = new Uint32Array(keys.length * 2)).set(keys);
    }
    this.keys.set(this.key, flow * WORDS);
    this.slots[slot] = flow + 1;
    if ((flow + 1) * 2 > this.slots.length) this.rehash();
    return flow;
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 4);
    for (let flow = 0; flow < this.flows.length; ++flow) {
      this.key.set(this.keys.subarray(flow * WORDS, (flow + 1) * WORDS));
      let slot = this.hash() & (this.slots.length - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = flow + 1;
    }
  }

  private isAt(flow: number): boolean {
    const {key, keys} = this;
    const at = flow * WORDS;
    for (let i = WORDS - 1; i >= 0; --i) if (keys[at + i] !== key[i]) return false;
    return true;
  }

  /** FNV-1a over words, its high bits folded down because addresses differ in few bits. */
  private hash(): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < WORDS; ++i) hash = Math.imul(hash ^ this.key[i], 0x01000193) ^ (hash >>> 15);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}
