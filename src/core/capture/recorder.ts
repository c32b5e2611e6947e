import type {Flow} from "./batch.js";
import {CaptureReader} from "./captureReader.js";

/** The longest payload UDP over IPv4 carries. */
const MAX_DATAGRAM = 65507;

/** The container keeps no addresses. */
const FLOW: Flow = {source: "127.0.0.1", sourcePort: 20777, target: "127.0.0.1", targetPort: 20777};

/**
 * Container format of simple recorders, little-endian:
 *
 *     u32 N, then N × (f32 seconds since the start, u32 length, bytes)
 *
 * It has no date: `startSeconds` gives the start, since 1970-01-01 UTC; default 0.
 */
export class RecorderReader extends CaptureReader {
  private total = -1;
  private readonly startSeconds: number;
  private readonly startNanos: number;

  constructor({startSeconds = 0}: {startSeconds?: number} = {}) {
    super();
    this.flows.flows.push(FLOW);
    this.startSeconds = Math.floor(startSeconds);
    this.startNanos = Math.round((startSeconds - this.startSeconds) * 1e9);
  }

  protected override step(at: number, end: number): number {
    const {view, stats} = this;
    if (this.total < 0) {
      if (end - at < 4) return -4;
      this.total = view.getUint32(at, true);
      return 4;
    }
    if (stats.records === this.total) throw this.error(`bytes after the last of ${this.total} records`, at);
    if (end - at < 8) return -8;
    const time = view.getFloat32(at, true);
    const length = view.getUint32(at + 4, true);
    if (!(time >= 0 && time < 1e9)) throw this.error(`invalid time: ${time}: ${this.label()}`, at);
    if (length > MAX_DATAGRAM) {
      throw this.error(`invalid record length: ${length}: ${this.label()} may have at most ${MAX_DATAGRAM} bytes`, at);
    }
    const size = 8 + length;
    if (end - at < size) return -size;
    const whole = Math.floor(time);
    const nanos = this.startNanos + Math.round((time - whole) * 1e9);
    const carry = nanos >= 1e9 ? Math.floor(nanos / 1e9) : 0;
    this.batch.add(at + 8, length, this.startSeconds + whole + carry, nanos - carry * 1e9, 0);
    this.walker.stats.records++;
    this.walker.stats.datagrams++;
    return size;
  }

  protected override label(): string {
    return this.total < 0 ? "the count of records" : `record ${this.stats.records + 1} of ${this.total}`;
  }

  protected override finish(): void {
    if (this.total < 0) throw this.error("empty: no count of records", 0);
    if (this.stats.records < this.total) {
      throw this.error(`cut before ${this.label()}`, 0);
    }
  }
}
