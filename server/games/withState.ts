import type {Collector, CollectorStats} from "../collectors/collector.js";

/** Without a datagram for so long it is not live, ms. */
const SILENT_MS = 2000;

/** A listener that says whether anything comes; `waiting` is its word while nothing does. */
export function withState(collector: Collector, waiting: string): Collector {
  let received = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  return {
    name: collector.name,
    patient: collector.patient,
    [Symbol.asyncIterator]: () => collector[Symbol.asyncIterator](),
    close: () => collector.close(),
    stats(): CollectorStats {
      const stats = collector.stats();
      const now = performance.now();
      if (stats.received > received) heardAt = now;
      received = stats.received;
      return {...stats, state: now - heardAt < SILENT_MS ? "live" : waiting};
    },
  };
}
