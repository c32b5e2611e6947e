import {setTimeout as sleep} from "node:timers/promises";
import type {Encoding} from "../../src/core/live/messagesCodec.js";
import type {Log, Producer} from "../log/log.js";
import type {Collector} from "./collector.js";
import {Publisher, type PublisherStats} from "./publish.js";
import {resume} from "./resume.js";

/** How long the log may take for what still waits when collecting stops. */
const FLUSH_MS = 5000;

export interface CollectOptions {
  producer: Producer;
  topics: {datagrams: string; telemetry: string};
  encoding: Encoding;
  signal: AbortSignal;
  report: (line: string) => void;
  /** goes on with a replay that was cut off, behind the last of its datagrams in this log */
  resume?: Log;
  /** each second */
  progress: (text: string) => void;
}

export interface Collected extends PublisherStats {
  received: number;
  bytes: number;
  dropped: number;
  sessions: string[];
  /** stopped from outside, before the source ended by itself */
  stopped: boolean;
}

/** Publishes a collector until it ends or `signal` aborts; resolves when the log has everything, or has had 5 s for it. */
export async function collect(collector: Collector, options: CollectOptions): Promise<Collected> {
  const {producer, topics, encoding, signal, report, progress} = options;
  const publisher = new Publisher({producer, topics, encoding, report});
  const seen = new Set<string>();
  const {warning} = collector.stats();
  if (warning) report(warning);
  if (options.resume && collector.series) {
    const there = await resume({log: options.resume, topics, publisher, series: collector.series});
    report(`${collector.name}: ${there} datagrams are in the log, going on behind them`);
  }
  const tick = setInterval(() => {
    for (const {session} of publisher.sessions()) {
      if (seen.has(session.id)) continue;
      seen.add(session.id);
      report(`session ${session.id}: ${session.game}, ${session.track.name}, ${session.type}`);
    }
    const {received} = collector.stats();
    const {framesPublished, queuedBytes} = publisher.stats();
    const waiting = queuedBytes > 1e6 ? `, ${(queuedBytes / 1e6).toFixed(0)} MB wait for the log` : "";
    progress(`${received} datagrams, ${framesPublished} telemetry messages${waiting}`);
  }, 1000);
  const stop = () => void collector.close();
  signal.addEventListener("abort", stop, {once: true});
  if (signal.aborted) stop();
  try {
    await publisher.run(collector);
    await Promise.race([publisher.close(), sleep(FLUSH_MS, undefined, {ref: false})]);
  } finally {
    clearInterval(tick);
    signal.removeEventListener("abort", stop);
    await collector.close();
  }
  const {received, bytes, dropped} = collector.stats();
  const sessions = publisher.sessions().map(({session}) => session.id);
  return {...publisher.stats(), received, bytes, dropped, sessions, stopped: signal.aborted};
}
