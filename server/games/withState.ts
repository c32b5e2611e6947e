import type {Collector, CollectorStats} from "../collectors/collector.js";

/** A source is live while its last datagram is no older than this, ms. */
const LIVE_MS = 2000;

/** Adds a state to a collector: "live", or `waiting` while nothing arrives. */
export function withState(collector: Collector, waiting: string): Collector {
  let received = 0;
  let lastReceivedAt = Number.NEGATIVE_INFINITY;
  return {
    name: collector.name,
    patient: collector.patient,
    [Symbol.asyncIterator]: () => collector[Symbol.asyncIterator](),
    close: () => collector.close(),
    stats(): CollectorStats {
      const stats = collector.stats();
      const now = performance.now();
      if (stats.received > received) lastReceivedAt = now;
      received = stats.received;
      return {...stats, state: now - lastReceivedAt < LIVE_MS ? "live" : waiting};
    },
  };
}
