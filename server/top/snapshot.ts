import type {KernelStats} from "../kernelStats.js";

/** What `lapbook top` asks a running Lapbook for, at a moment. */
export interface TopSnapshot {
  /** ms since 1970 */
  at: number;
  version: string;
  stats: KernelStats;
  /** why it is not well; empty while it is */
  reasons: string[];
  /** figures of /metrics by name and labels, as it writes them */
  metrics: ReadonlyMap<string, number>;
}

/** Figures of the Prometheus text format, by name with labels: `lapbook_consumer_lag_seconds{consumer="relay",topic="laps"}`. */
export function parseMetrics(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of text.split("\n")) {
    const found = /^(\w+(?:\{.*\})?) (\S+)$/.exec(line);
    if (found) values.set(found[1], Number(found[2]));
  }
  return values;
}

/** The most that each consumer of the log is behind in any topic. */
export function lagsOf(metrics: TopSnapshot["metrics"]): {consumer: string; messages: number; seconds: number}[] {
  const lags = new Map<string, {messages: number; seconds: number}>();
  for (const [name, value] of metrics) {
    const found = /^lapbook_consumer_lag_(messages|seconds)\{consumer="([^"]*)"/.exec(name);
    if (!found) continue;
    const lag = lags.get(found[2]) ?? {messages: 0, seconds: 0};
    lags.set(found[2], lag);
    if (found[1] === "messages") lag.messages += value;
    else lag.seconds = Math.max(lag.seconds, value);
  }
  return [...lags].map(([consumer, lag]) => ({consumer, ...lag}));
}
