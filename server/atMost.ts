import {setTimeout as sleep} from "node:timers/promises";

/** Settles as `work` does, or resolves to undefined after `ms`. */
export async function atMost<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const settled = new AbortController();
  const timeout = sleep(ms, undefined, {signal: settled.signal}).catch(() => undefined);
  return await Promise.race([work, timeout]).finally(() => settled.abort());
}
