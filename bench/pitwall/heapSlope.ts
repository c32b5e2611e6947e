import {setTimeout as sleep} from "node:timers/promises";
import type {CDPSession} from "playwright-core";

/** The straight line through what is in use after collections, MB a minute. */
export async function heapSlope(session: CDPSession, seconds: number): Promise<number> {
  const minutes: number[] = [];
  const used: number[] = [];
  for (const start = performance.now(); ; await sleep(5000)) {
    minutes.push((performance.now() - start) / 60_000);
    used.push(await collectedHeap(session));
    if (performance.now() - start >= seconds * 1000) break;
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(minutes), mean(used)];
  if (process.env.LAPBOOK_BENCH_MINUTES) console.log(`heap, MB: ${used.map((mb) => mb.toFixed(1)).join(" ")}`);
  return mean(minutes.map((m, i) => (m - x) * (used[i] - y))) / mean(minutes.map((m) => (m - x) ** 2));
}

/**
 * MB in use after a collection, of objects and of what lies outside of them: typed arrays, nodes. The least of three: what
 * comes between a collection and its figure, MB on a busy machine, is no memory kept.
 */
async function collectedHeap(session: CDPSession): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    await session.send("HeapProfiler.collectGarbage");
    const usage = (await session.send("Runtime.getHeapUsage")) as Record<string, number>;
    const bytes = usage.usedSize + (usage.backingStorageSize ?? 0) + (usage.embedderHeapUsedSize ?? 0);
    least = Math.min(least, bytes / 1e6);
  }
  return least;
}
