import {atMost} from "../atMost.js";
import {SendingLine} from "../sendingLine.js";
import type {Sources, Totals} from "../sources.js";
import type {CollectorStats} from "./collector.js";
import type {Publisher, PublisherStats} from "./publisher.js";

/** How long the log may take for the waiting messages when collecting stops. */
const FLUSH_MS = 5000;

export interface CollectOptions {
  sources: Sources;
  publisher: Publisher;
  signal: AbortSignal;
  report: (line: string) => void;
  /** each second */
  progress: (text: string) => void;
}

export interface Collected extends PublisherStats, Totals {
  sessions: string[];
  /** as they were at the end */
  collectors: Record<string, CollectorStats>;
  /** stopped from outside, before the sources ended by themselves */
  stopped: boolean;
}

/**
 * Publishes the datagrams of the sources until all have ended or `signal` aborts; resolves when the log has everything, or after 5 s.
 * Sources that were stopped may be started again, so the end of their sessions is not reported.
 */
export async function collect({sources, publisher, signal, report, progress}: CollectOptions): Promise<Collected> {
  const seen = new Set<string>();
  const line = new SendingLine();
  const tick = setInterval(() => {
    for (const {session} of publisher.sessions()) {
      if (seen.has(session.id)) continue;
      seen.add(session.id);
      report(`session ${session.id}: ${session.game}, ${session.track.name}, ${session.type}`);
    }
    const {framesCollected, framesPublished, queuedBytes} = publisher.stats();
    const waiting = queuedBytes > 1e6 ? `, ${(queuedBytes / 1e6).toFixed(0)} MB wait for the log` : "";
    const counts = {unit: "messages", sent: framesCollected, acknowledged: framesPublished};
    progress(`${line.next({...publisher.newest(), ...counts})}${waiting}`);
  }, 1000);
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), {once: true});
  });
  let collectors: Record<string, CollectorStats> = {};
  try {
    await Promise.race([sources.ended(), aborted]);
  } finally {
    clearInterval(tick);
    collectors = sources.stats();
    await sources.close();
  }
  await atMost(FLUSH_MS, signal.aborted ? publisher.flush() : publisher.close());
  const sessions = publisher.sessions().map(({session}) => session.id);
  return {...publisher.stats(), ...sources.totals(), collectors, sessions, stopped: signal.aborted};
}
