import type {Consumer, LogEntry} from "../log/log.js";

export interface Paced {
  /** none when only time has passed */
  entries: LogEntry[];
  /** the pause is over, or much has come since it was so last */
  due: boolean;
}

/**
 * The consumer's batches as they come, so that the work is spread over the time, and a word every `ms`, or after so many `bytes`,
 * that it is time for what is done once for all of them. Ends with the consumer; throws what it throws.
 */
export async function* paced(
  consumer: Consumer,
  {ms, bytes: most}: {ms: number; bytes: number},
  signal: AbortSignal,
): AsyncGenerator<Paced> {
  const iterator = consumer[Symbol.asyncIterator]();
  let wake = (): void => {};
  let came: {batch?: IteratorResult<LogEntry[]>; error?: unknown} | undefined;
  // who waits asks anew each time: reactions would pile up at a promise that keeps still for hours
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
        const timer = setTimeout(resolve, left); // short, so it need not hear of an abort
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
