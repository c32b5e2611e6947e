import type {Flow} from "./batch.js";
import {CaptureReader} from "./captureReader.js";
import {F1PCAP_HEAD, F1PCAP_PACKET_HEAD, type F1pcapHead, readF1pcapHead} from "./f1pcapHead.js";

/** The longest payload UDP over IPv4 carries. */
const MOST_BYTES = 65507;
/** The container keeps no addresses. */
const FLOW: Flow = {source: "127.0.0.1", sourcePort: 20777, target: "127.0.0.1", targetPort: 20777};
/** Session time that passes between two datagrams at most, s; a longer step is another session, or a pause. */
const MOST_STEP_S = 5;
/** A datagram that is this much older arrived late; an older one begins a session, or follows a flashback. */
const LATE_S = 0.5;
/** First year whose header has the game's year, one byte more before the session time. */
const YEAR_IN_HEADER = 2023;

/**
 * Captures of ashwin-nat/pits-n-giggles (lib/packet_cap.py, version 1.1):
 *
 *     "F1UDP" 00, u8 flags, u8 version, u32 count, then packets: f32 unix time, u32 length, a datagram of an F1 game
 *
 * A unix time in 32 bits has steps of 128 s: only the first one is used, as the date. Time passes as the datagrams' session time does.
 * Compressed packets must be unpacked before.
 */
export class F1pcapReader extends CaptureReader {
  #head: F1pcapHead | undefined;
  #seconds = Number.NaN;
  #sessionTime = Number.NaN;

  constructor() {
    super();
    this.flows.flows.push(FLOW);
  }

  protected override step(at: number, end: number): number {
    const {view} = this;
    if (!this.#head) {
      if (end - at < F1PCAP_HEAD) return -F1PCAP_HEAD;
      this.#head = readF1pcapHead(view, at);
      return F1PCAP_HEAD;
    }
    if (end - at < F1PCAP_PACKET_HEAD) return -F1PCAP_PACKET_HEAD;
    const {littleEndian} = this.#head;
    const stamp = view.getFloat32(at, littleEndian);
    const length = view.getUint32(at + 4, littleEndian);
    if (length > MOST_BYTES)
      throw this.error(`invalid packet length: ${length}: ${this.label()} may have at most ${MOST_BYTES} bytes`, at);
    const size = F1PCAP_PACKET_HEAD + length;
    if (end - at < size) return -size;
    if (Number.isNaN(this.#seconds)) this.#seconds = stamp >= 0 && stamp < 2 ** 33 ? Math.floor(stamp) : 0;
    this.#pass(at + F1PCAP_PACKET_HEAD, length);
    const whole = Math.floor(this.#seconds);
    const nanos = Math.min(999_999_999, Math.round((this.#seconds - whole) * 1e9));
    this.batch.add(at + F1PCAP_PACKET_HEAD, length, whole, nanos, 0);
    this.walker.stats.records++;
    this.walker.stats.datagrams++;
    return size;
  }

  /** Moves the clock on to a datagram's session time. */
  #pass(at: number, length: number): void {
    const {view} = this;
    if (length < 2) return;
    const place = at + (view.getUint16(at, true) >= YEAR_IN_HEADER ? 15 : 14);
    if (place + 4 > at + length) return;
    const now = view.getFloat32(place, true);
    const step = now - this.#sessionTime;
    // a datagram that arrived late
    if (step < 0 && step > -LATE_S) return;
    if (step > 0 && step <= MOST_STEP_S) this.#seconds += step;
    this.#sessionTime = now;
  }

  protected override label(): string {
    return this.#head ? `packet ${this.stats.records + 1}` : "the head of the file";
  }

  protected override finish(): void {
    const {packets = 0} = this.#head ?? {};
    if (this.stats.records < packets) throw this.error(`cut before ${this.label()} of ${packets}`, 0);
  }
}
