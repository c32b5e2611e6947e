import type {RelayedHops} from "../../src/core/live/wire/protocol.js";
import {spread} from "../../src/core/signal/spread.js";
import type {Acknowledged} from "./ports.js";

/** Frames that the latency figures are computed from: a few seconds. */
const KEPT = 256;

/** Counts and latencies of a session. */
export class RelaySession {
  /** entries seen since the relay was started */
  frames = 0;
  /** ms since 1970; 0 before its first entry */
  lastSeen = 0;
  /** entries sent to clients */
  relayed = 0;
  /** header `userId` of its entries */
  user = "";
  /** arrival of the latest frames and when the relay read them from the log, ms since 1970 */
  readonly reads: {arrival: number; read: number}[] = [];

  /** waits of sent frames in the relay since `takeLatencies`, ms */
  #waits: number[] = [];
  /** when the newest of the frames of `#waits`, and of those of `takeLatencies`, were read */
  #waitedRead = Number.NEGATIVE_INFINITY;
  #takenRead = Number.NEGATIVE_INFINITY;

  constructor(
    readonly id: string,
    readonly number: number,
  ) {}

  /** Notes when a frame was sent to the first client that got it; the cars of a frame count once. */
  sent(read: number, now: number): void {
    if (!(read > this.#waitedRead)) return;
    this.#waitedRead = read;
    if (this.#waits.length < 2 * KEPT) this.#waits.push(now - read);
  }

  /** Latency of each frame relayed since the last call, by hop, ms; of the first two nothing when the collector runs in another process. */
  takeLatencies(acknowledged: readonly Acknowledged[]): {log: number[]; stream: number[]; relay: number[]} {
    const {log, stream} = this.#untilRead(
      acknowledged,
      this.reads.filter(({read}) => read > this.#takenRead),
    );
    const relay = this.#waits;
    this.#waits = [];
    this.#takenRead = this.reads.at(-1)?.read ?? this.#takenRead;
    return {log, stream, relay};
  }

  /** Notes when telemetry was read from the log. The cars of one frame have the same arrival and count once. */
  read(arrival: number, read: number): void {
    const {reads} = this;
    if (reads.length > 0 && reads[reads.length - 1].arrival === arrival) return;
    reads.push({arrival, read});
    if (reads.length >= 2 * KEPT) reads.splice(0, KEPT);
  }

  /** Latency from collector to log and from log to relay; null when the collector runs in another process. */
  hops(acknowledged: readonly Acknowledged[]): RelayedHops | null {
    const {log, stream} = this.#untilRead(acknowledged, this.reads.slice(-KEPT));
    return log.length > 0 ? {log: spread(log), stream: spread(stream)} : null;
  }

  #untilRead(
    acknowledged: readonly Acknowledged[],
    reads: readonly {arrival: number; read: number}[],
  ): {log: number[]; stream: number[]} {
    const log: number[] = [];
    const stream: number[] = [];
    if (acknowledged.length === 0) return {log, stream};
    const at = new Map(acknowledged.map((one) => [one.arrival, one.acknowledged]));
    for (const {arrival, read} of reads) {
      const known = at.get(arrival);
      if (known === undefined) continue;
      log.push(known - arrival);
      stream.push(read - known);
    }
    return {log, stream};
  }
}
