import {setTimeout as sleep} from "node:timers/promises";

/** Runs `work` until it succeeds or `signal` aborts. After a failure it calls `onFailure` and waits `retryMs`. */
export async function retry(
  signal: AbortSignal,
  work: () => Promise<void>,
  {retryMs, onFailure}: {retryMs: number; onFailure: (error: unknown) => void},
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) return;
      onFailure(error);
      await sleep(retryMs, undefined, {signal}).catch(() => {});
    }
  }
}
