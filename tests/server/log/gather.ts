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
