import type {Consumer, LogEntry} from "../../../server/log/log.js";

/** Everything a consumer yields, as it comes. */
export interface Gathered {
  entries: LogEntry[];
  /** resolves when the iteration ends */
  done: Promise<void>;
  close(): Promise<void>;
}

/** Iterates a consumer in the background and commits each batch. A commit refused because the partition has moved on is let be. */
export function gather(consumer: Consumer, {commit = true} = {}): Gathered {
  const entries: LogEntry[] = [];
  const done = (async () => {
    for await (const batch of consumer) {
      entries.push(...batch);
      if (commit) await consumer.commit(batch[batch.length - 1]).catch(() => {});
    }
  })();
  done.catch(() => {});
  return {entries, done, close: () => consumer.close().then(() => done)};
}

/** Waits until something holds; after 30 s says what did not come. */
export async function until(holds: () => boolean, what: string, found = () => ""): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what} ${found()}`);
    await new Promise((done) => setTimeout(done, 4));
  }
}
