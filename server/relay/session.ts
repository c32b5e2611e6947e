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

  constructor(
    readonly id: string,
    readonly number: number,
  ) {}

  /** Notes when telemetry was read from the log. The cars of one frame have the same arrival and count once. */
  read(arrival: number, read: number): void {
    const {reads} = this;
    if (reads.length > 0 && reads[reads.length - 1].arrival === arrival) return;
    reads.push({arrival, read});
    if (reads.length >= 2 * KEPT) reads.splice(0, KEPT);
  }

  /** Latency from collector to log and from log to relay; null when the collector runs in another process. */
  hops(acknowledged: readonly Acknowledged[]): RelayedHops | null {
    if (acknowledged.length === 0) return null;
    const at = new Map(acknowledged.map((one) => [one.arrival, one.acknowledged]));
    const log: number[] = [];
    const stream: number[] = [];
    for (const {arrival, read} of this.reads.slice(-KEPT)) {
      const known = at.get(arrival);
      if (known === undefined) continue;
      log.push(known - arrival);
      stream.push(read - known);
    }
    return log.length > 0 ? {log: spread(log), stream: spread(stream)} : null;
  }
}
