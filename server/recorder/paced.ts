import type {Consumer, LogEntry} from "../log/log.js";

export interface Paced {
  /** empty when only time has passed */
  entries: LogEntry[];
  /** the interval is over, or `bytes` have arrived since it last was */
  due: boolean;
}

/**
 * The consumer's batches as they arrive, which spreads the work over time. Every `ms` or `bytes` a batch is marked as due for the
 * work that is done once for many batches. Ends with the consumer; throws what it throws.
 */
export async function* paced(
  consumer: Consumer,
  {ms, bytes: most}: {ms: number; bytes: number},
  signal: AbortSignal,
): AsyncGenerator<Paced> {
  const iterator = consumer[Symbol.asyncIterator]();
  let wake = (): void => {};
  let came: {batch?: IteratorResult<LogEntry[]>; error?: unknown} | undefined;
  // each wait sets its own callback: reactions would accumulate on a promise that stays pending for hours
  const ask = (): void => {
    came = undefined;
    iterator.next().then(
      (batch) => {
        came = {batch};
        wake();
      },
      (error) => {
        came = {error};
        wake();
      },
    );
  };
  ask();
  let bytes = 0;
  let until = performance.now() + ms;
  while (!signal.aborted) {
    const left = until - performance.now();
    if (!came && left > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left); // short enough to ignore an abort
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (came?.error) throw came.error;
    if (came?.batch?.done) return;
    const entries = came?.batch?.value ?? [];
    if (came) ask();
    for (const {value} of entries) bytes += value.length;
    const due = bytes >= most || performance.now() >= until;
    yield {entries, due};
    if (!due) continue;
    bytes = 0;
    until = performance.now() + ms;
  }
}
