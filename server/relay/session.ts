import type {RelayedHops} from "../../src/core/live/wire/protocol.js";
import {spread} from "../../src/core/signal/spread.js";
import type {Subscription} from "./subscription.js";

/** Frames that the figures are made of: some seconds. */
const KEPT = 256;

/** A session that is or was running, and who watches it. */
export class RelaySession {
  /** entries seen since the relay began */
  frames = 0;
  /** ms since 1970; 0 before anything was seen */
  lastSeen = 0;
  /** entries sent to clients */
  relayed = 0;
  /** when the last telemetry came out of the log, by its arrival; an entry a frame */
  readonly reads: {arrival: number; read: number}[] = [];
  readonly subscribers = new Set<Subscription>();

  constructor(
    readonly id: string,
    readonly number: number,
  ) {}

  /** Telemetry came out of the log. Cars of one frame arrived together. */
  read(arrival: number, read: number): void {
    const {reads} = this;
    if (reads.length > 0 && reads[reads.length - 1].arrival === arrival) return;
    reads.push({arrival, read});
    if (reads.length >= 2 * KEPT) reads.splice(0, KEPT);
  }

  /** Collector to log and log to relay, by what both know of; null where the collector is not of this process. */
  hops(acknowledged: readonly {arrival: number; acknowledged: number}[]): RelayedHops | null {
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
